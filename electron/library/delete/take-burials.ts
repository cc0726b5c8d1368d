/** @file What other computers have deleted, as the table tells it: kept away here too, and forgotten as stored; main process. */
import type { Burial } from '../../journey/record/burial.ts';
import type { ImageRecord } from '../../journey/record/image-record.ts';
import { deletedElsewhere } from '../../ledger/deletions.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { gatherImage } from './gathered.ts';

/**
 * To be called inside a commit. Files here stay where they are and are not carried again; an image on its way finds the burial
 * when it would be recorded. What a person asked for again here is left to that. Returns how many were news.
 */
export function takeBurials(ledger: Ledger, profile: string, burials: readonly Burial[], now: number): number {
  return burials.filter((burial) => takeBurial(ledger, profile, burial, now)).length;
}

function takeBurial(ledger: Ledger, profile: string, burial: Burial, now: number): boolean {
  const key = { profile, imageId: burial.image_id };
  const { deletions, journeys, images, removals, deeds } = ledger;
  if (journeys.isBuried(key) || deletions.isWanted(key)) return false;
  const journey = journeys.find(key);
  const isOpen = journey !== null && journey.state !== 'stored' && journey.state !== 'cancelled';
  if (isOpen) return false;
  // An index is behind its table by moments: what was put back since is not taken away.
  const deletedAt = Date.parse(burial.deleted_at);
  if (journey?.storedAt != null && journey.storedAt > deletedAt) return false;
  journeys.bury(key, deletedAt);
  if (journey === null) return true;
  const size = images.find(burial.image_id)?.size ?? 0;
  const said = {
    fileName: journey.fileName,
    size,
    device: burial.deleted_by,
    versions: false,
    batch: deletedElsewhere,
  };
  const dates = { askedAt: deletedAt, dueAt: deletedAt, endedAt: deletedAt };
  deletions.begin({ ...key, ...said, ...dates, state: 'deleted', gathered: gatherImage(ledger, key, null) });
  removals.take(key);
  const deed = { kind: 'deleted', subject: journey.fileName, device: burial.deleted_by, ...key } as const;
  deeds.note(deed, now);
  return true;
}

/**
 * To be called inside a commit, for a record that the table has of an image that counts as deleted here. True when it was
 * stored, or put back, after that: somebody asked for it again, so it counts as deleted no longer.
 */
export function liftIfAskedAgain(ledger: Ledger, profile: string, record: ImageRecord): boolean {
  const key = { profile, imageId: record.image_id };
  if (!ledger.journeys.isBuried(key) || ledger.deletions.isOpen(key)) return false;
  const buriedAt = ledger.journeys.buriedAt(key) ?? 0;
  const times = [record.upload_time, record.changed_at ?? ''].map((time) => Date.parse(time));
  if (!times.some((time) => time > buriedAt)) return false;
  ledger.journeys.exhume(key);
  ledger.removals.filesBack(key);
  return true;
}
