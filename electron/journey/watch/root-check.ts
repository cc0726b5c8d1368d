/** @file Tells a folder that is there from one that is unplugged, unmounted or locked; watching process. */
import { constants, readdirSync } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import type { Clock, Milliseconds } from '../../foundation/clock.ts';
import type { FolderToWatch, RootMarker } from './folder-watch.ts';
import type { KnownFiles } from './known-files.ts';
import { systemCode } from './look-at-directory.ts';

type Answer =
  | { readonly kind: 'there'; readonly marker: RootMarker }
  | { readonly kind: 'not-reachable'; readonly why: string };

export type RootCheck = Answer | { readonly kind: 'other'; readonly marker: RootMarker };

export type FolderRoot = {
  /**
   * `there`: what it was; `other`: newly seen or replaced, and believed: from now on the marker; `not-reachable`: gone,
   * locked, silent, or another directory in its place without anything of ours (`other-root`).
   */
  readonly check: (signal: AbortSignal) => Promise<RootCheck>;
};

/** A network drive whose server is gone answers never, and other folders shall not wait for it: `answerWithin`. */
export function folderRoot(
  folder: FolderToWatch,
  known: KnownFiles,
  clock: Clock,
  answerWithin: Milliseconds,
): FolderRoot {
  let marker: RootMarker | null = folder.rootMarker;
  const knownNames = (): ReadonlySet<string> => {
    const directories = known.directoriesBelow(folder.id, '').map((path) => path.split('/')[0] ?? path);
    return new Set([...known.inDirectory(folder.id, '').keys(), ...directories]);
  };
  return {
    check: async (signal) => {
      const answer = await inTime(askRoot(folder.path), answerWithin, clock, signal);
      if (answer.kind === 'not-reachable') return answer;
      if (marker !== null && marker.device === answer.marker.device && marker.inode === answer.marker.inode)
        return answer;
      if (marker !== null && !believeOtherRoot(knownNames(), namesIn(folder.path))) {
        return { kind: 'not-reachable', why: 'other-root' };
      }
      marker = answer.marker;
      return { kind: 'other', marker };
    },
  };
}

/**
 * Whether to believe a root that is not the one we knew. An empty mount point has another marker and nothing of ours in
 * it; a remounted or restored drive has another marker and our files. `known` and `found` are names in the root.
 */
export function believeOtherRoot(known: ReadonlySet<string>, found: readonly string[]): boolean {
  return known.size === 0 || found.some((name) => known.has(name));
}

async function inTime(
  asked: Promise<Answer>,
  answerWithin: Milliseconds,
  clock: Clock,
  signal: AbortSignal,
): Promise<Answer> {
  const answered = new AbortController();
  const patience = clock
    .sleep(answerWithin, AbortSignal.any([signal, answered.signal]))
    .then((): Answer => ({ kind: 'not-reachable', why: 'ETIMEDOUT' }))
    // The sleep rejects only because it was told to end: then the other side of the race has the answer.
    .catch((): Answer => ({ kind: 'not-reachable', why: 'ECANCELED' }));
  try {
    return await Promise.race([asked, patience]);
  } finally {
    answered.abort();
  }
}

/** Follows a link: the root is what the person chose. */
async function askRoot(path: string): Promise<Answer> {
  try {
    const stats = await stat(path);
    if (!stats.isDirectory()) return { kind: 'not-reachable', why: 'ENOTDIR' };
    await access(path, constants.R_OK);
    return { kind: 'there', marker: { device: stats.dev, inode: stats.ino } };
  } catch (error) {
    return { kind: 'not-reachable', why: systemCode(error) };
  }
}

function namesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    systemCode(error);
    return [];
  }
}
