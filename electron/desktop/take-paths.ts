/** @file Paths that a person gave without the window (opened, dropped on the tray, a second start): files are carried, folders asked about. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Profile } from '../../shared/profile.ts';
import type { FolderOrders } from '../api/folder-orders.ts';
import type { Inbox } from '../api/inbox.ts';
import type { AbsolutePath } from '../foundation/paths.ts';

export type FolderChoice = 'watch' | 'once' | 'cancel';

export type TakeParts = {
  /** Where images go; null while there is no profile. */
  readonly profile: () => Profile | null;
  readonly inbox: Pick<Inbox, 'copy'>;
  readonly folders: Pick<FolderOrders, 'add'>;
  readonly ask: (folderName: string) => Promise<FolderChoice>;
  /** Without a profile the person has to set one up first. */
  readonly openWindow: () => void;
};

/** How many files and folders were taken. What is not there, or is neither, is passed over. Throws Failed for our own disk. */
export async function takePaths(parts: TakeParts, paths: readonly AbsolutePath[]): Promise<number> {
  const profile = parts.profile();
  if (profile === null) {
    parts.openWindow();
    return 0;
  }
  let taken = 0;
  for (const path of paths) {
    const look = await stat(path).catch(() => null);
    if (look?.isFile() === true) {
      await parts.inbox.copy(profile, path);
      taken += 1;
    } else if (look?.isDirectory() === true) {
      const choice = await parts.ask(basename(path));
      if (choice === 'cancel') continue;
      await parts.folders.add(path, { profile: profile.name, watched: choice === 'watch', include: [], exclude: [] });
      taken += 1;
    }
  }
  return taken;
}
