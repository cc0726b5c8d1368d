/** @file The one reading of a file on its way: gives the image its identity, and its bytes where they are few. */
import { createHash } from 'node:crypto';
import { ImageId } from '../../../shared/image.ts';
import type { FileIdentity } from '../../foundation/file-identity.ts';
import type { AbsolutePath } from '../../foundation/paths.ts';
import { fill, readSize, withSameFile } from './open-same-file.ts';

/** Bytes from the start, enough to recognise any carried type by. */
export const headSize = 16 * 1024;

export type ReadImage =
  | {
      readonly kind: 'read';
      /** Of exactly the `identity.size` bytes of the file. */
      readonly sha256: ImageId;
      /** The first `headSize` bytes, or all. */
      readonly head: Buffer;
      /** All bytes, when they are not more than `wholeUpTo`: hashed, sent and resized from one reading. */
      readonly bytes?: Buffer;
      readonly identity: FileIdentity;
    }
  /** The file is not the one that was seen: back to intake. */
  | { readonly kind: 'changed' };

export type ReadOptions = {
  /** Bytes; a larger file is streamed through one buffer and not kept. */
  readonly wholeUpTo: number;
  readonly signal: AbortSignal;
};

/**
 * Reads the file once, if it is still `expected` before and after. Writes nothing; twice is harmless. Throws Failed
 * `file-missing` or `file-unreadable`, and the signal's reason when it aborts.
 */
export async function readImage(path: AbsolutePath, expected: FileIdentity, options: ReadOptions): Promise<ReadImage> {
  const { wholeUpTo, signal } = options;
  const { size } = expected;
  const isKept = size <= wholeUpTo;
  signal.throwIfAborted();
  const read = await withSameFile(path, expected, async (file): Promise<ReadImage | 'changed'> => {
    const buffer = Buffer.allocUnsafeSlow(isKept ? size : Math.min(size, readSize));
    const hash = createHash('sha256');
    let head = Buffer.alloc(0);
    for (let position = 0; position < size; position += readSize) {
      signal.throwIfAborted();
      const start = isKept ? position : 0;
      const slice = buffer.subarray(start, start + Math.min(readSize, size - position));
      if (!(await fill(file, slice, position))) return 'changed';
      hash.update(slice);
      if (position === 0) head = Buffer.from(slice.subarray(0, headSize));
    }
    const sha256 = ImageId.parse(hash.digest('hex'));
    return { kind: 'read', sha256, head, identity: expected, ...(isKept ? { bytes: buffer } : {}) };
  });
  return read === 'changed' ? { kind: 'changed' } : read;
}
