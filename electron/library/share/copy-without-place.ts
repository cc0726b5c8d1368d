/** @file Makes, proves and stores the copy of an original that tells no place: a rendition named `shared`. */
import { type ImageId, ImageId as ImageIdSchema } from '../../../shared/image.ts';
import type { RenditionRecipe } from '../../../shared/profile.ts';
import type { Reached } from '../../foundation/crash-point.ts';
import { Failed } from '../../foundation/failed.ts';
import { carriedTypes } from '../../journey/intake/recognise-image.ts';
import { sha256 } from '../../journey/upload/digests.ts';
import { renditionMetadata } from '../../journey/upload/object-metadata.ts';
import { addressOf, type RenditionToUpload } from '../../journey/upload/upload-image.ts';
import type { ObjectRow } from '../../ledger/objects.ts';
import { barePicture, isBare } from './bare-picture.ts';
import { type Key, notRemoved, type PlacelessParts, readObject } from './placeless-object.ts';
import { opensWithoutPlace, readBytes } from './second-reader.ts';

/** The name under which the copy is a rendition of its image. */
export const sharedRendition = 'shared';

export type CopyParts = PlacelessParts & { readonly reached: Reached };

/** For formats that we cannot take apart: opened and written anew, as good as the eye can tell. */
const anew: RenditionRecipe = {
  name: sharedRendition,
  width: 16_384,
  height: 16_384,
  fit: 'inside',
  format: 'jpeg',
  quality: 92,
  grayscale: false,
  animated: false,
};

/**
 * Object, then record, then ledger, and each only once what the store really holds has been read again. Twice is harmless.
 * Throws Failed `location-not-removed` when the copy cannot be made, or not be proven to tell no place; `object-missing`, and
 * leaves no copy, when the image's record went away meanwhile.
 */
export async function copyWithoutPlace(
  parts: CopyParts,
  key: Key,
  original: ObjectRow,
  bytes: Buffer,
  signal: AbortSignal,
): Promise<ObjectRow> {
  const { ledger, cloud, now, reached } = parts;
  const { profile } = cloud;
  if (profile.renditions.some(({ name }) => name === sharedRendition)) {
    const subject = `rendition ${sharedRendition} of ${profile.name}`;
    throw new Failed({ code: 'bad-settings', retry: 'after-user-acts', scope: 'profile', subject });
  }
  if (sha256(bytes) !== key.imageId) throw notRemoved(original, 'the original is not what was stored');
  const made = await madeCopy(parts, original, bytes, signal);
  const { contentType } = made;
  await expectPlaceless(parts, original, contentType, made.bytes, signal);

  const address = addressOf(imageOf(parts, key, original), made);
  const digest = sha256(made.bytes);
  const metadata = renditionMetadata({ imageId: key.imageId, sha256: digest, ...made });
  const object = { ...address, bytes: made.bytes, sha256: digest, contentType, metadata };
  await cloud.objects.put(object, signal);
  reached('object-sent');
  const head = await cloud.objects.head(address, signal);
  const held = await readObject(cloud, address, signal);
  // Something that was there already was left alone: it counts only if it is ours and tells as little.
  if (head === null || head.metadata['image-id'] !== key.imageId) throw notRemoved(address, 'its place is taken');
  if (!held.equals(made.bytes)) await expectPlaceless(parts, original, head.contentType, held, signal);
  const row: ObjectRow = {
    rendition: sharedRendition,
    ...address,
    size: held.byteLength,
    contentType: head.contentType,
    width: made.width,
    height: made.height,
    etag: head.etag,
    versionId: head.versionId ?? null,
    sha256: sha256(held),
    proof: 'sha256',
    confirmedAt: now(),
  };
  const isNamed = await cloud.records.nameRendition(profile.userId, key.imageId, recordedAs(row), signal);
  if (!isNamed && hasRecord(parts, key)) {
    // It was deleted meanwhile, by somebody who could not know of the copy.
    await cloud.objects.remove(address, signal);
    throw new Failed({ ...goneMeanwhile, subject: original.key });
  }
  reached('record-sent');
  await ledger.commit(() => {
    ledger.objects.confirm(key.profile, key.imageId, row);
    ledger.placeless.note({ ...key, rendition: sharedRendition }, row.etag, now());
  });
  reached('object-confirmed');
  return row;
}

const goneMeanwhile = {
  code: 'object-missing',
  retry: 'soon',
  scope: 'image',
  detail: 'it has no record any more',
} as const;

/** Without a table nothing has, and what another system stored has none of ours. */
function hasRecord({ ledger, cloud }: CopyParts, key: Key): boolean {
  const outcome = ledger.journeys.find(key)?.outcome;
  return cloud.profile.table !== undefined && outcome !== 'imported' && outcome !== 'unrecorded';
}

/** The pixels as they are where the format is known, else a new picture of them. */
async function madeCopy(
  parts: CopyParts,
  original: ObjectRow,
  bytes: Buffer,
  signal: AbortSignal,
): Promise<RenditionToUpload> {
  const { pixelLimit } = parts.cloud.profile;
  const bare = barePicture(original.contentType, bytes);
  const extension = Object.values(carriedTypes).find((type) => type.contentType === original.contentType)?.extension;
  if (bare !== null && extension !== undefined) {
    const { contentType, width, height } = original;
    return { name: sharedRendition, bytes: bare.bytes, width: width ?? 0, height: height ?? 0, contentType, extension };
  }
  const result = await readBytes({ ...parts, pixelLimit }, bytes, [anew], signal);
  const [made] = result.kind === 'resized' ? result.renditions : [];
  if (made === undefined) throw notRemoved(original, 'this format cannot be opened here');
  return made;
}

/** Two readers of different kinds agree: our own finds nothing but the picture, and the pixel process opens it and no place. */
async function expectPlaceless(
  parts: CopyParts,
  original: ObjectRow,
  contentType: string,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<void> {
  const { pixelLimit } = parts.cloud.profile;
  if (!isBare(contentType, Buffer.from(bytes))) throw notRemoved(original, 'notes are left in the copy');
  if (await opensWithoutPlace({ ...parts, pixelLimit }, { bytes, contentType }, signal)) return;
  throw notRemoved(original, 'the copy does not open, or tells its place');
}

function imageOf({ ledger, cloud }: CopyParts, key: Key, { contentType }: ObjectRow) {
  const journey = ledger.journeys.find(key);
  const image = ledger.images.find(key.imageId);
  if (journey === null || image === null) throw new Error(`${key.imageId} has an object but is not in the ledger`);
  const { fileName, directory } = journey;
  const imageId: ImageId = ImageIdSchema.parse(key.imageId);
  const { extension, details } = image;
  return { profile: cloud.profile, imageId, contentType, extension, fileName, directory, details };
}

function recordedAs({ rendition, key, width, height, size, contentType }: ObjectRow) {
  const pixels = { width: width ?? 0, height: height ?? 0 };
  return { name: rendition, key, ...pixels, bytes: size, content_type: contentType };
}
