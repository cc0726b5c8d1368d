/** @file The freed table: files of this computer that went to the system's trash because the cloud has them; main process. */
import type { DatabaseSync } from 'node:sqlite';
import { ImageId } from '../../shared/image.ts';
import { number, type Row, text } from './rows.ts';

export type FreedRow = {
  readonly id: number;
  readonly profile: string;
  readonly imageId: ImageId;
  readonly fileId: number;
  readonly path: string;
  readonly size: number;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
};

/** Those that write are to be called inside a commit. */
export type Freed = {
  /** Before the file goes. Returns the id. */
  readonly going: (file: Omit<FreedRow, 'id'>) => number;
  readonly gone: (id: number) => void;
  /** It did not go after all. */
  readonly stayed: (id: number) => void;
  /** Begun and not ended: a crash came between. */
  readonly unsettled: () => FreedRow[];
  /** Newest first, below `beforeId`. */
  readonly page: (beforeId: number | null, limit: number) => FreedRow[];
};

function freedRow(row: Row): FreedRow {
  return {
    id: number(row, 'id'),
    profile: text(row, 'profile'),
    imageId: ImageId.parse(row['image_id']),
    fileId: number(row, 'file_id'),
    path: text(row, 'path'),
    size: number(row, 'size'),
    at: number(row, 'at'),
  };
}

export function freedTable(db: DatabaseSync): Freed {
  const going = db.prepare(`
    INSERT INTO freed (profile, image_id, file_id, path, size, at, state) VALUES (?, ?, ?, ?, ?, ?, 'going')
    RETURNING id`);
  const gone = db.prepare(`UPDATE freed SET state = 'gone' WHERE id = ?`);
  const stayed = db.prepare('DELETE FROM freed WHERE id = ?');
  const unsettled = db.prepare(`SELECT * FROM freed WHERE state = 'going' ORDER BY id`);
  const page = db.prepare(`
    SELECT * FROM freed WHERE state = 'gone' AND (?1 IS NULL OR id < ?1) ORDER BY id DESC LIMIT ?2`);
  return {
    going: ({ profile, imageId, fileId, path, size, at }) => {
      const row = going.get(profile, imageId, fileId, path, size, at);
      if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
      return number(row, 'id');
    },
    gone: (id) => void gone.run(id),
    stayed: (id) => void stayed.run(id),
    unsettled: () => unsettled.all().map(freedRow),
    page: (beforeId, limit) => page.all(beforeId, limit).map(freedRow),
  };
}
