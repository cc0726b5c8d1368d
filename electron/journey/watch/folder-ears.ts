/** @file Starts and stops a folder's watcher, and gives up listening where the system gives no more watches. */
import type { FolderToWatch } from './folder-watch.ts';
import type { FolderWatcher, Hint, WatchFolder } from './folder-watcher.ts';

export type FolderEars = {
  /** Nothing happens when it listens already or has given up. */
  readonly open: () => void;
  readonly close: () => Promise<void>;
  /** True until it listens. */
  readonly opening: () => boolean;
  /** True when there will be no hints: the folder is to be scanned more often. */
  readonly deaf: () => boolean;
};

export type Heard = {
  readonly onHint: (hint: Hint) => void;
  /** From now on nothing falls between a scan and the hints. */
  readonly onReady: () => void;
  readonly onError: () => void;
  /** Once, with the system's code. */
  readonly onDeaf: (code: string) => void;
};

export function folderEars(
  folder: FolderToWatch,
  watchFolder: WatchFolder,
  skips: (directory: string) => boolean,
  heard: Heard,
): FolderEars {
  let watcher: FolderWatcher | undefined;
  let deaf = !folder.hints;
  let opening = false;

  const close = async (): Promise<void> => {
    const closing = watcher;
    watcher = undefined;
    opening = false;
    await closing?.close();
  };

  const onError = (code: string): void => {
    const noMoreWatches = code === 'ENOSPC' || code === 'EMFILE';
    if (noMoreWatches && !deaf) {
      deaf = true;
      heard.onDeaf(code);
      // Watches that hear half of a folder only take them from others.
      void close();
    }
    heard.onError();
  };

  return {
    open: () => {
      if (deaf || watcher !== undefined) return;
      const started = watchFolder(folder.path, skips, heard.onHint, onError);
      watcher = started;
      opening = true;
      void started.ready.then(() => {
        if (watcher !== started) return;
        opening = false;
        heard.onReady();
      });
    },
    close,
    opening: () => opening,
    deaf: () => deaf,
  };
}
