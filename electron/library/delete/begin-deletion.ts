/** @file An order to delete becomes a fact in the ledger, and for ten seconds nothing else; undoing it in time leaves no trace. */
import { randomUUID } from 'node:crypto';
import { type DeleteAnswer, type DeleteRequest, manyImages, undoFor } from '../../../shared/deletion.ts';
import type { ImageKey } from '../../../shared/queue.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Reached } from '../../foundation/crash-point.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { number } from '../../ledger/rows.ts';
import { type SelectedImage, selectedImages } from '../select-images.ts';

export type BeginParts = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly reached: Reached;
  /** This computer, as records show it. */
  readonly device: string;
};

/** Images in one commit: a library of 100,000 must not stop this process's loop for seconds. */
const page = 1000;

/**
 * `begun` is on the disk: tombstones, so that no computer of this ledger carries them again, and the journal of what is to
 * be deleted. Images that are being deleted already are left to that. Many images without the person's word for just that
 * many are answered with `confirm`, and nothing has happened.
 */
export async function beginDeletion(parts: BeginParts, request: DeleteRequest): Promise<DeleteAnswer> {
  const { ledger, clock } = parts;
  const images = selectedImages(ledger, request.of).filter((image) => !ledger.deletions.isOpen(image));
  const library = storedIn(ledger, new Set(images.map(({ profile }) => profile)));
  if (isMany(images.length, library) && request.confirmed !== images.length) {
    const bytes = images.reduce((sum, { size }) => sum + size, 0);
    return { kind: 'confirm', images: images.length, bytes, library };
  }
  const batch = randomUUID();
  const now = clock.now();
  const until = now + undoFor;
  const order = { batch, until, now, versions: request.versions };
  for (let from = 0; from < images.length; from += page) {
    await ledger.commit(() => {
      for (const image of images.slice(from, from + page)) note(parts, image, order);
    });
    parts.reached('tombstone-noted');
  }
  return { kind: 'begun', batch, images: images.length, until };
}

function isMany(images: number, library: number): boolean {
  return images > 1 && (images > manyImages.count || images > library * manyImages.ofLibrary);
}

function storedIn({ database }: Ledger, profiles: ReadonlySet<string>): number {
  const row = database
    .prepare(
      `SELECT count(*) AS n FROM journeys WHERE state = 'stored' AND profile IN (SELECT value FROM json_each(?))`,
    )
    .get(JSON.stringify([...profiles]));
  return number(row ?? { n: 0 }, 'n');
}

type Order = { readonly batch: string; readonly until: number; readonly now: number; readonly versions: boolean };

function note({ ledger, device }: BeginParts, image: SelectedImage, { batch, until, now, versions }: Order): void {
  const { profile, imageId, fileName, size } = image;
  const shape = { profile, imageId, fileName, size, device, batch, versions };
  const isNew = ledger.deletions.begin({ ...shape, state: 'waiting', askedAt: now, dueAt: until, gathered: null });
  if (!isNew) return;
  ledger.journeys.bury(image, now);
  ledger.deletions.unwant(image);
}

/** Those of the batch that nothing was asked of the cloud for yet. Returns how many stay. Twice is harmless. */
export function undoDeletion({ ledger }: Pick<BeginParts, 'ledger'>, batch: string): Promise<number> {
  return ledger.commit(() => ledger.deletions.ofBatch(batch).filter((row) => undoOne(ledger, row)).length);
}

/** To be called inside a commit. False, and nothing happens, when it has begun, or there is none. */
export function undoOne({ deletions, journeys }: Ledger, key: ImageKey): boolean {
  if (!deletions.drop(key, ['waiting'])) return false;
  journeys.exhume(key);
  return true;
}
