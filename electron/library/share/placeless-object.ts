/** @file Finds out, by reading it, whether a stored object tells where it was taken; what was read once is not read again. */
import type { ImageId } from '../../../shared/image.ts';
import { Failed } from '../../foundation/failed.ts';
import type { Cloud } from '../../journey/journey.ts';
import type { ObjectAddress, StoredObject } from '../../journey/upload/object-store.ts';
import type { ObjectRow } from '../../ledger/objects.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { barePicture } from './bare-picture.ts';
import type { SecondReaderParts } from './second-reader.ts';

export type PlacelessParts = Pick<SecondReaderParts, 'home' | 'resizer'> & {
  readonly ledger: Ledger;
  readonly cloud: Cloud;
  readonly now: () => number;
};

export type Key = { readonly profile: string; readonly imageId: ImageId };

/** Bytes: it is held whole while it is read. */
const largest = 128 * 1024 * 1024;

/** What the store holds now. Throws Failed `object-missing` where there is nothing, `other-bytes-at-key` for something else. */
export async function expectThere(
  { objects }: Pick<Cloud, 'objects'>,
  object: ObjectRow,
  signal: AbortSignal,
): Promise<StoredObject> {
  const head = await objects.head(object, signal);
  if (head === null) throw notThere('object-missing', object);
  if (head.size !== object.size) throw notThere('other-bytes-at-key', object);
  return head;
}

/** Null when it tells no place; otherwise its bytes, to make a copy of. Throws as `expectThere`, and `location-not-removed`. */
export async function bytesIfPlaced(
  parts: PlacelessParts,
  key: Key,
  object: ObjectRow,
  signal: AbortSignal,
): Promise<Buffer | null> {
  const { ledger, cloud, now } = parts;
  const { rendition, contentType } = object;
  const head = await expectThere(cloud, object, signal);
  if (ledger.placeless.holds({ ...key, rendition }, head.etag)) return null;
  if (head.size > largest) throw notRemoved(object, 'too large to be read whole');
  const bytes = await readObject(cloud, object, signal);
  const isPlaced = rendition === 'original' && ledger.images.find(key.imageId)?.details?.gps !== undefined;
  if (isPlaced || tellsPlace(contentType, bytes)) return bytes;
  await ledger.commit(() => ledger.placeless.note({ ...key, rendition }, head.etag, now()));
  return null;
}

/** What we cannot look through ourselves may tell one. */
function tellsPlace(contentType: string, bytes: Buffer): boolean {
  return barePicture(contentType, bytes)?.tellsPlace ?? true;
}

/** Whole. Throws Failed `object-missing` when it went away meanwhile. */
export async function readObject({ objects }: Cloud, address: ObjectAddress, signal: AbortSignal): Promise<Buffer> {
  const body = await objects.get(address, signal);
  if (body === null) throw notThere('object-missing', address);
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}

export function notRemoved({ key }: Pick<ObjectAddress, 'key'>, detail: string): Failed {
  return new Failed({ code: 'location-not-removed', retry: 'after-user-acts', scope: 'image', subject: key, detail });
}

function notThere(code: 'object-missing' | 'other-bytes-at-key', { key }: Pick<ObjectAddress, 'key'>): Failed {
  return new Failed({ code, retry: 'after-user-acts', scope: 'image', subject: key });
}
