/** @file Writes one file from a stream of bytes: whole and on the disk, or not there at all. */
import { type FileHandle, open, rm } from 'node:fs/promises';

/** Bytes gathered before they are handed to the disk: each hand-over costs a thread's wake-up. */
const writeSize = 1024 * 1024;

/** Resolves with the number of bytes. Throws what the source or the disk throws, and leaves no file then. */
export async function writtenWhole(path: string, source: AsyncIterable<Uint8Array>): Promise<number> {
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
  let gathered: Uint8Array[] = [];
  let gatheredSize = 0;
  let writing = Promise.resolve();

  async function write(): Promise<void> {
    await writing;
    writing = file.appendFile(Buffer.concat(gathered));
    // Its failure is met at the next await; until then it is not unhandled.
    writing.catch(() => undefined);
    gathered = [];
    gatheredSize = 0;
  }

  try {
    for await (const bytes of source) {
      size += bytes.byteLength;
      gathered.push(bytes);
      gatheredSize += bytes.byteLength;
      if (gatheredSize >= writeSize) await write();
    }
    await write();
  } finally {
    await writing;
  }
  return size;
}
