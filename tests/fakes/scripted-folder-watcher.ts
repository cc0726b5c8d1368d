/** @file A watcher whose hints a test owns: it can drop, double, delay and reorder them, say errors, and stay silent. */
import { readdirSync, watch } from 'node:fs';
import type { Hint, WatchFolder } from '../../electron/journey/watch/folder-watcher.ts';

export type ScriptedFolderWatcher = {
  readonly watchFolder: WatchFolder;
  /** What becomes of the hints from now on; `hold` keeps them until `release`. */
  readonly script: (what: 'pass' | 'drop' | 'double' | 'hold') => void;
  /** Lets go of what was held, last first. */
  readonly release: () => void;
  readonly hint: (root: string, hint: Hint) => void;
  readonly fail: (root: string, code: string) => void;
  /** Roots being watched now. */
  readonly watching: () => string[];
};

type Watched = { readonly onHint: (hint: Hint) => void; readonly onError: (code: string) => void };

/** The hints are the system's own, one plain watch per directory. */
export function scriptedFolderWatcher(): ScriptedFolderWatcher {
  const roots = new Map<string, Watched>();
  let held: (() => void)[] = [];
  let what: 'pass' | 'drop' | 'double' | 'hold' = 'pass';

  const play = (give: () => void): void => {
    if (what === 'pass' || what === 'double') give();
    if (what === 'double') give();
    if (what === 'hold') held.push(give);
  };

  return {
    watchFolder: (root, skips, onHint, onError) => {
      const watched: Watched = { onHint, onError };
      const ended = new AbortController();
      roots.set(root, watched);
      const listen = (directory: string): void => {
        if (ended.signal.aborted) return;
        const absolute = directory === '' ? root : `${root}/${directory}`;
        watch(absolute, { signal: ended.signal }, () => {
          play(() => onHint({ kind: 'directory', directory }));
          descend(directory, absolute);
        }).on('error', () => undefined);
        descend(directory, absolute);
      };
      const known = new Set<string>();
      const descend = (directory: string, absolute: string): void => {
        for (const name of directoriesIn(absolute)) {
          const child = directory === '' ? name : `${directory}/${name}`;
          if (known.has(child) || skips(child)) continue;
          known.add(child);
          listen(child);
          play(() => onHint({ kind: 'directory', directory: child }));
        }
      };
      listen('');
      return {
        ready: Promise.resolve(),
        close: async () => {
          ended.abort();
          if (roots.get(root) === watched) roots.delete(root);
        },
      };
    },
    script: (next) => {
      what = next;
    },
    release: () => {
      const given = held.reverse();
      held = [];
      for (const give of given) give();
    },
    hint: (root, hint) => roots.get(root)?.onHint(hint),
    fail: (root, code) => roots.get(root)?.onError(code),
    watching: () => [...roots.keys()],
  };
}

/** None for one that went away meanwhile. */
function directoriesIn(absolute: string): string[] {
  try {
    return readdirSync(absolute, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}
