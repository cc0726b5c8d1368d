/** @file Objects, parts and pages for the contracts of object stores. */
import { createHash } from 'node:crypto';
import type { NewObject, ObjectStore } from '../../electron/journey/upload/object-store.ts';
import type { ObjectKey } from '../../shared/image.ts';

export const mebibyte = 1024 * 1024;

export function sampleObject(
  bucket: string,
  key: string,
  { bytes, metadata = {} }: { bytes: string | Buffer; metadata: Record<string, string> | undefined },
): NewObject {
  const body = Buffer.from(bytes);
  // A test's keys are keys because the contract says that the store takes them.
  const named = key as ObjectKey;
  return { bucket, key: named, bytes: body, sha256: sha256(body), contentType: 'image/jpeg', metadata };
}

/** No bytes where there is no object. */
export async function readWhole(store: ObjectStore, address: NewObject): Promise<Buffer> {
  const body = await store.get(address, new AbortController().signal);
  return Buffer.concat(body === null ? [] : await collect(body));
}

export function part(number: number, bytes: Buffer): { number: number; bytes: Buffer; sha256: string } {
  return { number, bytes, sha256: sha256(bytes) };
}

/** Bytes in which no two parts are alike. */
export function pattern(length: number, seed: number): Buffer {
  return Buffer.alloc(length, createHash('sha512').update(String(seed)).digest());
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

export async function inParallel<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}
