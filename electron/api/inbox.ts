/** @file Where files go that come without a folder (picked, pasted, dropped into a browser): a folder of ours in the home. */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { constants, copyFile, link, mkdir, open, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Profile } from '../../shared/profile.ts';
import { homeFailure } from '../cloud/home.ts';
import type { Engine } from '../engine.ts';
import type { Clock } from '../foundation/clock.ts';
import { systemErrorCode } from '../foundation/file-failure.ts';
import { type AbsolutePath, absolutePath } from '../foundation/paths.ts';

export type Inbox = {
  /** A file of this computer, copied; the original is only read. Resolves when the copy will be carried, under its own name or `as`. */
  readonly copy: (profile: Profile, path: AbsolutePath, as?: string) => Promise<void>;
  /** Bytes that came over a line. A body that breaks off leaves nothing. */
  readonly receive: (profile: Profile, fileName: string, body: AsyncIterable<Uint8Array>) => Promise<void>;
};

export type InboxParts = {
  readonly home: AbsolutePath;
  readonly engine: Pick<Engine, 'ledger' | 'watch' | 'watching'>;
  readonly clock: Clock;
};

/** One folder for each profile, watched like any other. Throws Failed `disk-full` or `bad-settings` for the home's disk. */
export function inbox({ home, engine, clock }: InboxParts): Inbox {
  const ready = new Map<string, Promise<void>>();
  const folderOf = async (profile: Profile): Promise<AbsolutePath> => {
    const path = absolutePath(join(home, 'inbox', profile.name));
    const before = ready.get(path) ?? makeReady(path);
    ready.set(path, before);
    await before.catch((error: unknown) => {
      ready.delete(path);
      throw error;
    });
    if (engine.ledger.folders.byPath(path) !== null) return path;
    const folder = { path, profile: profile.name, include: [], exclude: [], watched: true, addedAt: clock.now() };
    const id = await engine.ledger.commit(() => engine.ledger.folders.add(folder));
    const row = engine.ledger.folders.byId(id);
    if (row !== null) engine.watch(row, true);
    return path;
  };

  /** Whole under its name, or not there: what is hidden is not carried. */
  const place = async (profile: Profile, name: string, write: (draft: string) => Promise<void>): Promise<void> => {
    const path = join(home, 'inbox');
    try {
      const folder = await folderOf(profile);
      const draft = join(folder, `.${randomUUID()}.part`);
      try {
        await write(draft);
        const file = await open(draft);
        await file.sync().finally(() => file.close());
        await underFreeName(draft, folder, safeName(name));
      } finally {
        await rm(draft, { force: true });
      }
    } catch (error) {
      throw homeFailure(error, path);
    }
  };

  return {
    copy: (profile, path, as) =>
      place(profile, as ?? basename(path), (draft) =>
        copyFile(path, draft, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL),
      ),
    receive: (profile, fileName, body) =>
      place(profile, fileName, (draft) => pipeline(body, createWriteStream(draft, { flags: 'wx', mode: 0o600 }))),
  };
}

/** Makes it, and takes away the drafts that a crash left in it. */
async function makeReady(path: AbsolutePath): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const drafts = (await readdir(path)).filter((name) => name.startsWith('.') && name.endsWith('.part'));
  await Promise.all(drafts.map((name) => rm(join(path, name), { force: true })));
}

/** A link fails when the name is taken, where a rename would take it from another. */
async function underFreeName(draft: string, folder: string, name: string): Promise<void> {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let n = 1; ; n += 1) {
    try {
      await link(draft, join(folder, n === 1 ? name : `${stem} ${n}${ending}`));
      return;
    } catch (error) {
      if (systemErrorCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** Bytes: file systems take 255, and a number may have to be added. Its end says what it is, so its beginning is cut. */
const longestName = 200;

/** One name that every file system takes and no scan passes over; never a way to somewhere else. */
export function safeName(name: string): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replaceAll(/[\p{Cc}<>:"|?*]/gu, '_')
    .replace(/^[.~]+/, '_')
    .replace(/[. ~]+$/, '');
  const letters = [...clean];
  while (Buffer.byteLength(letters.join('')) > longestName) letters.shift();
  return letters.length === 0 ? 'picture' : letters.join('');
}
