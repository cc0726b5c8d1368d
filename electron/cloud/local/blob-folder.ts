/**
 * @file Holds bytes under random names: small ones in the index's database, the rest in files of one folder. Never named
 * by a key, so no key can escape.
 */
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AbsolutePath } from '../../foundation/paths.ts';
import { isSmallBlob, type SmallBlobs, smallBlobLimit, smallBlobName } from './small-blobs.ts';
import { writtenWhole } from './write-blob.ts';

/** Bytes under one name, as the index refers to them. */
export type Piece = { readonly blob: string; readonly size: number };

export type BlobFolder = {
  /**
   * Takes what comes and resolves when it is kept. When the source throws, nothing is left behind.
   * Nothing refers to the blob yet: what the index does not name by the next start is swept.
   */
  readonly receive: (source: AsyncIterable<Uint8Array>) => Promise<Piece>;
  /** The bytes from `first` to `last`, both included, of the pieces one after the other. */
  readonly read: (pieces: readonly Piece[], first: number, last: number) => AsyncGenerator<Uint8Array>;
  /** A blob that is being read goes when its reader is done. */
  readonly remove: (blobs: readonly string[]) => Promise<void>;
};

/** Files are spread over this many folders by the first two digits of their names. */
const shelves = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, '0'));

/** Opens the folder, makes it where it is missing, and removes every blob that `live` does not name. */
export async function openBlobFolder(
  folder: AbsolutePath,
  small: SmallBlobs,
  live: (blob: string) => boolean,
): Promise<BlobFolder> {
  small.sweep(live);
  for (const shelf of shelves) {
    await mkdir(join(folder, shelf), { recursive: true });
    for (const blob of await readdir(join(folder, shelf))) {
      if (!live(blob)) await rm(join(folder, shelf, blob), { force: true });
    }
  }
  const readers = new Map<string, number>();
  const doomed = new Set<string>();
  const pathOf = (blob: string) => join(folder, blob.slice(0, 2), blob);

  async function erase(blob: string): Promise<void> {
    if (isSmallBlob(blob)) small.remove(blob);
    else await rm(pathOf(blob), { force: true });
  }

  function hold(pieces: readonly Piece[]): void {
    for (const { blob } of pieces) readers.set(blob, (readers.get(blob) ?? 0) + 1);
  }

  async function release(pieces: readonly Piece[]): Promise<void> {
    for (const { blob } of pieces) {
      const left = (readers.get(blob) ?? 1) - 1;
      if (left > 0) readers.set(blob, left);
      else readers.delete(blob);
      if (left === 0 && doomed.delete(blob)) await erase(blob);
    }
  }

  async function* bytesOf(blob: string, first: number, last: number): AsyncGenerator<Uint8Array> {
    if (isSmallBlob(blob)) yield small.get(blob).subarray(first, last + 1);
    else yield* createReadStream(pathOf(blob), { start: first, end: last, highWaterMark: 1024 * 1024 });
  }

  return {
    receive: async (source) => {
      const random = randomBytes(16).toString('hex');
      const { beginning, rest } = await begun(source);
      if (rest === null) {
        const blob = smallBlobName(random);
        small.put(blob, beginning);
        return { blob, size: beginning.byteLength };
      }
      return { blob: random, size: await writtenWhole(pathOf(random), continued(beginning, rest)) };
    },
    read: async function* (pieces, first, last) {
      hold(pieces);
      try {
        let start = 0;
        for (const { blob, size } of pieces) {
          const from = Math.max(first - start, 0);
          const to = Math.min(last - start, size - 1);
          if (from <= to) yield* bytesOf(blob, from, to);
          start += size;
        }
      } finally {
        await release(pieces);
      }
    },
    remove: async (blobs) => {
      for (const blob of blobs) {
        if (readers.has(blob)) doomed.add(blob);
        else await erase(blob);
      }
    },
  };
}

/** Reads until it is clear whether the source is small; `rest` is null when that was all. */
async function begun(source: AsyncIterable<Uint8Array>) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const rest = source[Symbol.asyncIterator]();
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
    chunks.push(next.value);
    size += next.value.byteLength;
    if (size > smallBlobLimit) return { beginning: Buffer.concat(chunks), rest };
  }
  return { beginning: Buffer.concat(chunks), rest: null };
}

async function* continued(beginning: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield beginning;
  try {
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
