/** @file Writes fetched bytes as a file that was not there: beside its place first, proven, then put there in one step. */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, link, lstat, mkdir, open, realpath, rename, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reached } from '../../foundation/crash-point.ts';
import { Failed } from '../../foundation/failed.ts';
import { fileFailure, systemErrorCode } from '../../foundation/file-failure.ts';
import { type AbsolutePath, isInside, pathInside } from '../../foundation/paths.ts';
import { ownHalf, removeLeftHalves } from './halves.ts';
import type { Place } from './restore-place.ts';
import { numbered } from './safe-name.ts';

export type FileToWrite = {
  readonly destination: AbsolutePath;
  readonly place: Place;
  /** Tells this file's half from any other's. */
  readonly token: string;
  readonly size: number;
  /** Hexadecimal; null where nobody noted it. */
  readonly sha256: string | null;
  /** Called only when the content is not there yet. */
  readonly fetch: () => Promise<AsyncIterable<Uint8Array>>;
  readonly onBytes: (bytes: number) => void;
};

export type Written = { readonly kind: 'written' | 'renamed' | 'there'; readonly path: AbsolutePath };

/** So many files of one name, each with other content, are no accident. */
const mostOfOneName = 9999;

/**
 * Nothing that is there is ever written over, and two processes can write the same file at once. A kill at any line leaves at
 * most the half beside the place, which the next process that writes into that folder takes away. Throws Failed `disk-full`, `file-unreadable` for the folder, `bad-answer` for other bytes than expected.
 */
export async function writeFile(file: FileToWrite, reached: Reached): Promise<Written> {
  try {
    const folder = await makeFolder(file);
    await removeLeftHalves(folder);
    const half = join(folder, ownHalf(file.token));
    try {
      const known = file.sha256 === null ? null : await sameThere(folder, file, file.sha256);
      if (known !== null) return { kind: 'there', path: known };
      const sha256 = await fetchInto(half, file);
      reached('restore-fetched');
      return await putInPlace(folder, half, file, sha256);
    } finally {
      await rm(half, { force: true });
    }
  } catch (error) {
    throw writeFailure(error, join(file.destination, ...file.place.folders));
  }
}

/** One step after the other, so that nothing is made where a link on the way leads out of the destination. */
async function makeFolder({ destination, place }: FileToWrite): Promise<AbsolutePath> {
  const within = await realpath(destination);
  let folder = destination;
  for (const name of place.folders) {
    folder = pathInside(folder, name);
    await mkdir(folder).catch((error: unknown) => {
      if (systemErrorCode(error) !== 'EEXIST') throw error;
    });
    if (isInside(within, await realpath(folder))) continue;
    const shape = { code: 'file-unreadable', retry: 'after-user-acts', scope: 'image', subject: folder } as const;
    throw new Failed({ ...shape, detail: 'a link leads out of the folder' });
  }
  return folder;
}

async function fetchInto(half: string, { size, sha256, fetch, onBytes }: FileToWrite): Promise<string> {
  const body = await fetch();
  // A kill while it was put in place leaves it as another name of the file that is there: that one is not written to.
  await rm(half, { force: true });
  const handle = await open(half, 'wx', 0o644);
  try {
    const hash = createHash('sha256');
    let written = 0;
    for await (const bytes of body) {
      hash.update(bytes);
      await writeWhole(handle, bytes);
      written += bytes.byteLength;
      onBytes(bytes.byteLength);
    }
    const came = hash.digest('hex');
    if (written !== size || (sha256 !== null && came !== sha256)) throw otherBytes(half);
    await handle.sync();
    return came;
  } finally {
    await handle.close();
  }
}

async function writeWhole(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.byteLength; ) at += (await handle.write(bytes, at)).bytesWritten;
}

function otherBytes(subject: string): Failed {
  return new Failed({ code: 'bad-answer', retry: 'soon', scope: 'image', subject, detail: 'other bytes came' });
}

/** The first file of the name, or of the name with a number, that has this content; null where none has. */
async function sameThere(
  folder: AbsolutePath,
  { place, size }: FileToWrite,
  sha256: string,
): Promise<AbsolutePath | null> {
  for (let number = 1; number <= mostOfOneName; number += 1) {
    const path = pathInside(folder, numbered(place.name, number));
    const look = await lstat(path).catch(nothingThere);
    if (look === null) return null;
    if (look.isFile() && look.size === size && (await sha256Of(path)) === sha256) return path;
  }
  return null;
}

async function putInPlace(folder: AbsolutePath, half: string, file: FileToWrite, sha256: string): Promise<Written> {
  for (let number = 1; number <= mostOfOneName; number += 1) {
    const path = pathInside(folder, numbered(file.place.name, number));
    if (await take(half, path)) {
      await syncFolder(folder);
      return { kind: number === 1 ? 'written' : 'renamed', path };
    }
    const look = await lstat(path);
    const isSame = look.isFile() && look.size === file.size && (await sha256Of(path)) === sha256;
    if (isSame) return { kind: 'there', path };
  }
  const shape = { code: 'file-unreadable', retry: 'after-user-acts', scope: 'image', subject: folder } as const;
  throw new Failed({ ...shape, detail: 'too many of that name' });
}

/** In one step, and only where nothing is. Some file systems know no second name: there the place is taken first. */
async function take(half: string, path: AbsolutePath): Promise<boolean> {
  try {
    await link(half, path);
    await unlink(half);
    return true;
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'EEXIST') return false;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code ?? '')) throw error;
  }
  const isFree = await open(path, 'wx').then(
    (handle) => handle.close().then(() => true),
    (error: unknown) => {
      if (systemErrorCode(error) === 'EEXIST') return false;
      throw error;
    },
  );
  if (isFree) await rename(half, path);
  return isFree;
}

/** So that the name survives a power cut; Windows has no such thing, and says so. */
async function syncFolder(folder: AbsolutePath): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!['EPERM', 'EISDIR', 'EACCES', 'EINVAL'].includes(systemErrorCode(error) ?? '')) throw error;
  }
}

async function sha256Of(path: AbsolutePath): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  for await (const bytes of handle.createReadStream()) hash.update(bytes);
  return hash.digest('hex');
}

function nothingThere(error: unknown): null {
  if (systemErrorCode(error) !== 'ENOENT') throw error;
  return null;
}

function writeFailure(error: unknown, folder: string): unknown {
  const code = systemErrorCode(error);
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return fileFailure(error, folder);
  return new Failed({ code: 'disk-full', retry: 'after-user-acts', scope: 'profile', subject: folder }, error);
}
