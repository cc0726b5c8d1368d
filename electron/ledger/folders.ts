/** @file The folders table: what is watched, for which profile, and what was last seen of it; main process. */
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { FolderState } from '../../shared/folder.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import { number, numberOrNull, type Row, text, textOrNull } from './rows.ts';

export type FolderRow = {
  readonly id: number;
  readonly path: AbsolutePath;
  readonly profile: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** JSON of what the root was when last seen; see journey/watch. */
  readonly rootMarker: string | null;
  readonly state: FolderState;
  /** False for a folder that was asked for once. */
  readonly watched: boolean;
  readonly addedAt: number;
  readonly scannedAt: number | null;
};

export type Folders = {
  /** The same path again keeps its id and its files, and takes the new profile and rules. Returns the id. */
  readonly add: (folder: Pick<FolderRow, 'path' | 'profile' | 'include' | 'exclude' | 'watched' | 'addedAt'>) => number;
  readonly all: () => FolderRow[];
  readonly byId: (id: number) => FolderRow | null;
  readonly byPath: (path: string) => FolderRow | null;
  readonly setState: (id: number, state: FolderState) => void;
  readonly setRootMarker: (id: number, marker: string) => void;
  readonly setScanned: (id: number, at: number) => void;
  /** Forgets the folder and its files. What is stored stays stored. */
  readonly remove: (id: number) => void;
  readonly fingerprint: (id: number, directory: string) => string | null;
  readonly setFingerprint: (id: number, directory: string, fingerprint: string) => void;
  readonly clearFingerprint: (id: number, directory: string) => void;
};

const Patterns = z.array(z.string());

function folderRow(row: Row): FolderRow {
  return {
    id: number(row, 'id'),
    path: text(row, 'path') as AbsolutePath, // Written by `add` only, from an AbsolutePath.
    profile: text(row, 'profile'),
    include: Patterns.parse(JSON.parse(text(row, 'include'))),
    exclude: Patterns.parse(JSON.parse(text(row, 'exclude'))),
    rootMarker: textOrNull(row, 'root_marker'),
    state: FolderState.parse(row['state']),
    watched: number(row, 'watched') === 1,
    addedAt: number(row, 'added_at'),
    scannedAt: numberOrNull(row, 'scanned_at'),
  };
}

export function foldersTable(db: DatabaseSync): Folders {
  const add = db.prepare(`
    INSERT INTO folders (path, profile, include, exclude, watched, added_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (path) DO UPDATE SET
      profile = excluded.profile, include = excluded.include, exclude = excluded.exclude,
      watched = max(watched, excluded.watched)
    RETURNING id`);
  const forgetDirectories = db.prepare('DELETE FROM directories WHERE folder_id = ?');
  const all = db.prepare('SELECT * FROM folders ORDER BY path');
  const byPath = db.prepare('SELECT * FROM folders WHERE path = ?');
  const setState = db.prepare('UPDATE folders SET state = ? WHERE id = ?');
  const setRootMarker = db.prepare('UPDATE folders SET root_marker = ? WHERE id = ?');
  const setScanned = db.prepare('UPDATE folders SET scanned_at = ? WHERE id = ?');
  const remove = db.prepare('DELETE FROM folders WHERE id = ?');
  const fingerprint = db.prepare('SELECT fingerprint FROM directories WHERE folder_id = ? AND directory = ?');
  const setFingerprint = db.prepare(`
    INSERT INTO directories (folder_id, directory, fingerprint) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET fingerprint = excluded.fingerprint`);
  const clearFingerprint = db.prepare('DELETE FROM directories WHERE folder_id = ? AND directory = ?');
  const one = (row: Row | undefined): FolderRow | null => (row === undefined ? null : folderRow(row));
  // Asked for each file on its way and changed a few times a day, so it is kept; there are only ever some dozens.
  let kept: ReadonlyMap<number, FolderRow> | undefined;
  const table = (): ReadonlyMap<number, FolderRow> => {
    kept ??= new Map(all.all().map((row) => [number(row, 'id'), folderRow(row)]));
    return kept;
  };
  const change = (statement: () => unknown): void => {
    kept = undefined;
    statement();
  };

  return {
    add: (folder) => {
      kept = undefined;
      const before = one(byPath.get(folder.path));
      const include = JSON.stringify(folder.include);
      const exclude = JSON.stringify(folder.exclude);
      const row = add.get(folder.path, folder.profile, include, exclude, folder.watched ? 1 : 0, folder.addedAt);
      if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
      const id = number(row, 'id');
      const rules = (of: FolderRow): string => JSON.stringify([of.include, of.exclude, of.profile]);
      const changed =
        before !== null && rules(before) !== JSON.stringify([folder.include, folder.exclude, folder.profile]);
      // Under other rules a directory that has not changed may still hold files that were passed over before.
      if (changed) forgetDirectories.run(id);
      return id;
    },
    all: () => [...table().values()],
    byId: (id) => table().get(id) ?? null,
    byPath: (path) => one(byPath.get(path)),
    setState: (id, state) => change(() => setState.run(state, id)),
    setRootMarker: (id, marker) => change(() => setRootMarker.run(marker, id)),
    setScanned: (id, at) => change(() => setScanned.run(at, id)),
    remove: (id) => change(() => remove.run(id)),
    fingerprint: (id, directory) => {
      const row = fingerprint.get(id, directory);
      return row === undefined ? null : text(row, 'fingerprint');
    },
    setFingerprint: (id, directory, value) => void setFingerprint.run(id, directory, value),
    clearFingerprint: (id, directory) => void clearFingerprint.run(id, directory),
  };
}
