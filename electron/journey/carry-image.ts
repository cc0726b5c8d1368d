/** @file The second half of the way: an image's renditions are made, its objects confirmed, then its record; main process. */
import type { ImageId } from '../../shared/image.ts';
import type { FileIdentity } from '../foundation/file-identity.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import type { FileRow } from '../ledger/files.ts';
import type { JourneyRow } from '../ledger/journeys.ts';
import { endDeleted, liftBurial } from './deleted-elsewhere.ts';
import { findFile } from './find-file.ts';
import { readPart } from './hash/read-part.ts';
import { holdImage } from './hold-image.ts';
import { type Arrival, type Cloud, carryingName, type JourneyParts } from './journey.ts';
import { imageRecord } from './record/record-item.ts';
import type { Recorded } from './record/record-store.ts';
import { settleOnRecord, takeRecordedKeys } from './recorded-keys.ts';
import { shareOriginal } from './shared-original.ts';
import { toldDetails } from './told-details.ts';
import type { ImageSource } from './upload/image-source.ts';
import { type ImageToUpload, type UploadDependencies, uploadOriginal, uploadRendition } from './upload/upload-image.ts';

/** A file of this computer that holds the image, as it was when its bytes were hashed. */
export type CarriedFile = {
  readonly row: FileRow;
  readonly path: AbsolutePath;
  readonly identity: FileIdentity;
  /** Present when the file is small enough to be held whole. */
  readonly bytes?: Buffer;
};

type Key = { readonly profile: string; readonly imageId: ImageId };

/** Images that come into the index of words in one commit: some milliseconds. */
const indexedAtOnce = 512;

/**
 * Goes on from whatever the ledger says is done: what the store has confirmed is not sent again.
 * `file` is given when it has just been read; otherwise one that still holds the image is looked for.
 * Twice is harmless. Throws only for bugs.
 */
export async function carryImage(
  parts: JourneyParts,
  cloud: Cloud,
  journey: JourneyRow,
  file: CarriedFile | null,
  signal: AbortSignal,
): Promise<Arrival> {
  const key: Key = { profile: journey.profile, imageId: journey.imageId };
  const name = carryingName(key);
  if (parts.carrying.has(name)) return { kind: 'already' };
  // The caller's row may be of before a person cancelled the image, or another lane carried it.
  const now = parts.ledger.journeys.find(key);
  if (now?.state === 'cancelled') return { kind: 'cancelled' };
  if (now === null || !isUnderWay(now)) return { kind: 'already' };
  const cancel = new AbortController();
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  parts.carrying.set(name, { key, cancel, ended });
  try {
    return await goOn(parts, cloud, now, file, AbortSignal.any([signal, cancel.signal]));
  } catch (error) {
    if (parts.ledger.journeys.find(key)?.state === 'cancelled') return { kind: 'cancelled' };
    return await holdImage(parts, key, file?.row ?? null, error);
  } finally {
    parts.carrying.delete(name);
    end();
  }
}

function isUnderWay({ state }: JourneyRow): boolean {
  return state === 'hashed' || state === 'uploading' || state === 'confirmed';
}

async function goOn(
  parts: JourneyParts,
  cloud: Cloud,
  journey: JourneyRow,
  file: CarriedFile | null,
  signal: AbortSignal,
): Promise<Arrival> {
  const { ledger, clock, reached } = parts;
  const key: Key = { profile: journey.profile, imageId: journey.imageId };
  let bytesSent = 0;
  await liftBurial(parts, cloud, key, signal);
  if (journey.state === 'hashed') {
    await ledger.commit(() => ledger.journeys.move(key, 'hashed', 'uploading', clock.now()));
    reached('journey-uploading');
  }
  const isRecorded = cloud.profile.table !== undefined;
  const isToConfirm = journey.state !== 'confirmed';
  const confirm = (): void => ledger.journeys.move(key, 'uploading', 'confirmed', clock.now());
  if (isToConfirm) {
    bytesSent = await confirmObjects(parts, cloud, journey, file, signal);
    // Where no record comes between the two, *confirmed* and *stored* share a write.
    if (isRecorded) await ledger.commit(confirm);
    reached('all-objects-confirmed');
  }
  const outcome = isRecorded ? await recordImage(parts, cloud, key, signal) : 'unrecorded';
  reached('record-sent');
  if (outcome === 'deleted') return endDeleted(parts, cloud, key, signal);
  if (outcome === 'joined') await settleOnRecord(parts, cloud, key.imageId, signal);
  await ledger.commit(() => {
    if (isToConfirm && !isRecorded) confirm();
    ledger.journeys.stored(key, outcome, bytesSent, clock.now());
    ledger.deletions.unwant(key);
    ledger.catalogue.index(indexedAtOnce);
  });
  reached('journey-stored');
  return bytesSent === 0 && outcome === 'joined' ? { kind: 'already' } : { kind: 'stored', bytesSent };
}

/** Brings every object of the image to *confirmed*; returns the bytes that were sent. */
async function confirmObjects(
  parts: JourneyParts,
  cloud: Cloud,
  journey: JourneyRow,
  given: CarriedFile | null,
  signal: AbortSignal,
): Promise<number> {
  const { ledger } = parts;
  const { profile } = cloud;
  const known = ledger.images.find(journey.imageId);
  if (known === null) throw new Error(`${journey.imageId} has a journey but is not in the ledger`);
  await takeRecordedKeys(parts, cloud, journey.imageId, signal);
  const confirmed = new Set(ledger.objects.ofImage(profile.name, journey.imageId).map((object) => object.rendition));
  const recipes = profile.renditions.filter((recipe) => !confirmed.has(recipe.name));
  const withoutRenditions = known.details !== null && journey.warning !== null;
  if (confirmed.has('original') && (recipes.length === 0 || withoutRenditions)) return 0;

  const file = given ?? (await findFile(parts, journey, signal));
  const picture = await parts.resizer.resize(
    { path: file.path, identity: file.identity, recipes, pixelLimit: profile.pixelLimit },
    signal,
  );
  const warning = picture.kind === 'without-renditions' ? picture.why : null;
  // Written with the first object that is confirmed; both can be found out again from the file.
  const described = ledger.commit(() => {
    ledger.images.describe(journey.imageId, picture.details);
    ledger.journeys.warn(journey, warning);
  });

  const image: ImageToUpload = {
    profile,
    imageId: journey.imageId,
    contentType: known.contentType,
    extension: known.extension,
    fileName: journey.fileName,
    directory: journey.directory,
    details: toldDetails(ledger, journey, picture.details),
  };
  const uploading: UploadDependencies = {
    store: cloud.objects,
    ledger,
    now: parts.clock.now,
    reached: parts.reached,
    device: parts.device,
    onBytes: parts.onBytes,
    onThere: (sender, address) =>
      shareOriginal(cloud, parts.clock.now, { imageId: journey.imageId, sender, address }, signal),
  };
  const renditions = picture.kind === 'resized' ? picture.renditions : [];
  const sent = await Promise.allSettled([
    confirmed.has('original') ? 0 : sendOriginal(uploading, image, file, signal),
    ...renditions.map((rendition) => uploadRendition(uploading, image, rendition, signal)),
    described.then(() => 0),
  ]);
  // All have come to an end before the first failure is told, so that nothing of this image is under way after it.
  let total = 0;
  for (const one of sent) {
    if (one.status === 'rejected') throw one.reason;
    total += one.value;
  }
  return total;
}

function sendOriginal(
  uploading: UploadDependencies,
  image: ImageToUpload,
  file: CarriedFile,
  signal: AbortSignal,
): Promise<number> {
  if (file.bytes !== undefined) return uploadOriginal(uploading, image, { kind: 'whole', bytes: file.bytes }, signal);
  const source: ImageSource = {
    kind: 'parts',
    size: file.identity.size,
    read: (offset, length, partSignal) => readPart(file.path, file.identity, { offset, length }, partSignal),
  };
  return uploadOriginal(uploading, image, source, signal);
}

/** Writes the record of an image whose objects are confirmed, or adds this computer to it. Twice is harmless. */
export async function recordImage(
  { ledger, device }: JourneyParts,
  { profile, records }: Cloud,
  key: Key,
  signal: AbortSignal,
): Promise<Recorded> {
  const image = ledger.images.find(key.imageId);
  const journey = ledger.journeys.find(key);
  if (image === null || journey === null) throw new Error(`${key.imageId} left the ledger while it was carried`);
  const item = imageRecord({
    profile,
    imageId: key.imageId,
    contentType: image.contentType,
    size: image.size,
    details: toldDetails(ledger, key, image.details),
    fileName: journey.fileName,
    replaces: journey.replaces,
    warning: journey.warning,
    device,
    objects: ledger.objects.ofImage(profile.name, key.imageId),
  });
  return records.record(item, signal);
}
