/** @file Where a file of the ledger is on the disk; main process. */
import { join } from 'node:path';
import { type AbsolutePath, pathInside } from '../foundation/paths.ts';
import type { Ledger } from '../ledger/open-ledger.ts';

/** Null when the file's folder is no longer ours. */
export function pathOfFile(
  { folders }: Pick<Ledger, 'folders'>,
  file: { readonly folderId: number; readonly directory: string; readonly name: string },
): AbsolutePath | null {
  const folder = folders.byId(file.folderId);
  return folder === null ? null : pathInside(folder.path, join(file.directory, file.name));
}
