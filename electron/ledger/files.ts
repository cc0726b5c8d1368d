/** @file The files table: every path that was seen and what became of it; the queue of what is to be read; main process. */
import type { DatabaseSync } from 'node:sqlite';
import { Failure, type RefusalReason, RefusalReason as RefusalReasonSchema } from '../../shared/failure.ts';
import { ImageId } from '../../shared/image.ts';
import type { FileIdentity } from '../foundation/file-identity.ts';
import { number, numberOrNull, type Row, text, textOrNull } from './rows.ts';

export type FileState = 'settled' | 'refused' | 'waiting' | 'hashed' | 'gone';

export type FileRow = {
  readonly id: number;
  readonly folderId: number;
  readonly directory: string;
  readonly name: string;
  readonly identity: FileIdentity;
  /** 512-byte blocks that the file really takes on the disk. */
  readonly blocks: number;
  readonly imageId: ImageId | null;
  readonly replaces: ImageId | null;
  readonly attempts: number;
};

export type Sighting = {
  readonly folderId: number;
  readonly directory: string;
  readonly name: string;
  readonly identity: FileIdentity;
  readonly blocks: number;
};

export type RefusedFile = {
  readonly folderId: number;
  readonly directory: string;
  readonly name: string;
  readonly reason: RefusalReason;
};
export type WaitingFile = {
  readonly id: number;
  readonly folderId: number;
  readonly directory: string;
  readonly name: string;
  readonly failure: Failure;
  readonly nextAt: number;
};

export type Files = {
  /** Puts the file (back) into the queue; what stood under its path before is remembered as replaced. */
  readonly settle: (sighting: Sighting, at: number) => void;
  readonly byId: (id: number) => FileRow | null;
  /** The next files of a folder to read, in order of first sight. */
  readonly settled: (folderId: number, limit: number) => FileRow[];
  readonly hashed: (id: number, imageId: ImageId) => void;
  readonly refused: (id: number, reason: RefusalReason) => void;
  /** To be read again at `nextAt`; with `identity`, as the file that it has become. */
  readonly waiting: (id: number, failure: Failure, nextAt: number, identity?: FileIdentity) => void;
  /** Waiting files whose time has come go back into the queue. Returns how many. */
  readonly wake: (now: number) => number;
  /** When the next waiting file is due, or null. */
  readonly nextWake: () => number | null;
  readonly gone: (folderId: number, directory: string, names: readonly string[]) => void;
  readonly directoryGone: (folderId: number, directory: string) => void;
  /** Where the image is on this computer now. */
  readonly ofImage: (imageId: ImageId) => FileRow[];
  readonly known: (
    folderId: number,
    directory: string,
  ) => Map<string, Pick<FileIdentity, 'size' | 'modified' | 'changed'>>;
  /** Reads the whole table. */
  readonly counts: () => Record<FileState, number>;
  readonly countRefused: () => number;
  /** What is settled and not read yet; `bytes` of all of them. */
  readonly queued: () => { readonly files: number; readonly bytes: number };
  /** But for what was deleted from the cloud on purpose: that is as its owner wants it. */
  readonly refusals: (limit: number) => RefusedFile[];
  readonly waitings: (limit: number) => WaitingFile[];
};

function fileRow(row: Row): FileRow {
  const image = textOrNull(row, 'image_id');
  const replaces = textOrNull(row, 'replaces');
  return {
    id: number(row, 'id'),
    folderId: number(row, 'folder_id'),
    directory: text(row, 'directory'),
    name: text(row, 'name'),
    identity: {
      size: number(row, 'size'),
      modified: number(row, 'modified'),
      changed: number(row, 'changed'),
      inode: number(row, 'inode'),
    },
    blocks: number(row, 'blocks'),
    imageId: image === null ? null : ImageId.parse(image),
    replaces: replaces === null ? null : ImageId.parse(replaces),
    attempts: number(row, 'attempts'),
  };
}

/** Rows that a rescan must compare with: everything but what is gone. */
const known = `SELECT name, size, modified, changed FROM files WHERE folder_id = ? AND directory = ? AND state <> 'gone'`;

export function filesTable(db: DatabaseSync): Files {
  const settle = db.prepare(`
    INSERT INTO files (folder_id, directory, name, size, modified, changed, inode, blocks, state, seen_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'settled', ?)
    ON CONFLICT (folder_id, directory, name) DO UPDATE SET
      size = excluded.size, modified = excluded.modified, changed = excluded.changed, inode = excluded.inode,
      blocks = excluded.blocks, state = 'settled', reason = NULL, failure = NULL, attempts = 0, next_at = NULL,
      replaces = coalesce(image_id, replaces), image_id = NULL, seen_at = excluded.seen_at`);
  const byId = db.prepare('SELECT * FROM files WHERE id = ?');
  const settled = db.prepare(`SELECT * FROM files WHERE state = 'settled' AND folder_id = ? ORDER BY id LIMIT ?`);
  const hashed = db.prepare(`
    UPDATE files SET state = 'hashed', image_id = ?2, replaces = nullif(replaces, ?2), failure = NULL, attempts = 0,
      next_at = NULL WHERE id = ?1`);
  const refused = db.prepare(
    `UPDATE files SET state = 'refused', reason = ?2, failure = NULL, next_at = NULL WHERE id = ?1`,
  );
  const waiting = db.prepare(`
    UPDATE files SET state = 'waiting', failure = ?2, next_at = ?3, attempts = attempts + 1 WHERE id = ?1`);
  const become = db.prepare('UPDATE files SET size = ?2, modified = ?3, changed = ?4, inode = ?5 WHERE id = ?1');
  const wake = db.prepare(`UPDATE files SET state = 'settled' WHERE state = 'waiting' AND next_at <= ?`);
  const nextWake = db.prepare(`SELECT min(next_at) AS at FROM files WHERE state = 'waiting'`);
  const gone = db.prepare(`UPDATE files SET state = 'gone' WHERE folder_id = ? AND directory = ? AND name = ?`);
  const directoryGone = db.prepare(`
    UPDATE files SET state = 'gone' WHERE folder_id = ?1 AND state <> 'gone'
      AND (directory = ?2 OR substr(directory, 1, length(?2) + 1) = ?2 || '/')`);
  const forgetDirectories = db.prepare(`
    DELETE FROM directories WHERE folder_id = ?1 AND (directory = ?2 OR substr(directory, 1, length(?2) + 1) = ?2 || '/')`);
  const ofImage = db.prepare(`SELECT * FROM files WHERE image_id = ? AND state = 'hashed' ORDER BY id`);
  const inDirectory = db.prepare(known);
  const counts = db.prepare('SELECT state, count(*) AS n FROM files GROUP BY state');
  const countRefused = db.prepare(`SELECT count(*) AS n FROM files INDEXED BY files_refused WHERE state = 'refused'`);
  const queued = db.prepare(`
    SELECT count(*) AS files, coalesce(sum(size), 0) AS bytes FROM files INDEXED BY files_settled WHERE state = 'settled'`);
  const refusals = db.prepare(
    `SELECT folder_id, directory, name, reason FROM files
     WHERE state = 'refused' AND reason <> 'deleted-on-purpose' ORDER BY id LIMIT ?`,
  );
  const waitings = db.prepare(`
    SELECT id, folder_id, directory, name, failure, next_at FROM files WHERE state = 'waiting' ORDER BY next_at LIMIT ?`);
  const place = (row: Row) => ({
    folderId: number(row, 'folder_id'),
    directory: text(row, 'directory'),
    name: text(row, 'name'),
  });

  return {
    settle: ({ folderId, directory, name, identity: { size, modified, changed, inode }, blocks }, at) =>
      void settle.run(folderId, directory, name, size, modified, changed, inode, blocks, at),
    byId: (id) => {
      const row = byId.get(id);
      return row === undefined ? null : fileRow(row);
    },
    settled: (folderId, limit) => settled.all(folderId, limit).map(fileRow),
    hashed: (id, imageId) => void hashed.run(id, imageId),
    refused: (id, reason) => void refused.run(id, reason),
    waiting: (id, failure, nextAt, identity) => {
      waiting.run(id, JSON.stringify(failure), nextAt);
      if (identity !== undefined) become.run(id, identity.size, identity.modified, identity.changed, identity.inode);
    },
    wake: (now) => Number(wake.run(now).changes),
    nextWake: () => {
      const row = nextWake.get();
      return row === undefined ? null : numberOrNull(row, 'at');
    },
    gone: (folderId, directory, names) => {
      for (const name of names) gone.run(folderId, directory, name);
    },
    directoryGone: (folderId, directory) => {
      directoryGone.run(folderId, directory);
      forgetDirectories.run(folderId, directory);
    },
    ofImage: (imageId) => ofImage.all(imageId).map(fileRow),
    known: (folderId, directory) =>
      new Map(
        inDirectory
          .all(folderId, directory)
          .map((row) => [
            text(row, 'name'),
            { size: number(row, 'size'), modified: number(row, 'modified'), changed: number(row, 'changed') },
          ]),
      ),
    counts: () => {
      const all: Record<FileState, number> = { settled: 0, refused: 0, waiting: 0, hashed: 0, gone: 0 };
      for (const row of counts.all()) all[text(row, 'state') as FileState] = number(row, 'n'); // The CHECK allows no other.
      return all;
    },
    countRefused: () => number(countRefused.get() ?? {}, 'n'),
    queued: () => {
      const row = queued.get() ?? { files: 0, bytes: 0 };
      return { files: number(row, 'files'), bytes: number(row, 'bytes') };
    },
    refusals: (limit) =>
      refusals.all(limit).map((row) => ({ ...place(row), reason: RefusalReasonSchema.parse(row['reason']) })),
    waitings: (limit) =>
      waitings.all(limit).map((row) => ({
        ...place(row),
        id: number(row, 'id'),
        failure: Failure.parse(JSON.parse(text(row, 'failure'))),
        nextAt: number(row, 'next_at'),
      })),
  };
}
