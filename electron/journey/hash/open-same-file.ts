/** @file Opens a file only if it is still the one that was seen, and notices whether it stayed that one. */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { fileFailure, systemErrorCode } from '../../foundation/file-failure.ts';
import { type FileIdentity, fileIdentity, sameFile } from '../../foundation/file-identity.ts';
import type { AbsolutePath } from '../../foundation/paths.ts';

/** Not through a symlink, and not waiting for a writer should a pipe have taken the file's place. Windows knows neither. */
const readOnly = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Bytes in one read: as fast as larger ones, and the main loop is free again after each. */
export const readSize = 1024 * 1024;

/**
 * Hands `use` the open file and closes it afterwards. 'changed' when the file was not the expected one before `use` or is not after
 * it; what `use` made is then dropped. Throws Failed `file-missing` or `file-unreadable`.
 */
export async function withSameFile<Made>(
  path: AbsolutePath,
  expected: FileIdentity,
  use: (file: FileHandle) => Promise<Made | 'changed'>,
): Promise<Made | 'changed'> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, readOnly);
    if (!(await isStill(file, expected))) return 'changed';
    const made = await use(file);
    return (await isStill(file, expected)) ? made : 'changed';
  } catch (error) {
    // A symlink stands where the file was.
    if (systemErrorCode(error) === 'ELOOP') return 'changed';
    throw fileFailure(error, path);
  } finally {
    await file?.close();
  }
}

/** Fills `buffer` from `position` on; false when the file ends before. */
export async function fill(file: FileHandle, buffer: Buffer, position: number): Promise<boolean> {
  let filled = 0;
  while (filled < buffer.byteLength) {
    const { bytesRead } = await file.read(buffer, filled, buffer.byteLength - filled, position + filled);
    if (bytesRead === 0) return false;
    filled += bytesRead;
  }
  return true;
}

async function isStill(file: FileHandle, expected: FileIdentity): Promise<boolean> {
  const stats = await file.stat();
  return stats.isFile() && sameFile(fileIdentity(stats), expected);
}
