/** @file Deletes one image from the cloud, record first, then objects, each step written down before the next; main process. */
import { assertNever } from '../../../shared/brand.ts';
import type { Clock, Milliseconds } from '../../foundation/clock.ts';
import type { Reached } from '../../foundation/crash-point.ts';
import { Failed } from '../../foundation/failed.ts';
import { cancelInLedger } from '../../journey/cancel-image.ts';
import { type Carrying, type Cloud, carryingName } from '../../journey/journey.ts';
import { type DeletionRow, deletedElsewhere } from '../../ledger/deletions.ts';
import type { ObjectRow } from '../../ledger/objects.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { type GatheredImage, gatheredOf, gatherImage } from './gathered.ts';

export type DeleteParts = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly reached: Reached;
  /** This computer, as records show it. */
  readonly device: string;
  /** Throws Failed when the profile is unknown or its keys cannot be had. */
  readonly cloud: (profile: string) => Promise<Cloud>;
  /** Images on their way now. */
  readonly carrying: ReadonlyMap<string, Carrying>;
};

/** Well below what another computer waits before it lifts a burial of which it does not hear any more (deleted-elsewhere.ts). */
const answerHoldsFor: Milliseconds = 60_000;

/**
 * Goes on from whatever the ledger says is done. When it resolves, the store has said of every object that it is gone, or
 * the image was asked for again meanwhile and what is left of it was left alone. Twice is harmless. Throws Failed, and an
 * AbortError when the signal aborts; where it was is then in the ledger.
 */
export async function deleteImage(parts: DeleteParts, key: DeletionRow, signal: AbortSignal): Promise<void> {
  const { ledger } = parts;
  const cloud = await parts.cloud(key.profile);
  for (;;) {
    const row = ledger.deletions.find(key);
    if (row === null) return;
    switch (row.state) {
      case 'waiting':
        if (!(await ledger.commit(() => ledger.deletions.claim(key)))) return;
        break;
      case 'recording':
        if (await isStoredAnew(cloud, row, signal)) return leave(parts, row);
        await buryRecord(parts, cloud, row, signal);
        break;
      case 'removing':
        if (!(await removeObjects(parts, cloud, row, signal))) return leave(parts, row);
        return end(parts, cloud, row, signal);
      case 'deleted':
        return;
      default:
        return assertNever(row.state, 'state of a deletion');
    }
  }
}

async function buryRecord(parts: DeleteParts, cloud: Cloud, row: DeletionRow, signal: AbortSignal): Promise<void> {
  const { ledger, clock, reached, device } = parts;
  const { profile, records } = cloud;
  if (row.gathered === null) {
    await stopCarrying(parts, row);
    const record = await records.find(profile.userId, row.imageId, signal);
    await ledger.commit(() => ledger.deletions.gather(row, gatherImage(ledger, row, record)));
    reached('deletion-gathered');
  }
  const at = new Date(clock.now()).toISOString();
  const by = row.device ?? device;
  const dates = { deleted_at: at, deleted_by: by, upload_time: at };
  await records.bury({ user_id: profile.userId, image_id: row.imageId, schema_version: 1, ...dates }, signal);
  reached('record-buried');
  await ledger.commit(() => ledger.deletions.removing(row));
}

/** Nothing of the image is under way when this resolves, and nothing leads from `cancelled` back. */
async function stopCarrying({ ledger, clock, carrying }: DeleteParts, row: DeletionRow): Promise<void> {
  await ledger.commit(() => cancelInLedger(ledger, row, clock.now()));
  const under = carrying.get(carryingName(row));
  under?.cancel.abort();
  await under?.ended;
}

/**
 * We were here before, and may have buried it; another computer lifted that and recorded the image as of later. What was buried
 * by another computer, and nobody ordered here, is wanted again as soon as there is any record of it.
 */
async function isStoredAnew({ profile, records }: Cloud, row: DeletionRow, signal: AbortSignal): Promise<boolean> {
  const before = gatheredOf(row)?.record ?? null;
  const isFromElsewhere = row.batch === deletedElsewhere;
  if (before === null && !isFromElsewhere) return false;
  const now = await records.find(profile.userId, row.imageId, signal);
  return now !== null && (isFromElsewhere || before === null || now.upload_time > before.upload_time);
}

/** Another computer lifted the burial: its person wants the image. */
async function isAskedForAgain({ profile, records }: Cloud, row: DeletionRow, signal: AbortSignal): Promise<boolean> {
  if (profile.table === undefined) return false;
  return (await records.burial(profile.userId, row.imageId, signal)) === null && row.gathered !== null;
}

/** False when it was asked for again. A computer can sleep between two lines, so that is asked anew when time has passed. */
async function removeObjects(
  parts: DeleteParts,
  cloud: Cloud,
  row: DeletionRow,
  signal: AbortSignal,
): Promise<boolean> {
  const { clock } = parts;
  let askedAt = clock.now();
  if (await isAskedForAgain(cloud, row, signal)) return false;
  const gathered = gatheredOf(row);
  if (gathered === null) return true;
  // Said before it is asked who claims it ([Note: Claims] in journey/shared-original.ts).
  const deleting = { at: new Date(askedAt).toISOString(), by: row.device ?? parts.device };
  await cloud.records.claim({ imageId: row.imageId, userId: cloud.profile.userId, deleting }, signal);
  if (await isHeldByOthers(cloud, row, gathered, signal)) return true;
  for (const object of gathered.objects) {
    if (clock.now() - askedAt > answerHoldsFor) {
      askedAt = clock.now();
      if (await isAskedForAgain(cloud, row, signal)) return false;
      if (await isHeldByOthers(cloud, row, gathered, signal)) return true;
    }
    if (!isOfOtherProfile(parts, row, object)) await removeObject(cloud, object, row.versions, signal);
    parts.reached('object-removed');
  }
  return true;
}

async function removeObject(
  { objects: store }: Cloud,
  object: ObjectRow,
  versions: boolean,
  signal: AbortSignal,
): Promise<void> {
  await store.remove(object, signal);
  if (versions) {
    for (const { versionId } of await store.versions(object, signal))
      await store.removeVersion(object, versionId, signal);
  }
  const isThere = (await store.head(object, signal)) !== null;
  if (!isThere) return;
  const subject = `${object.bucket}/${object.key}`;
  throw new Failed({ code: 'bad-answer', retry: 'soon', scope: 'image', subject, detail: 'removed and still there' });
}

/**
 * Keys follow from content, so two people, or two profiles, can have one image in one bucket under one key. Then the record
 * goes and the objects stay: they are somebody else's too.
 */
async function isHeldByOthers(
  { profile, objects: store, records }: Cloud,
  { imageId }: DeletionRow,
  { objects }: GatheredImage,
  signal: AbortSignal,
): Promise<boolean> {
  const original = objects.find(({ rendition }) => rendition === 'original');
  if (original === undefined) return false;
  const sender = (await store.head(original, signal))?.metadata['user-id'];
  if (sender !== undefined && sender !== profile.userId) return true;
  const claims = await records.claims(imageId, signal);
  return claims.some(({ userId, deleting }) => userId !== profile.userId && deleting === undefined);
}

/** Each for itself: two profiles can have their originals apart and their renditions in one place, or the other way round. */
function isOfOtherProfile(
  { ledger }: DeleteParts,
  { profile, imageId }: DeletionRow,
  { bucket, key }: ObjectRow,
): boolean {
  const same = ledger.database.prepare(
    'SELECT 1 FROM objects WHERE image_id = ? AND profile <> ? AND bucket = ? AND object_key = ? LIMIT 1',
  );
  return same.get(imageId, profile, bucket, key) !== undefined;
}

async function end(parts: DeleteParts, cloud: Cloud, row: DeletionRow, signal: AbortSignal): Promise<void> {
  const { ledger, clock, reached } = parts;
  const { profile, records } = cloud;
  await records.unclaim({ imageId: row.imageId, userId: profile.userId }, signal);
  await records.endBurial(profile.userId, row.imageId, new Date(clock.now()).toISOString(), signal);
  await ledger.commit(() => {
    const { profile: name, imageId, fileName, device } = row;
    ledger.removals.take(row);
    ledger.deletions.end(row, clock.now());
    const by = device === null ? {} : { device };
    ledger.deeds.note({ kind: 'deleted', subject: fileName, profile: name, imageId, ...by }, clock.now());
    if (!ledger.deletions.isWanted(row)) return;
    // A person asked for it again while it went.
    ledger.journeys.exhume(row);
    ledger.tries.filesOf(imageId);
  });
  reached('deletion-ended');
}

/** The record that is there now names the objects: following the table takes the image in again. */
async function leave({ ledger }: DeleteParts, row: DeletionRow): Promise<void> {
  await ledger.commit(() => {
    ledger.removals.take(row);
    ledger.removals.filesBack(row);
    ledger.deletions.drop(row, ['recording', 'removing']);
    ledger.journeys.exhume(row);
  });
}
