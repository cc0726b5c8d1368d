/** @file Which names and paths are none of our business: hidden, of the system, unfinished, our own, or excluded; pure. */
import { isInside } from '../../foundation/paths.ts';
import type { FolderToWatch } from './folder-watch.ts';
import { globs } from './picomatch-globs.ts';

export type IgnoreRules = {
  /** By the name alone, before anything is asked of the disk; for files and directories. */
  readonly skipsName: (name: string) => boolean;
  /** `directory` is below the folder, '/' between names; nothing in it is looked at. */
  readonly skipsDirectory: (directory: string) => boolean;
  /** The same for a directory's name and path together. */
  readonly skipsEntry: (directory: string) => boolean;
  /** `path` is below the folder. Says nothing about the directories above it: see `skipsPath`. */
  readonly skipsFile: (path: string) => boolean;
  /** A file and every directory above it. */
  readonly skipsPath: (path: string) => boolean;
};

/** Lower case. Files and directories that systems, cameras and network stores leave beside people's pictures. */
const systemNames = new Set([
  'thumbs.db',
  'ehthumbs.db',
  'ehthumbs_vista.db',
  'desktop.ini',
  'icon\r',
  '@eadir',
  '@tmp',
  '@recycle',
  '#recycle',
  '#snapshot',
  '$recycle.bin',
  'recycler',
  'system volume information',
  'lost+found',
]);

const longestSystemName = Math.max(...[...systemNames].map((name) => name.length));

/** Lower case. What browsers, copiers and editors call a file that they have not finished; so do names that end in '~'. */
const unfinishedExtensions = new Set(['.tmp', '.temp', '.part', '.partial', '.filepart', '.crdownload', '.download']);

/** Safari keeps an unfinished download in a directory of this suffix. */
const unfinishedDirectory = '.download';

export function ignoreRules(
  folder: Pick<FolderToWatch, 'path' | 'include' | 'exclude' | 'ignoreCase'>,
  ownFolders: readonly string[],
): IgnoreRules {
  const included = folder.include.length === 0 ? () => true : globs(folder.include, folder.ignoreCase);
  const excluded = globs(folder.exclude, folder.ignoreCase);
  const own = ownFolders.filter((path) => isInside(folder.path, path));

  const skipsName = (name: string): boolean =>
    name.startsWith('.') ||
    name.startsWith('~$') ||
    (name.length <= longestSystemName && systemNames.has(name.toLowerCase()));

  const skipsDirectory = (directory: string): boolean => {
    if (directory.toLowerCase().endsWith(unfinishedDirectory)) return true;
    if (own.some((path) => isInside(path, `${folder.path}/${directory}`))) return true;
    return excluded(directory);
  };

  const skipsEntry = (directory: string): boolean =>
    skipsName(directory.slice(directory.lastIndexOf('/') + 1)) || skipsDirectory(directory);

  const skipsFile = (path: string): boolean => {
    const dot = path.lastIndexOf('.');
    if (dot !== -1 && unfinishedExtensions.has(path.slice(dot).toLowerCase())) return true;
    if (path.endsWith('~')) return true;
    return excluded(path) || !included(path);
  };

  const skipsPath = (path: string): boolean => {
    const names = path.split('/');
    if (names.some(skipsName)) return true;
    const above = names.slice(0, -1).map((_, index) => names.slice(0, index + 1).join('/'));
    return above.some(skipsDirectory) || skipsFile(path);
  };

  return { skipsName, skipsDirectory, skipsEntry, skipsFile, skipsPath };
}
