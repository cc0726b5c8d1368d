/** @file The restores table: what is being fetched back to where, image by image, so that a kill costs one image; main process. */
import type { DatabaseSync } from 'node:sqlite';
import type { Failure } from '../../shared/failure.ts';
import { ImageId } from '../../shared/image.ts';
import { RestoreWish } from '../../shared/restoring.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import { failureOrNull, number, type Row, text } from './rows.ts';

/** A wish that was made into a list of images. */
export type KeptWish = Pick<RestoreWish, 'rendition' | 'layout'>;

export type RestoreRow = {
  readonly id: number;
  readonly destination: AbsolutePath;
  readonly wish: KeptWish;
  readonly begunAt: number;
};

export type RestoredState = 'open' | 'written' | 'renamed' | 'there' | 'failed';

export type RestoredRow = {
  readonly number: number;
  readonly profile: string;
  readonly imageId: ImageId;
  /** Bytes that are fetched. */
  readonly size: number;
  readonly failure: Failure | null;
};

export type RestoreCounts = Readonly<Record<RestoredState, { readonly images: number; readonly bytes: number }>>;

/** Those that write are to be called inside a commit. */
export type Restores = {
  readonly begin: (destination: AbsolutePath, wish: KeptWish, at: number) => number;
  readonly add: (id: number, images: readonly Omit<RestoredRow, 'failure'>[]) => void;
  readonly find: (id: number) => RestoreRow | null;
  /** Not fetched yet, in order, behind a number. */
  readonly open: (id: number, after: number, limit: number) => RestoredRow[];
  readonly settle: (id: number, one: number, state: RestoredState, failure: Failure | null) => void;
  readonly failed: (id: number, limit: number) => RestoredRow[];
  readonly counts: (id: number) => RestoreCounts;
  readonly end: (id: number, at: number) => void;
  /** Newest first. */
  readonly unfinished: () => RestoreRow[];
  readonly remove: (id: number) => void;
};

const Wish = RestoreWish.pick({ rendition: true, layout: true });

function restoreRow(row: Row): RestoreRow {
  return {
    id: number(row, 'id'),
    destination: text(row, 'destination') as AbsolutePath, // Written by `begin` only.
    wish: Wish.parse(JSON.parse(text(row, 'wish'))),
    begunAt: number(row, 'begun_at'),
  };
}

function restoredRow(row: Row): RestoredRow {
  return {
    number: number(row, 'number'),
    profile: text(row, 'profile'),
    imageId: ImageId.parse(row['image_id']),
    size: number(row, 'size'),
    failure: failureOrNull(row, 'failure'),
  };
}

export function restoresTable(db: DatabaseSync): Restores {
  const begin = db.prepare('INSERT INTO restores (destination, wish, begun_at) VALUES (?, ?, ?) RETURNING id');
  const add = db.prepare('INSERT INTO restored (restore_id, number, profile, image_id, size) VALUES (?, ?, ?, ?, ?)');
  const find = db.prepare('SELECT * FROM restores WHERE id = ?');
  const open = db.prepare(`
    SELECT * FROM restored WHERE restore_id = ? AND number > ? AND state IN ('open', 'failed') ORDER BY number LIMIT ?`);
  const settle = db.prepare('UPDATE restored SET state = ?3, failure = ?4 WHERE restore_id = ?1 AND number = ?2');
  const failed = db.prepare(`
    SELECT * FROM restored WHERE restore_id = ? AND state = 'failed' ORDER BY number LIMIT ?`);
  const counts = db.prepare(`
    SELECT state, count(*) AS images, sum(size) AS bytes FROM restored WHERE restore_id = ? GROUP BY state`);
  const end = db.prepare('UPDATE restores SET ended_at = ?2 WHERE id = ?1');
  const unfinished = db.prepare('SELECT * FROM restores WHERE ended_at IS NULL ORDER BY id DESC');
  const remove = db.prepare('DELETE FROM restores WHERE id = ?');
  return {
    begin: (destination, wish, at) => {
      const row = begin.get(destination, JSON.stringify(wish), at);
      if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
      return number(row, 'id');
    },
    add: (id, images) => {
      for (const one of images) add.run(id, one.number, one.profile, one.imageId, one.size);
    },
    find: (id) => {
      const row = find.get(id);
      return row === undefined ? null : restoreRow(row);
    },
    open: (id, after, limit) => open.all(id, after, limit).map(restoredRow),
    settle: (id, one, state, failure) =>
      void settle.run(id, one, state, failure === null ? null : JSON.stringify(failure)),
    failed: (id, limit) => failed.all(id, limit).map(restoredRow),
    counts: (id) => {
      const none = { images: 0, bytes: 0 };
      const all: Record<RestoredState, { images: number; bytes: number }> = {
        ...{ open: none, written: none, renamed: none, there: none, failed: none },
      };
      for (const row of counts.all(id)) {
        // The CHECK allows no other.
        all[text(row, 'state') as RestoredState] = { images: number(row, 'images'), bytes: number(row, 'bytes') };
      }
      return all;
    },
    end: (id, at) => void end.run(id, at),
    unfinished: () => unfinished.all().map(restoreRow),
    remove: (id) => void remove.run(id),
  };
}
