/** @file One look at one directory: its files with what the system says of them, and a fingerprint of it all; no byte is read. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, type Stats } from 'node:fs';
import type { FileIdentity } from '../../foundation/file-identity.ts';
import type { Unreadable } from './folder-watch.ts';
import type { IgnoreRules } from './ignore-rules.ts';

/**
 * Files are numbered; their facts lie in flat arrays, because a rescan of 100,000 files would otherwise spend its time
 * on making and collecting small objects.
 */
export type DirectoryLook = {
  readonly kind: 'seen';
  readonly names: readonly string[];
  /** Three each: size, modified, changed. */
  readonly facts: Float64Array;
  /** Three each: inode, blocks, device. */
  readonly places: Float64Array;
  readonly subdirectories: readonly { readonly name: string; readonly sameness: number }[];
  readonly unreadable: readonly Unreadable[];
  /** Equal twice means that names, sizes and times of all its files are equal. */
  readonly fingerprint: string;
};

const missingIsUndefined = { throwIfNoEntry: false } as const;

/**
 * [Note: Going inside] In a process of its own we may change into a directory and ask for its files by their bare
 * names: that spares the kernel the walk down the path for each of them, a fifth of a rescan, and reaches directories
 * deeper than a path may be long. `leave` is called before the loop turns, because a drive whose directory somebody stands in
 * cannot be taken out.
 */
export type Inside = {
  /** Returns what to put before a name in `absolute`, until the next call or `leave`. */
  readonly enter: (absolute: string) => string;
  readonly leave: () => void;
};

export const byFullPath: Inside = {
  enter: (absolute) => (absolute.endsWith('/') ? absolute : `${absolute}/`),
  leave: () => undefined,
};

export function byEntering(changeDirectory: (directory: string) => void): Inside {
  return {
    enter: (absolute) => {
      changeDirectory(absolute);
      return '';
    },
    leave: () => changeDirectory('/'),
  };
}

export type NoLook = { readonly kind: 'missing' | 'unreadable'; readonly code: string };

/**
 * `directory` is below the folder; `absolute` the same as the system wants it. Never throws for what disks do.
 * Call `inside.leave` before the loop turns.
 */
export function lookAtDirectory(
  absolute: string,
  directory: string,
  rules: IgnoreRules,
  inside: Inside,
): DirectoryLook | NoLook {
  try {
    return lookAround(inside.enter(absolute), directory === '' ? '' : `${directory}/`, rules);
  } catch (error) {
    const code = systemCode(error);
    return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'missing', code } : { kind: 'unreadable', code };
  }
}

function lookAround(prefix: string, below: string, rules: IgnoreRules): DirectoryLook {
  const here = prefix === '' ? '.' : prefix;
  const entries = readdirSync(here);
  const names: string[] = [];
  const facts = new Float64Array(entries.length * 3);
  const places = new Float64Array(entries.length * 3);
  const subdirectories: { name: string; sameness: number }[] = [];
  const unreadable = namesNotUtf8(here, below, entries);

  for (const name of entries) {
    if (rules.skipsName(name)) continue;
    const stats = lookAtEntry(prefix + name, below + name, unreadable);
    if (stats === undefined) continue;
    if (stats.isDirectory()) {
      // Birth time beside the inode: numbers of removed directories are given out again at once.
      const sameness = stats.ino + stats.birthtimeMs;
      if (!rules.skipsDirectory(below + name)) subdirectories.push({ name, sameness });
    } else if (stats.isFile() && !rules.skipsFile(below + name)) {
      const at = names.length * 3;
      facts[at] = stats.size;
      facts[at + 1] = stats.mtimeMs;
      facts[at + 2] = stats.ctimeMs;
      places[at] = stats.ino;
      places[at + 1] = stats.blocks;
      places[at + 2] = stats.dev;
      names.push(name);
    }
  }
  const seen = facts.subarray(0, names.length * 3);
  const fingerprint = fingerprintOf(names, seen);
  return { kind: 'seen', names, facts: seen, places, subdirectories, unreadable, fingerprint };
}

function lookAtEntry(path: string, below: string, unreadable: Unreadable[]): Stats | undefined {
  try {
    return lstatSync(path, missingIsUndefined);
  } catch (error) {
    unreadable.push({ path: below, code: systemCode(error) });
    return undefined;
  }
}

export function identityAt(look: DirectoryLook, index: number): FileIdentity {
  const at = index * 3;
  return {
    size: look.facts[at] ?? 0,
    modified: look.facts[at + 1] ?? 0,
    changed: look.facts[at + 2] ?? 0,
    inode: look.places[at] ?? 0,
  };
}

/** The system's short name of what went wrong; a bug has none and rises. */
export function systemCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}

/** The order is the system's; should it change, the fingerprint only costs one reading of the ledger. */
function fingerprintOf(names: readonly string[], facts: Float64Array): string {
  const bytes = new Uint8Array(facts.buffer, facts.byteOffset, facts.byteLength);
  return createHash('sha256').update(names.join('/')).update('/').update(bytes).digest('base64url');
}

/** Names that Node cannot give us whole cannot be opened by us either: they are said, not lost. */
function namesNotUtf8(here: string, below: string, entries: readonly string[]): Unreadable[] {
  if (!entries.some((name) => name.includes('\u{fffd}'))) return [];
  return readdirSync(here, { encoding: 'buffer' })
    .filter((name) => !isUtf8(name))
    .map((name) => ({ path: below + name.toString('utf8'), code: 'EILSEQ' }));
}
