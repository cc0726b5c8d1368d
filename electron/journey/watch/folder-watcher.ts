/** @file What the watching process asks of a watcher; fulfilled by chokidar, held to tests/contracts/folder-watcher. */

export type Hint =
  /** Below the folder, '/' between names, '' for the folder itself. Something directly in it may have changed. */
  { readonly kind: 'directory'; readonly directory: string } | { readonly kind: 'anywhere' };

export type FolderWatcher = {
  /** Resolves when changes from now on give hints; never rejects: what fails is told to `onError`. */
  readonly ready: Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * Hints may be lost, doubled, late and out of order; whoever listens looks for himself.
 * `onError` gets the system's code. ENOSPC and EMFILE mean that there will be no more hints.
 */
export type WatchFolder = (
  root: string,
  skips: (directory: string) => boolean,
  onHint: (hint: Hint) => void,
  onError: (code: string) => void,
) => FolderWatcher;
