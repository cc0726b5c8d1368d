/** @file Hints by chokidar: it watches directories only, and says which of them changed; watching process. */
import { dirname, join, relative, sep } from 'node:path';
import { watch } from 'chokidar';
import { isInside } from '../../foundation/paths.ts';
import type { WatchFolder } from './folder-watcher.ts';
import { systemCode } from './look-at-directory.ts';

/**
 * Files are ignored, so that chokidar keeps nothing of them and has no burst to get lost in: its `raw` event still says
 * in which directory something happened, and that is all we ask. `addDir` comes once a new directory is being watched.
 */
export const chokidarFolderWatcher: WatchFolder = (root, skips, onHint, onError) => {
  const hint = (directory: string): void =>
    onHint({ kind: 'directory', directory: relative(root, directory).split(sep).join('/') });

  const watcher = watch(root, {
    ignoreInitial: true,
    followSymlinks: false,
    ignorePermissionErrors: true,
    atomic: false,
    ignored: (path, stats) => {
      // When the root goes away chokidar listens to its parent, with everything in it; that is none of ours.
      if (!isInside(root, path)) return true;
      if (stats !== undefined && !stats.isDirectory()) return path !== root;
      const directory = relative(root, path);
      return directory !== '' && skips(directory.split(sep).join('/'));
    },
  });
  watcher.on('raw', (_event, name: unknown, details: unknown) => {
    const watched = watchedPath(details);
    if (watched === undefined || typeof name !== 'string' || !isInside(root, watched)) onHint({ kind: 'anywhere' });
    else hint(dirname(join(watched, name)));
  });
  watcher.on('addDir', hint);
  watcher.on('unlinkDir', (directory) => hint(directory === root ? root : dirname(directory)));
  watcher.on('error', (error) => onError(systemCode(error)));

  return {
    ready: new Promise((resolve) => watcher.once('ready', resolve)),
    close: () => watcher.close(),
  };
};

function watchedPath(details: unknown): string | undefined {
  if (typeof details !== 'object' || details === null || !('watchedPath' in details)) return undefined;
  return typeof details.watchedPath === 'string' ? details.watchedPath : undefined;
}
