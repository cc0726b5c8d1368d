/** @file Holds bytes in files with random names, one folder below another; never named by a key, so no key can escape. */
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AbsolutePath } from '../../foundation/paths.ts';

/** Bytes in one file, as the index refers to them. */
export type Piece = { readonly blob: string; readonly size: number };

export type BlobFolder = {
  /**
   * Writes what comes and resolves when it is on the disk. When the source throws, nothing is left behind.
   * Nothing refers to the blob yet: what the index does not name by the next start is swept.
   */
  readonly receive: (source: AsyncIterable<Uint8Array>) => Promise<Piece>;
  /** The bytes from `first` to `last`, both included, of the pieces one after the other. */
  readonly read: (pieces: readonly Piece[], first: number, last: number) => AsyncGenerator<Uint8Array>;
  /** A blob that is being read goes when its reader is done. */
  readonly remove: (blobs: readonly string[]) => Promise<void>;
};

/** Blobs are spread over this many folders by the first two digits of their names. */
const shelves = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, '0'));

/** Opens the folder, makes it where it is missing, and removes every file in it that `live` does not name. */
export async function openBlobFolder(folder: AbsolutePath, live: (blob: string) => boolean): Promise<BlobFolder> {
  for (const shelf of shelves) {
    await mkdir(join(folder, shelf), { recursive: true });
    for (const blob of await readdir(join(folder, shelf))) {
      if (!live(blob)) await rm(join(folder, shelf, blob), { force: true });
    }
  }
  const readers = new Map<string, number>();
  const doomed = new Set<string>();
  const pathOf = (blob: string) => join(folder, blob.slice(0, 2), blob);

  async function release(pieces: readonly Piece[]): Promise<void> {
    for (const { blob } of pieces) {
      const left = (readers.get(blob) ?? 1) - 1;
      if (left > 0) readers.set(blob, left);
      else readers.delete(blob);
      if (left === 0 && doomed.delete(blob)) await rm(pathOf(blob), { force: true });
    }
  }

  return {
    receive: async (source) => {
      const blob = randomBytes(16).toString('hex');
      const size = await writtenWhole(pathOf(blob), source);
      return { blob, size };
    },
    read: async function* (pieces, first, last) {
      for (const { blob } of pieces) readers.set(blob, (readers.get(blob) ?? 0) + 1);
      try {
        let start = 0;
        for (const { blob, size } of pieces) {
          const from = Math.max(first - start, 0);
          const to = Math.min(last - start, size - 1);
          if (from <= to) yield* createReadStream(pathOf(blob), { start: from, end: to, highWaterMark: 256 * 1024 });
          start += size;
        }
      } finally {
        await release(pieces);
      }
    },
    remove: async (blobs) => {
      for (const blob of blobs) {
        if (readers.has(blob)) doomed.add(blob);
        else await rm(pathOf(blob), { force: true });
      }
    },
  };
}

async function writtenWhole(path: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  try {
    const size = await written(file, source);
    await file.datasync();
    await file.close();
    return size;
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
}

/** One write is under way while the next bytes are awaited and hashed. */
async function written(file: FileHandle, source: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0;
  let writing = Promise.resolve();
  try {
    for await (const bytes of source) {
      await writing;
      size += bytes.byteLength;
      writing = file.appendFile(bytes);
      // Its failure is met at the next await; until then it is not unhandled.
      writing.catch(() => undefined);
    }
  } finally {
    await writing;
  }
  return size;
}
