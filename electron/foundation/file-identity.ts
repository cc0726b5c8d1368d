/** @file What the file system says of a file without its bytes being read; equal twice means the bytes are the same. */
import type { Stats } from 'node:fs';

export type FileIdentity = {
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970 UTC with the fraction the system gives. */
  readonly modified: number;
  /** The inode's own change time, which no program can set: milliseconds since 1970 UTC with fraction. */
  readonly changed: number;
  readonly inode: number;
};

export function fileIdentity(stats: Stats): FileIdentity {
  return { size: stats.size, modified: stats.mtimeMs, changed: stats.ctimeMs, inode: stats.ino };
}

/** For two looks at one open or named file a moment apart. */
export function sameFile(a: FileIdentity, b: FileIdentity): boolean {
  return sameContentLikely(a, b) && a.inode === b.inode;
}

/** For a look today and one of last week: inode numbers do not survive a remount everywhere, so they do not count. */
export function sameContentLikely(
  a: Pick<FileIdentity, 'size' | 'modified' | 'changed'>,
  b: Pick<FileIdentity, 'size' | 'modified' | 'changed'>,
): boolean {
  return a.size === b.size && a.modified === b.modified && a.changed === b.changed;
}
