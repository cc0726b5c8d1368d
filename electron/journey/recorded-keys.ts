/** @file Two computers, one library: where keys follow from names, the keys of the record are everybody's; main process. */
import type { ImageId } from '../../shared/image.ts';
import type { Profile } from '../../shared/profile.ts';
import { Failed } from '../foundation/failed.ts';
import type { ObjectRow } from '../ledger/objects.ts';
import type { Cloud, JourneyParts } from './journey.ts';
import type { ImageRecord } from './record/image-record.ts';
import { type NamedObject, namedObjects, pictureOf } from './record/record-names.ts';
import { isByContent } from './upload/object-key.ts';
import type { ConfirmedObject } from './upload/object-store.ts';
import { proveSame } from './upload/send-object.ts';

/** True when another computer can choose other keys for the same image. */
function keysMayDiffer({ originalKey, renditionKey }: Profile): boolean {
  return !isByContent(originalKey) || !isByContent(renditionKey);
}

/**
 * What another computer has recorded of the image and the store proves to hold counts as confirmed under the keys of the
 * record, so that it is not sent under ours. Asks nothing where the keys follow from the content. Twice is harmless.
 */
export async function takeRecordedKeys(
  parts: JourneyParts,
  cloud: Cloud,
  imageId: ImageId,
  signal: AbortSignal,
): Promise<void> {
  const { ledger } = parts;
  const { profile, records } = cloud;
  if (!keysMayDiffer(profile)) return;
  const known = new Set(ledger.objects.ofImage(profile.name, imageId).map((object) => object.rendition));
  const wanted = ['original', ...profile.renditions.map((recipe) => recipe.name)].filter((name) => !known.has(name));
  const record = wanted.length === 0 ? null : await records.find(profile.userId, imageId, signal);
  if (record === null) return;
  const proven = await provenObjects(parts, cloud, record, (object) => wanted.includes(object.rendition), signal);
  await ledger.commit(() => {
    if (ledger.images.find(imageId)?.details === null) ledger.images.describe(imageId, pictureOf(record));
    for (const row of proven) ledger.objects.confirm(profile.name, imageId, row);
  });
}

/**
 * Two computers that met the image in the same moment each sent it under keys of their own. The record is of the first:
 * once its objects are proven they are ours too, and those that this computer sent are taken away again, for no record
 * names them. Call when the record was joined, not written. Twice is harmless.
 */
export async function settleOnRecord(
  parts: JourneyParts,
  cloud: Cloud,
  imageId: ImageId,
  signal: AbortSignal,
): Promise<void> {
  const { ledger, device } = parts;
  const { profile, records, objects: store } = cloud;
  if (!keysMayDiffer(profile)) return;
  const record = await records.find(profile.userId, imageId, signal);
  if (record === null) return;
  const ours = new Map(ledger.objects.ofImage(profile.name, imageId).map((object) => [object.rendition, object]));
  const differs = ({ rendition, bucket, key }: NamedObject): boolean => {
    const own = ours.get(rendition);
    return own !== undefined && (own.key !== key || own.bucket !== bucket);
  };
  const proven = await provenObjects(parts, cloud, record, differs, signal);
  if (proven.length === 0) return;
  const original = ours.get('original');
  const sent = original === undefined ? null : await store.head(original, signal);
  await ledger.commit(() => {
    for (const row of proven) ledger.objects.confirm(profile.name, imageId, row);
  });
  if (sent?.metadata['device'] !== device) return;
  for (const { rendition } of proven) {
    const own = ours.get(rendition);
    if (own !== undefined) await store.remove(own, signal);
  }
}

export type RecordedParts = Pick<JourneyParts, 'clock'>;

/** Those of the record's objects that are wanted and that the store has, as it tells of them. */
export async function provenObjects(
  { clock }: RecordedParts,
  { objects: store }: Cloud,
  record: ImageRecord,
  wanted: (object: NamedObject) => boolean,
  signal: AbortSignal,
): Promise<ObjectRow[]> {
  const rows: ObjectRow[] = [];
  for (const named of namedObjects(record).filter(wanted)) {
    const held = await (named.sha256 === null
      ? renditionThere(store, named, signal)
      : originalThere(store, named, signal));
    if (held === null) continue;
    const { rendition, bucket, key, size, contentType, width, height } = named;
    const { etag, proof } = held;
    const versionId = held.versionId ?? null;
    const sha256 = named.sha256 ?? held.sha256 ?? '';
    const place = { rendition, bucket, key, size, contentType, width, height };
    rows.push({ ...place, etag, versionId, sha256, proof, confirmedAt: clock.now() });
  }
  return rows;
}

/** Null where the store has nothing, or something else: then it is sent under our own key. */
async function originalThere(
  store: Cloud['objects'],
  named: NamedObject,
  signal: AbortSignal,
): Promise<ConfirmedObject | null> {
  const expected = { size: named.size, sha256: named.imageId, md5: () => null };
  return proveSame(store, named, expected, signal).catch((error: unknown) => {
    if (error instanceof Failed && error.failure.code === 'other-bytes-at-key') return null;
    throw error;
  });
}

async function renditionThere(
  store: Cloud['objects'],
  named: NamedObject,
  signal: AbortSignal,
): Promise<ConfirmedObject | null> {
  const there = await store.head(named, signal);
  if (there === null || there.size !== named.size || there.metadata['image-id'] !== named.imageId) return null;
  const { size, etag, versionId } = there;
  const sha256 = there.sha256 ?? there.metadata['sha256'];
  return {
    size,
    etag,
    proof: 'size',
    ...(versionId === undefined ? {} : { versionId }),
    ...(sha256 === undefined ? {} : { sha256 }),
  };
}
