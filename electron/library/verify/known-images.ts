/** @file Every image that the ledger or the cloud's records know, in order of its id: two sorted streams made one. */
import type { ImageId } from '../../../shared/image.ts';
import type { Cloud } from '../../journey/journey.ts';
import type { ImageRecord } from '../../journey/record/image-record.ts';
import { type JourneyRow, journeyRow } from '../../ledger/journeys.ts';
import type { ObjectRow } from '../../ledger/objects.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';

export type KnownImage = {
  readonly imageId: ImageId;
  readonly journey: JourneyRow | null;
  /** What the ledger holds as confirmed. */
  readonly objects: readonly ObjectRow[];
  readonly record: ImageRecord | null;
};

const page = 256;

/** Those after `after`. Memory does not grow with the library. */
export async function* knownImages(
  ledger: Ledger,
  { profile, records }: Cloud,
  after: string,
  signal: AbortSignal,
): AsyncGenerator<KnownImage> {
  const journeys = journeysOf(ledger, profile.name, after);
  const known = (journey: JourneyRow | null, record: ImageRecord | null, imageId: ImageId): KnownImage => ({
    imageId,
    journey,
    objects: ledger.objects.ofImage(profile.name, imageId),
    record,
  });
  let next = journeys.next();
  for await (const record of records.all(profile.userId, signal)) {
    if (record.image_id <= after) continue;
    for (; !next.done && next.value.imageId < record.image_id; next = journeys.next()) {
      yield known(next.value, null, next.value.imageId);
    }
    const same = !next.done && next.value.imageId === record.image_id ? next.value : null;
    if (same !== null) next = journeys.next();
    // Another profile of the same user may share the table: what it stored is its own to verify.
    if (same !== null || record.source_bucket === profile.bucket) yield known(same, record, record.image_id);
  }
  for (; !next.done; next = journeys.next()) yield known(next.value, null, next.value.imageId);
}

function* journeysOf({ database }: Ledger, profile: string, after: string): Generator<JourneyRow, undefined> {
  const read = database.prepare('SELECT * FROM journeys WHERE profile = ? AND image_id > ? ORDER BY image_id LIMIT ?');
  for (let from = after; ; ) {
    const rows = read.all(profile, from, page).map(journeyRow);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    from = last.imageId;
  }
}
