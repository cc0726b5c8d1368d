/** @file Stands between a page and the disk: what a person really dropped or picked becomes a token, and only that works. */
import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Drop } from '../../shared/folder.ts';
import type { Clock, Milliseconds } from '../foundation/clock.ts';
import { systemErrorCode } from '../foundation/file-failure.ts';
import type { AbsolutePath } from '../foundation/paths.ts';

export type Dropped = {
  readonly drop: Drop;
  readonly folders: readonly AbsolutePath[];
  readonly files: readonly AbsolutePath[];
};

export type Drops = {
  /** For the main process, after a real drop, dialog or argument. What is not there (any more) is left out. */
  readonly offer: (paths: readonly AbsolutePath[]) => Promise<Drop>;
  /** Null for a token that was never given, or is too old. May be asked again. */
  readonly find: (token: string) => Dropped | null;
};

const goodFor: Milliseconds = 10 * 60_000;

/** A page that asks for more at once is not a person's. */
const mostKept = 50;

export function drops(clock: Clock): Drops {
  const kept = new Map<string, { readonly dropped: Dropped; readonly until: Milliseconds }>();
  const forgetOld = (): void => {
    for (const [token, { until }] of kept) if (until <= clock.elapsed()) kept.delete(token);
    // A Map keeps the order in which its entries came.
    for (const token of [...kept.keys()].slice(0, Math.max(0, kept.size - mostKept))) kept.delete(token);
  };
  return {
    offer: async (paths) => {
      const looks = (await Promise.all(paths.map(lookAt))).filter((look) => look !== null);
      const folders = looks.filter(({ kind }) => kind === 'folder');
      const files = looks.filter(({ kind }) => kind === 'file');
      const drop: Drop = {
        token: randomBytes(32).toString('base64url'),
        folders: folders.map(({ path }) => ({ name: basename(path) })),
        files: files.map(({ path, size }) => ({ name: basename(path), size })),
      };
      const dropped = { drop, folders: folders.map(({ path }) => path), files: files.map(({ path }) => path) };
      kept.set(drop.token, { dropped, until: clock.elapsed() + goodFor });
      forgetOld();
      return drop;
    },
    find: (token) => {
      forgetOld();
      return kept.get(token)?.dropped ?? null;
    },
  };
}

type Look = { readonly kind: 'folder' | 'file'; readonly path: AbsolutePath; readonly size: number };

async function lookAt(path: AbsolutePath): Promise<Look | null> {
  const stats = await stat(path).catch((error: unknown) => {
    if (systemErrorCode(error) === undefined) throw error;
    return null;
  });
  if (stats?.isDirectory() === true) return { kind: 'folder', path, size: 0 };
  return stats?.isFile() === true ? { kind: 'file', path, size: stats.size } : null;
}
