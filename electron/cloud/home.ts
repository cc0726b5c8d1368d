/** @file Makes the folder where Cloudroll keeps its own things (settings, ledger, log), and says which computer this is. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Failed } from '../foundation/failed.ts';
import { systemErrorCode } from '../foundation/file-failure.ts';
import type { AbsolutePath } from '../foundation/paths.ts';

/** Makes it, for its owner alone. Throws Failed `bad-settings` or `disk-full` when it cannot. */
export async function makeHome(home: AbsolutePath): Promise<void> {
  await mkdir(home, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw homeFailure(error, home);
  });
}

export type Device = {
  /** Random, made once for each home; records name the computer by it. */
  readonly id: string;
  /** What its owner calls it. */
  readonly name: string;
};

/** The same at each call; two first calls at once agree. The home is made when it is not there. */
export async function thisDevice(home: AbsolutePath): Promise<Device> {
  await makeHome(home);
  const path = join(home, 'device-id');
  const known = await readId(path);
  if (known !== undefined) return { id: known, name: hostname() };
  const draft = join(home, `device-id.${randomUUID()}`);
  try {
    await writeFile(draft, `${randomUUID()}\n`, { mode: 0o600, flush: true });
    // A link fails when the name is taken, and the file is whole when it appears; a rename would take it from another.
    await link(draft, path);
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw homeFailure(error, path);
  } finally {
    await rm(draft, { force: true });
  }
  const made = await readId(path);
  if (made === undefined) throw new Failed({ ...badSettings(path), detail: 'damaged' });
  return { id: made, name: hostname() };
}

async function readId(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw homeFailure(error, path);
  });
  return z.uuid().safeParse(text?.trim()).data;
}

/** The file system's error at one of our own files, or the error itself when it is none. */
export function homeFailure(error: unknown, path: string): unknown {
  const code = systemErrorCode(error);
  if (code === undefined) return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new Failed(
      { code: 'disk-full', retry: 'after-user-acts', scope: 'profile', subject: path, detail: code },
      error,
    );
  }
  return new Failed({ ...badSettings(path), detail: code }, error);
}

export function badSettings(subject: string) {
  return { code: 'bad-settings', retry: 'after-user-acts', scope: 'profile', subject } as const;
}
