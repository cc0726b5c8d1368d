/** @file Reads one part of a large image while it is sent in parts, from the same file that was hashed. */
import { failedSoon } from '../../foundation/failed.ts';
import type { FileIdentity } from '../../foundation/file-identity.ts';
import type { AbsolutePath } from '../../foundation/paths.ts';
import { fill, readSize, withSameFile } from './open-same-file.ts';

/** Bytes. */
export type Part = { readonly offset: number; readonly length: number };

/**
 * Exactly the bytes of the part. Throws Failed `file-changed` when the file is not `expected` before and after, or ends
 * within the part, `file-missing` or `file-unreadable`, and the signal's reason when it aborts.
 */
export async function readPart(
  path: AbsolutePath,
  expected: FileIdentity,
  part: Part,
  signal: AbortSignal,
): Promise<Buffer> {
  signal.throwIfAborted();
  const read = await withSameFile(path, expected, async (file): Promise<Buffer | 'changed'> => {
    const buffer = Buffer.allocUnsafeSlow(part.length);
    for (let start = 0; start < part.length; start += readSize) {
      signal.throwIfAborted();
      if (!(await fill(file, buffer.subarray(start, start + readSize), part.offset + start))) return 'changed';
    }
    return buffer;
  });
  if (read === 'changed') throw failedSoon('file-changed', path);
  return read;
}
