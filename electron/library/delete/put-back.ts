/** @file Puts a deleted image back from the versions that its bucket keeps: objects first, each asked for, then its record. */
import type { PutBackReport } from '../../../shared/deletion.ts';
import type { ImageKey } from '../../../shared/queue.ts';
import type { Clock } from '../../foundation/clock.ts';
import { Failed } from '../../foundation/failed.ts';
import type { Cloud } from '../../journey/journey.ts';
import type { ImageRecord } from '../../journey/record/image-record.ts';
import { shareOriginal } from '../../journey/shared-original.ts';
import { proveSame } from '../../journey/upload/send-object.ts';
import type { DeletionRow } from '../../ledger/deletions.ts';
import type { ObjectRow } from '../../ledger/objects.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { gatheredOf, recordOf } from './gathered.ts';

export type PutBackParts = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** This computer, as records show it. */
  readonly device: string;
  readonly cloud: (profile: string) => Promise<Cloud>;
};

/** One after the other; one that fails stays deleted, and does not keep the next. Twice is harmless. */
export async function putBack(
  parts: PutBackParts,
  images: readonly ImageKey[],
  signal: AbortSignal,
): Promise<PutBackReport> {
  const failed: PutBackReport['failed'] = [];
  let back = 0;
  for (const image of images) {
    try {
      await putBackOne(parts, image, signal);
      back += 1;
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      failed.push({ image: { ...image }, failure: error.failure });
    }
  }
  return { back, failed };
}

async function putBackOne(parts: PutBackParts, image: ImageKey, signal: AbortSignal): Promise<void> {
  const { ledger } = parts;
  const row = ledger.deletions.find(image);
  const gathered = row === null || row.state !== 'deleted' ? null : gatheredOf(row);
  if (row === null || gathered === null) throw missing(image.imageId, 'not deleted, or nothing is known of it');
  const cloud = await parts.cloud(row.profile);
  const there: ObjectRow[] = [];
  for (const object of gathered.objects) {
    const isThere = await uncover(cloud, object, signal);
    if (isThere) there.push(await proven(parts, cloud, row, object, signal));
    else if (object.rendition === 'original') throw missing(row.fileName, 'the bucket keeps no earlier version');
  }
  const record = recordOf(parts, cloud, row, { ...gathered, objects: there });
  if (record === null || gathered.journey === null) throw missing(row.fileName, 'its record is not known');
  await putRecord(parts, cloud, row, onlyNaming(record, there), signal);
  await keep(parts, row, there);
}

/** The latest version counts again. False where there is none. */
async function uncover({ objects: store }: Cloud, object: ObjectRow, signal: AbortSignal): Promise<boolean> {
  for (const version of await store.versions(object, signal)) {
    if (version.kind === 'object') return true;
    await store.removeVersion(object, version.versionId, signal);
  }
  return false;
}

/** What came back is what was stored, or nothing is recorded. */
async function proven(
  { clock }: PutBackParts,
  cloud: Cloud,
  row: DeletionRow,
  object: ObjectRow,
  signal: AbortSignal,
): Promise<ObjectRow> {
  const { objects: store } = cloud;
  const confirmedAt = clock.now();
  if (object.rendition === 'original') {
    const expected = { size: row.size, sha256: row.imageId, md5: () => null };
    const held = await proveSame(store, object, expected, signal);
    if (held === null) throw missing(row.fileName, 'it did not come back');
    const { imageId } = row;
    if (held.sender !== undefined)
      await shareOriginal(cloud, clock.now, { imageId, sender: held.sender, address: object }, signal);
    const proof = held.etag === object.etag ? object.proof : held.proof;
    return { ...object, etag: held.etag, proof, versionId: held.versionId ?? null, confirmedAt };
  }
  const head = await store.head(object, signal);
  if (head?.size !== object.size) throw missing(`${object.bucket}/${object.key}`, 'another came back');
  return { ...object, etag: head.etag, proof: 'size', versionId: head.versionId ?? null, confirmedAt };
}

/** A rendition that could not come back is named no more; `verify --repair` makes it again where the file is here. */
function onlyNaming(record: ImageRecord, there: readonly ObjectRow[]): ImageRecord {
  const keys = new Set<string>(there.map(({ key }) => key));
  const { processed_key, processed_size, ...rest } = record;
  const renditions = record.renditions.filter(({ key }) => keys.has(key));
  if (processed_key === undefined || !keys.has(processed_key)) return { ...rest, renditions };
  return { ...rest, renditions, processed_key, ...(processed_size === undefined ? {} : { processed_size }) };
}

/** Dated anew, so that computers which follow the table by its changes find it. */
async function putRecord(
  { clock, device }: PutBackParts,
  { profile, records }: Cloud,
  { imageId }: DeletionRow,
  record: ImageRecord,
  signal: AbortSignal,
): Promise<void> {
  const dated = { ...record, changed_at: new Date(clock.now()).toISOString(), changed_by: device };
  if (await records.unbury({ userId: profile.userId, imageId, record: dated }, signal)) return;
  if ((await records.record(dated, signal)) === 'deleted') throw missing(imageId, 'deleted again meanwhile');
}

function keep({ ledger, clock }: PutBackParts, row: DeletionRow, objects: readonly ObjectRow[]): Promise<void> {
  const journey = gatheredOf(row)?.journey;
  const key = { profile: row.profile, imageId: row.imageId };
  return ledger.commit(() => {
    ledger.journeys.exhume(key);
    ledger.deletions.unwant(key);
    if (journey == null) return;
    const { contentType, extension, details, fileName, directory, replaces, warning, storedAt } = journey;
    ledger.images.add({ imageId: row.imageId, size: row.size, contentType, extension }, clock.now());
    if (details !== null) ledger.images.describe(row.imageId, details);
    for (const object of objects) ledger.objects.confirm(row.profile, row.imageId, object);
    const at = storedAt ?? clock.now();
    ledger.adoptions.adopt({ ...key, fileName, directory, replaces, warning }, 'stored', at);
    ledger.removals.filesBack(key);
    ledger.deletions.drop(key, ['deleted']);
    ledger.deeds.note({ kind: 'undeleted', subject: fileName, ...key }, clock.now());
  });
}

function missing(subject: string, detail: string): Failed {
  return new Failed({ code: 'object-missing', retry: 'never', scope: 'image', subject, detail });
}
