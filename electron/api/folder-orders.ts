/** @file What a person orders of the watched folders; the ledger first, then the watch, so that a restart knows of it. */
import type { FolderMove } from '../../shared/adoption.ts';
import type { FolderRules, RulesPreview } from '../../shared/folder.ts';
import type { Engine } from '../engine.ts';
import type { Clock } from '../foundation/clock.ts';
import { isAbort } from '../foundation/failed.ts';
import type { Log } from '../foundation/log.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import { previewRules } from '../journey/watch/preview-rules.ts';
import type { FolderRow } from '../ledger/folders.ts';
import { moveFolder } from '../library/move-folder.ts';

export type FolderOrders = {
  readonly add: (path: AbsolutePath, folder: FolderRules & { profile: string; watched: boolean }) => Promise<number>;
  /** Each of these is false, and nothing happens, for a folder that there is not. */
  readonly remove: (id: number) => Promise<boolean>;
  readonly rescan: (id: number) => boolean;
  readonly setRules: (id: number, rules: FolderRules) => Promise<boolean>;
  /** Its images are carried to that profile from now on; null, and nothing happens, for a folder that there is not. */
  readonly move: (id: number, profile: string) => Promise<FolderMove | null>;
  readonly preview: (path: AbsolutePath, rules: FolderRules, signal: AbortSignal) => Promise<RulesPreview>;
};

export type FolderOrderParts = {
  readonly engine: Pick<Engine, 'ledger' | 'watch' | 'watching' | 'schedule'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly ownFolders: readonly AbsolutePath[];
};

export function folderOrders({ engine, clock, log, ownFolders }: FolderOrderParts): FolderOrders {
  const { ledger, watching } = engine;
  const keep = async (folder: Parameters<typeof ledger.folders.add>[0]): Promise<number> => {
    const id = await ledger.commit(() => ledger.folders.add(folder));
    const row = ledger.folders.byId(id);
    // Its first scan begins at once.
    if (row !== null) engine.watch(row, row.watched);
    return id;
  };
  return {
    add: (path, { profile, watched, include, exclude }) =>
      keep({ path, profile, watched, include, exclude, addedAt: clock.now() }),
    remove: async (id) => {
      if (ledger.folders.byId(id) === null) return false;
      watching.unwatch(id);
      await ledger.commit(() => ledger.folders.remove(id));
      return true;
    },
    rescan: (id) => {
      const row = ledger.folders.byId(id);
      if (row === null) return false;
      if (row.watched) scanInBackground(watching, log, row);
      else engine.watch(row, false);
      return true;
    },
    setRules: async (id, { include, exclude }) => {
      const row = ledger.folders.byId(id);
      if (row === null) return false;
      await keep({ ...row, include, exclude });
      return true;
    },
    move: async (id, profile) => {
      const row = ledger.folders.byId(id);
      if (row === null) return null;
      const moved = await moveFolder(ledger, row, profile, clock.now());
      engine.schedule.nudge();
      return moved;
    },
    preview: (path, rules, signal) => previewRules(path, rules, ownFolders, signal),
  };
}

/** Its end is told by the engine, as that of every scan. */
function scanInBackground(watching: Engine['watching'], log: Log, { id }: FolderRow): void {
  watching.scanNow(id).catch((error: unknown) => {
    if (!isAbort(error)) log.error('A scan that was asked for could not be begun', { error, folderId: id });
  });
}
