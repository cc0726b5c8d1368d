/** @file Decides when a file has come to rest, so that nothing half-written is read; the looks and the time are handed in. */

import type { Milliseconds } from '../../foundation/clock.ts';
import { type FileIdentity, sameFile } from '../../foundation/file-identity.ts';

export type Look = {
  readonly directory: string;
  readonly name: string;
  readonly identity: FileIdentity;
  /** By the clock that never goes back. */
  readonly elapsed: Milliseconds;
  /** Since 1970 UTC, where the kernel's own change times can be trusted on this file system; else null. */
  readonly now: Milliseconds | null;
};

export type Settling = {
  /**
   * True when the file has settled: report it now. A file is asked about again after `dueAt`.
   *
   * [Note: One look equals two] The inode's change time is set by the kernel on every write, truncation and rename, and
   * no program can choose it. If on a local file system it is older than the time to settle, nothing was written in
   * that time, which is all that a second look could find out. Not so on network and foreign file systems, whose times
   * are another computer's or made up, nor for a time in the future: there two looks are needed. (A write through a
   * memory map, or a clock set forward at that moment, deceives one look as well as two; the hash checks again.)
   */
  readonly look: (look: Look) => boolean;
  readonly forget: (directory: string, name: string) => void;
  readonly forgetAll: () => void;
  /** When the longest resting file is due for its second look, or Infinity. */
  readonly dueAt: () => Milliseconds;
  /** Files due at `elapsed`, longest resting first. */
  readonly due: (elapsed: Milliseconds) => readonly { readonly directory: string; readonly name: string }[];
  readonly waiting: () => number;
  /** Paths of files that have not settled, at most `limit`. */
  readonly paths: (limit: number) => string[];
};

type Resting = {
  readonly directory: string;
  readonly name: string;
  readonly identity: FileIdentity;
  readonly since: Milliseconds;
};

export function settling(settleFor: Milliseconds): Settling {
  // In order of `since`: a file that differs is taken out and put in again at the end.
  const resting = new Map<string, Resting>();
  const key = (directory: string, name: string): string => (directory === '' ? name : `${directory}/${name}`);
  const first = (): Resting | undefined => resting.values().next().value;

  return {
    look: ({ directory, name, identity, elapsed, now }) => {
      const path = key(directory, name);
      const before = resting.get(path);
      const restedLong =
        before !== undefined && sameFile(before.identity, identity) && elapsed - before.since >= settleFor;
      const kernelSaysSo = now !== null && identity.changed <= now && now - identity.changed >= settleFor;
      if (restedLong || kernelSaysSo) {
        resting.delete(path);
        return true;
      }
      if (before !== undefined && sameFile(before.identity, identity)) return false;
      resting.delete(path);
      resting.set(path, { directory, name, identity, since: elapsed });
      return false;
    },
    forget: (directory, name) => void resting.delete(key(directory, name)),
    forgetAll: () => resting.clear(),
    dueAt: () => (first()?.since ?? Number.POSITIVE_INFINITY) + settleFor,
    due: (elapsed) => {
      const found: Resting[] = [];
      for (const file of resting.values()) {
        if (file.since + settleFor > elapsed) break;
        found.push(file);
      }
      return found;
    },
    waiting: () => resting.size,
    paths: (limit) => [...resting.keys()].slice(0, limit),
  };
}
