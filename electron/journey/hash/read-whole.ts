/** @file Reads and hashes one small file in one breath, without ever giving the thread away; runs in the reading thread. */
import { hash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { systemErrorCode } from '../../foundation/file-failure.ts';
import { type FileIdentity, fileIdentity, sameFile } from '../../foundation/file-identity.ts';

/** As data, because it crosses from thread to thread. `systemCode` is that of the file system. */
export type ReadWhole =
  | { readonly kind: 'read'; readonly sha256: string; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'changed' }
  | { readonly kind: 'failed'; readonly systemCode: string };

const readOnly = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * The same promises as readImage: the file is `expected` before and after, and exactly its bytes were read. They are put
 * into `memory` where that is given: it is at least as large and nobody else's any more.
 */
export function readWhole(path: string, expected: FileIdentity, memory?: ArrayBuffer): ReadWhole {
  let file: number | undefined;
  try {
    file = openSync(path, readOnly);
    if (!isStill(file, expected)) return { kind: 'changed' };
    // Memory of its own, so that it can be handed over instead of copied.
    const bytes = new Uint8Array(memory ?? new ArrayBuffer(expected.size), 0, expected.size);
    let filled = 0;
    while (filled < bytes.byteLength) {
      const read = readSync(file, bytes, filled, bytes.byteLength - filled, filled);
      if (read === 0) return { kind: 'changed' };
      filled += read;
    }
    const sha256 = hash('sha256', bytes, 'hex');
    return isStill(file, expected) ? { kind: 'read', sha256, bytes } : { kind: 'changed' };
  } catch (error) {
    const systemCode = systemErrorCode(error);
    if (systemCode === undefined) throw error;
    // A symlink stands where the file was.
    return systemCode === 'ELOOP' ? { kind: 'changed' } : { kind: 'failed', systemCode };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function isStill(file: number, expected: FileIdentity): boolean {
  const stats = fstatSync(file);
  return stats.isFile() && sameFile(fileIdentity(stats), expected);
}
