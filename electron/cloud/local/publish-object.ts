/** @file What every operation that makes an object has in common: the key's limit, and blobs that must not outlive a refusal. */
import type { S3Store } from './s3-operation.ts';
import { S3Refusal } from './s3-refusal.ts';

/** AWS's limit, in bytes of UTF-8. */
const longestKey = 1024;

export function expectKey(key: string): void {
  const bytes = Buffer.byteLength(key);
  if (bytes <= longestKey) return;
  throw new S3Refusal('KeyTooLongError', { fields: { Size: String(bytes), MaxSizeAllowed: String(longestKey) } });
}

/** Runs `publish`, removes what it made unused, and removes `blobs` if it refuses. */
export async function publishedOrRemoved<T extends { readonly unused: readonly string[] }>(
  store: S3Store,
  blobs: readonly string[],
  publish: () => T,
): Promise<T> {
  let published: T;
  try {
    published = publish();
  } catch (error) {
    await store.blobs.remove(blobs);
    throw error;
  }
  await store.blobs.remove(published.unused);
  return published;
}
