/** @file Gathers hints into what is worth looking at: a few directories, or after a burst everything; pure but for memory. */
import type { Milliseconds } from '../../foundation/clock.ts';
import type { Hint } from './folder-watcher.ts';

export type FolderHints = {
  readonly note: (hint: Hint, elapsed: Milliseconds) => void;
  /** Look at a directory again at that time, hint or no hint. */
  readonly later: (directory: string, at: Milliseconds) => void;
  readonly dueAt: () => Milliseconds;
  /** Takes what is due; `everything` when the hints were so many that some are surely lost. */
  readonly take: (elapsed: Milliseconds) => { readonly directories: readonly string[]; readonly everything: boolean };
  /** The last look took that long: the next one waits in proportion, so that we never take the whole computer. */
  readonly looked: (length: Milliseconds, elapsed: Milliseconds) => void;
  readonly clear: () => void;
};

/** Programs write a file in several steps; one look for all of them. */
const gatherFor: Milliseconds = 100;

/** One part looking, ten parts not looking. */
const restAfterLook = 10;
const longestRest: Milliseconds = 5000;

/**
 * Linux keeps at most 16,384 events for all watches of a process and drops the rest without a word we could hear
 * (research/engineering.md, B.2), so long before that many we no longer believe to have heard all.
 */
const burst = 500;
const burstWithin: Milliseconds = 5000;
const quietAfterBurst: Milliseconds = 1000;
const longestBurst: Milliseconds = 30_000;

export function folderHints(): FolderHints {
  const dirty = new Map<string, Milliseconds>();
  let restUntil = 0;
  let windowStart = Number.NEGATIVE_INFINITY;
  let inWindow = 0;
  let burstSince = Number.POSITIVE_INFINITY;
  let lastHint = 0;

  const everythingAt = (): Milliseconds => Math.min(lastHint + quietAfterBurst, burstSince + longestBurst);
  const burstDue = (): Milliseconds =>
    burstSince === Number.POSITIVE_INFINITY ? burstSince : Math.max(everythingAt(), restUntil);
  const dirtyDue = (): Milliseconds => {
    let earliest = Number.POSITIVE_INFINITY;
    for (const at of dirty.values()) earliest = Math.min(earliest, at);
    return Math.max(earliest, restUntil);
  };
  const later = (directory: string, at: Milliseconds): void =>
    void dirty.set(directory, Math.min(at, dirty.get(directory) ?? at));

  return {
    note: (hint, elapsed) => {
      lastHint = elapsed;
      if (elapsed - windowStart > burstWithin) {
        windowStart = elapsed;
        inWindow = 0;
      }
      inWindow += 1;
      if (hint.kind === 'anywhere' || inWindow > burst) burstSince = Math.min(burstSince, elapsed);
      if (hint.kind === 'directory') later(hint.directory, elapsed + gatherFor);
    },
    later,
    dueAt: () => Math.min(dirtyDue(), burstDue()),
    take: (elapsed) => {
      if (elapsed >= burstDue()) {
        burstSince = Number.POSITIVE_INFINITY;
        windowStart = Number.NEGATIVE_INFINITY;
        dirty.clear();
        return { directories: [], everything: true };
      }
      const directories = [...dirty].filter(([, at]) => at <= elapsed).map(([directory]) => directory);
      for (const directory of directories) dirty.delete(directory);
      return { directories, everything: false };
    },
    looked: (length, elapsed) => {
      restUntil = elapsed + Math.min(length * restAfterLook, longestRest);
    },
    clear: () => {
      dirty.clear();
      burstSince = Number.POSITIVE_INFINITY;
    },
  };
}
