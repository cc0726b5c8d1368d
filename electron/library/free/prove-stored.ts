/** @file Asks the cloud, now, whether it holds an image whole: the store's own checksum, or every byte read back; never our memory. */
import { createHash } from 'node:crypto';
import type { ImageId } from '../../../shared/image.ts';
import { Failed } from '../../foundation/failed.ts';
import type { Cloud } from '../../journey/journey.ts';
import type { ObjectRow } from '../../ledger/objects.ts';

/**
 * Resolves when the store has just proven to hold exactly these bytes, and the table to name them. Throws Failed
 * `object-missing` or `other-bytes-at-key` when it has not.
 */
export async function proveStored(
  cloud: Cloud,
  imageId: ImageId,
  original: ObjectRow,
  signal: AbortSignal,
): Promise<void> {
  const { profile, objects: store, records } = cloud;
  const head = await store.head(original, signal);
  if (head === null || head.size !== original.size) throw unproven('object-missing', original.key);
  const said = head.sha256 ?? (await readBack(cloud, original, signal));
  if (said !== imageId) throw unproven('other-bytes-at-key', original.key);
  if (profile.table === undefined) return;
  const record = await records.find(profile.userId, imageId, signal);
  if (record?.original_key !== original.key) throw unproven('object-missing', 'its record');
}

/** For stores that keep no checksum of the whole, and for what came in parts. */
async function readBack({ objects: store }: Cloud, original: ObjectRow, signal: AbortSignal): Promise<string | null> {
  const body = await store.get(original, signal);
  if (body === null) return null;
  const hash = createHash('sha256');
  for await (const bytes of body) hash.update(bytes);
  return hash.digest('hex');
}

function unproven(code: 'object-missing' | 'other-bytes-at-key', subject: string): Failed {
  return new Failed({ code, retry: 'never', scope: 'image', subject });
}
