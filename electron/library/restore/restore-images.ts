/** @file Fetches many images back, several at once, each noted when it is there: a stop or a kill costs those under way. */
import { mostFailuresShown, type RestoreProgress, type RestoreWish } from '../../../shared/restoring.ts';
import type { Clock } from '../../foundation/clock.ts';
import { Failed } from '../../foundation/failed.ts';
import type { AbsolutePath } from '../../foundation/paths.ts';
import type { RestoreCounts, RestoredRow, RestoredState, RestoreRow } from '../../ledger/restores.ts';
import { selectedImages } from '../select-images.ts';
import { toldAsItGoes } from '../told-as-it-goes.ts';
import { patiently } from '../verify/patiently.ts';
import { type FetchParts, restoreImage } from './restore-image.ts';

export type RestoreParts = Omit<FetchParts, 'onBytes'> & {
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
};

/** Enough to fill a line, little enough for a disk. */
const atOnce = 6;
const page = 1000;

type Count = RestoreCounts[RestoredState];

/** What is meant is written down, in its order; nothing is fetched yet. Returns its id. */
export async function beginRestore(
  { ledger, clock }: Pick<RestoreParts, 'ledger' | 'clock'>,
  { of, ...wish }: RestoreWish,
  destination: AbsolutePath,
): Promise<number> {
  const images = selectedImages(ledger, of);
  const id = await ledger.commit(() => ledger.restores.begin(destination, wish, clock.now()));
  for (let from = 0; from < images.length; from += page) {
    const some = images.slice(from, from + page).map((image, at) => {
      const object = ledger.objects
        .ofImage(image.profile, image.imageId)
        .find((one) => one.rendition === wish.rendition);
      return { ...image, number: from + at, size: object?.size ?? image.size };
    });
    await ledger.commit(() => ledger.restores.add(id, some));
  }
  return id;
}

/**
 * What was fetched before is not fetched again; what failed before is tried again. One image that fails does not hold up the
 * others. Throws Failed when a whole profile, or the disk, cannot be used: then it goes on from here later.
 */
export async function* restoreImages(
  parts: RestoreParts,
  row: RestoreRow,
  signal: AbortSignal,
): AsyncGenerator<RestoreProgress, void> {
  const { ledger, clock } = parts;
  // Counted once and then moved along: a library is too large to be counted ten times a second.
  const counts = { ...ledger.restores.counts(row.id) };
  let fetched = 0;
  const names = new Set<string>();
  let bytesUnderWay = 0;
  let ended = false;
  let isOver = false;
  const snapshot = (): RestoreProgress => ({
    ...progressOf(parts, row, counts, bytesUnderWay),
    current: names.values().next().value ?? null,
    ended,
  });
  const work = async (tell: () => void, stop: AbortSignal): Promise<void> => {
    const onBytes = (bytes: number): void => {
      bytesUnderWay += bytes;
      tell();
    };
    let cursor = -1;
    const next = (): RestoredRow | undefined => {
      const [one] = isOver ? [] : ledger.restores.open(row.id, cursor, 1);
      cursor = one?.number ?? cursor;
      return one;
    };
    const lane = async (): Promise<void> => {
      for (let one = next(); one !== undefined; one = next()) {
        stop.throwIfAborted();
        const name = ledger.journeys.find(one)?.fileName ?? one.imageId;
        names.add(name);
        let own = 0;
        const count = (bytes: number): void => {
          own += bytes;
          onBytes(bytes);
        };
        try {
          const state = await fetchOne({ ...parts, onBytes: count }, row, one, stop);
          move(counts, one, state);
          if (state !== 'failed') fetched += 1;
        } finally {
          bytesUnderWay -= own;
          names.delete(name);
          tell();
        }
      }
    };
    const lanes = Array.from({ length: atOnce }, () =>
      lane().catch((error: unknown) => {
        // The others end with what they have in hand.
        isOver = true;
        throw error;
      }),
    );
    const ends = await Promise.allSettled(lanes);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    await ledger.commit(() => finish(parts, row, fetched, counts.failed.images));
    ended = true;
  };
  yield* toldAsItGoes(clock, snapshot, work, signal);
}

async function fetchOne(
  parts: FetchParts & RestoreParts,
  row: RestoreRow,
  one: RestoredRow,
  signal: AbortSignal,
): Promise<RestoredState> {
  const { ledger } = parts;
  const { rendition, layout } = row.wish;
  const image = { profile: one.profile, imageId: one.imageId, rendition, layout, destination: row.destination };
  try {
    const written = await patiently(parts, signal, () => restoreImage(parts, image, signal));
    await ledger.commit(() => ledger.restores.settle(row.id, one.number, written.kind, null));
    parts.reached('restore-noted');
    return written.kind;
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.scope === 'profile') throw error;
    const { failure } = error;
    await ledger.commit(() => ledger.restores.settle(row.id, one.number, 'failed', failure));
    return 'failed';
  }
}

/** From where it was before, which its failure tells. */
function move(counts: Record<RestoredState, Count>, { failure, size }: RestoredRow, to: RestoredState): void {
  const from = failure === null ? 'open' : 'failed';
  counts[from] = { images: counts[from].images - 1, bytes: counts[from].bytes - size };
  counts[to] = { images: counts[to].images + 1, bytes: counts[to].bytes + size };
}

/** With failures left it stays unfinished, to be tried again. */
function finish({ ledger, clock }: RestoreParts, row: RestoreRow, fetched: number, failed: number): void {
  const deed = { kind: 'restored', subject: row.destination, images: fetched } as const;
  if (fetched > 0) ledger.deeds.note(deed, clock.now());
  if (failed === 0) ledger.restores.end(row.id, clock.now());
}

export function progressOf(
  { ledger }: Pick<RestoreParts, 'ledger'>,
  { id }: Pick<RestoreRow, 'id'>,
  counts: RestoreCounts,
  bytesUnderWay = 0,
): Omit<RestoreProgress, 'current' | 'ended'> {
  const { open, written, renamed, there, failed } = counts;
  const all = [open, written, renamed, there, failed];
  const fetched = [written, renamed, there];
  const failures = ledger.restores.failed(id, mostFailuresShown).flatMap(({ failure, profile, imageId }) => {
    if (failure === null) return [];
    return [{ fileName: ledger.journeys.find({ profile, imageId })?.fileName ?? imageId, failure }];
  });
  const sum = (of: readonly { readonly images: number; readonly bytes: number }[], what: 'images' | 'bytes'): number =>
    of.reduce((total, one) => total + one[what], 0);
  return {
    id,
    images: sum(all, 'images'),
    bytes: sum(all, 'bytes'),
    done: sum([...fetched, failed], 'images'),
    bytesDone: sum(fetched, 'bytes') + bytesUnderWay,
    written: written.images + renamed.images,
    renamed: renamed.images,
    there: there.images,
    failed: failed.images,
    failures,
  };
}
