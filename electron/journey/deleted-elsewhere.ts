/** @file An image on its way meets the burial that a deletion left in its record's place: it ends, or lifts the burial if asked. */
import type { ImageId } from '../../shared/image.ts';
import { Failed } from '../foundation/failed.ts';
import { deletedElsewhere } from '../ledger/deletions.ts';
import { cancelInLedger } from './cancel-image.ts';
import type { Arrival, Cloud, JourneyParts } from './journey.ts';

type Key = { readonly profile: string; readonly imageId: ImageId };

/** Milliseconds. A computer that has not ended a deletion by then is off, or gone: its objects are asked for one by one. */
export const deletionMayTake = 60 * 60_000;

/**
 * Before anything of an image is sent that a person asked for again after it was deleted. Throws Failed `being-deleted` while
 * the computer that deletes it may still remove what would count as there already. Twice is harmless.
 */
export async function liftBurial(
  { ledger, clock }: JourneyParts,
  { profile, records }: Cloud,
  key: Key,
  signal: AbortSignal,
): Promise<void> {
  if (!ledger.deletions.isWanted(key)) return;
  const burial = await records.burial(profile.userId, key.imageId, signal);
  if (burial === null) return;
  const isUnderWay = burial.deletion_ended === undefined;
  if (isUnderWay && clock.now() - Date.parse(burial.deleted_at) < deletionMayTake) {
    const subject = ledger.journeys.find(key)?.fileName ?? key.imageId;
    throw new Failed({ code: 'being-deleted', retry: 'soon', scope: 'image', subject, detail: burial.deleted_by });
  }
  await records.unbury({ userId: profile.userId, imageId: key.imageId, record: null }, signal);
}

/**
 * Another computer deleted the image before its record could be written: it ends here too, is kept away, and what was sent of it
 * is deleted like anything that a person deletes. In one commit.
 */
export async function endDeleted(
  { ledger, clock }: JourneyParts,
  { profile, records }: Cloud,
  key: Key,
  signal: AbortSignal,
): Promise<Arrival> {
  const burial = await records.burial(profile.userId, key.imageId, signal);
  await ledger.commit(() => {
    const now = clock.now();
    const journey = ledger.journeys.find(key);
    ledger.journeys.bury(key, burial === null ? now : Date.parse(burial.deleted_at));
    cancelInLedger(ledger, key, now);
    ledger.deletions.unwant(key);
    ledger.deletions.begin({
      ...key,
      fileName: journey?.fileName ?? key.imageId,
      size: ledger.images.find(key.imageId)?.size ?? 0,
      device: burial?.deleted_by ?? null,
      versions: false,
      batch: deletedElsewhere,
      state: 'recording',
      askedAt: now,
      dueAt: now,
      gathered: null,
    });
  });
  return { kind: 'cancelled' };
}
