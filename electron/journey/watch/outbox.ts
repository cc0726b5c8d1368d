/** @file Sends what was found in batches, few at a time, so that a first scan of 100,000 files never lies in memory. */
import { batchLimit, type Departure, type Sighting, type WatchBatch } from './folder-watch.ts';

export type Outbox = {
  /**
   * A directory's sightings, in one batch where they fit, and its fingerprint in the same batch or, where they do not
   * fit, after all of them were kept: a fingerprint that is written down never stands for files that are not.
   */
  readonly directory: (
    folderId: number,
    directory: string,
    sightings: readonly Sighting[],
    fingerprint: string | null,
  ) => Promise<void>;
  readonly departures: (folderId: number, departures: readonly Departure[]) => Promise<void>;
  /** Sends the rest and resolves when everything is acknowledged: what the ledger knows is then up to date. */
  readonly drained: () => Promise<void>;
  readonly acknowledged: (batch: number, kept: boolean) => void;
  /** Nobody will acknowledge any more: whoever waits goes on. */
  readonly close: () => void;
};

/** Enough to keep the other side busy while a batch is on its way. */
const batchesInFlight = 4;

/** Equal to no directory's fingerprint. */
const notWhole = '';

type Draft = Pick<WatchBatch, 'folderId' | 'sightings' | 'departures' | 'fingerprints'>;

/** `notKept` is told the folder of a batch that could not be written down. */
export function outbox(send: (batch: WatchBatch) => void, notKept: (folderId: number) => void): Outbox {
  const inFlight = new Map<number, number>();
  let lastBatch = 0;
  let losses = 0;
  let closed = false;
  let draft: Draft | undefined;
  let changed = Promise.withResolvers<void>();

  const size = (of: Draft): number =>
    of.sightings.length +
    of.fingerprints.length +
    of.departures.reduce((sum, departure) => sum + 1 + departure.names.length, 0);

  const downTo = async (count: number): Promise<void> => {
    while (inFlight.size > count && !closed) await changed.promise;
  };

  const flush = async (): Promise<void> => {
    const full = draft;
    if (full === undefined || size(full) === 0) return;
    draft = undefined;
    await downTo(batchesInFlight - 1);
    lastBatch += 1;
    inFlight.set(lastBatch, full.folderId);
    send({ kind: 'batch', batch: lastBatch, ...full });
  };

  const withRoom = async (folderId: number, entries: number): Promise<Draft> => {
    if (draft !== undefined && (draft.folderId !== folderId || size(draft) + entries > batchLimit)) await flush();
    draft ??= { folderId, sightings: [], departures: [], fingerprints: [] };
    return draft;
  };

  const drained = async (): Promise<void> => {
    await flush();
    await downTo(0);
  };

  return {
    directory: async (folderId, directory, sightings, fingerprint) => {
      const lossesBefore = losses;
      const fits = sightings.length < batchLimit;
      for (let from = 0; from < sightings.length; from += batchLimit - 1) {
        const part = sightings.slice(from, from + batchLimit - 1);
        const room = await withRoom(folderId, part.length + 1);
        room.sightings.push(...part);
        if (fingerprint === null || !fits) setFingerprint(room, directory, notWhole);
      }
      if (fingerprint === null) return;
      if (!fits) await drained();
      if (fits || losses === lossesBefore) setFingerprint(await withRoom(folderId, 1), directory, fingerprint);
    },
    departures: async (folderId, departures) => {
      for (const { directory, names, whole } of departures) {
        for (let from = 0; from === 0 || from < names.length; from += batchLimit - 2) {
          const part = names.slice(from, from + batchLimit - 2);
          const last = from + batchLimit - 2 >= names.length;
          const room = await withRoom(folderId, part.length + 2);
          room.departures.push({ directory, names: part, whole: whole && last });
          // With a whole directory its fingerprint goes too.
          if (!whole) setFingerprint(room, directory, notWhole);
        }
      }
    },
    drained,
    acknowledged: (batch, kept) => {
      const folderId = inFlight.get(batch);
      inFlight.delete(batch);
      if (folderId !== undefined && !kept) {
        losses += 1;
        notKept(folderId);
      }
      changed.resolve();
      changed = Promise.withResolvers<void>();
    },
    close: () => {
      closed = true;
      changed.resolve();
    },
  };
}

/** One per directory and batch; the last one counts. */
function setFingerprint(draft: Draft, directory: string, fingerprint: string): void {
  const last = draft.fingerprints.at(-1);
  if (last?.directory === directory) draft.fingerprints.pop();
  draft.fingerprints.push({ directory, fingerprint });
}
