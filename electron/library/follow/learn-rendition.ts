/** @file A rendition that the ledger knows from a record only: the store is asked what it is, once, on sight; main process. */

import type { ImageKey } from '../../../shared/queue.ts';
import type { Cloud } from '../../journey/journey.ts';
import type { ObjectRow } from '../../ledger/objects.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';

/**
 * With its SHA-256, which no record tells. Null where the store has no such object, or cannot say what is in it. Throws
 * Failed when it cannot be asked.
 */
export async function learnRendition(
  ledger: Pick<Ledger, 'commit' | 'objects'>,
  cloud: Cloud,
  key: ImageKey,
  object: ObjectRow,
  signal: AbortSignal,
): Promise<ObjectRow | null> {
  if (object.sha256 !== '') return object;
  const there = await cloud.objects.head(object, signal);
  const sha256 = there?.sha256 ?? there?.metadata['sha256'] ?? '';
  if (there === null || !/^[0-9a-f]{64}$/.test(sha256)) return null;
  // A rendition of another image under this key is not shown as this one.
  if (there.metadata['image-id'] !== undefined && there.metadata['image-id'] !== key.imageId) return null;
  const learnt = { ...object, sha256, size: there.size, etag: there.etag };
  await ledger.commit(() => ledger.objects.confirm(key.profile, key.imageId, learnt));
  return learnt;
}
