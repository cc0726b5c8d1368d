/** @file The deletions table: what a person wants away from the cloud, how far that is, and what has gone; main process. */
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { DeletionState } from '../../shared/deletion.ts';
import type { Failure } from '../../shared/failure.ts';
import { ImageId } from '../../shared/image.ts';
import { failureOrNull, number, numberOrNull, type Row, text, textOrNull } from './rows.ts';

export type DeletionKey = { readonly profile: string; readonly imageId: ImageId };

/** As JSON, read back by those who wrote it (library/delete/). */
export type Gathered = { readonly objects: unknown; readonly record: unknown; readonly journey: unknown };

/** The batch of what no person here ordered: another computer deleted it. */
export const deletedElsewhere = 'elsewhere';

export type DeletionRow = DeletionKey & {
  readonly batch: string;
  readonly state: DeletionState;
  /** Earlier versions too. */
  readonly versions: boolean;
  readonly fileName: string;
  readonly size: number;
  /** Null where nobody said. */
  readonly device: string | null;
  readonly askedAt: number;
  readonly dueAt: number;
  /** Null until it was gathered. */
  readonly gathered: Gathered | null;
  readonly failure: Failure | null;
  readonly attempts: number;
  readonly nextAt: number | null;
  readonly endedAt: number | null;
};

export type NewDeletion = Omit<DeletionRow, 'failure' | 'attempts' | 'nextAt' | 'endedAt'> & {
  readonly endedAt?: number;
};

/** All but `find` and the lists are to be called inside a commit. */
export type Deletions = {
  /** False, and nothing happens, while one of the image is not at its end. */
  readonly begin: (deletion: NewDeletion) => boolean;
  readonly find: (key: DeletionKey) => DeletionRow | null;
  /** True from the order to its end. */
  readonly isOpen: (key: DeletionKey) => boolean;
  /** Those whose time has come, but for these profiles. */
  readonly due: (now: number, exceptProfiles: readonly string[], limit: number) => DeletionRow[];
  readonly nextDue: (exceptProfiles: readonly string[]) => number | null;
  /** Not at their end, oldest first. */
  readonly open: (limit: number) => DeletionRow[];
  /** Of those, the ones that could not be gone on with. */
  readonly failed: (limit: number) => DeletionRow[];
  readonly ofBatch: (batch: string) => DeletionRow[];
  /** True for the one who may go on with it: from then on it cannot be undone. */
  readonly claim: (key: DeletionKey) => boolean;
  readonly gather: (key: DeletionKey, gathered: Gathered) => void;
  readonly removing: (key: DeletionKey) => void;
  readonly fail: (key: DeletionKey, failure: Failure, nextAt: number | null) => void;
  /** Those that failed (of one image, or all) are due. Returns how many. */
  readonly retry: (key: DeletionKey | null, now: number) => number;
  readonly end: (key: DeletionKey, at: number) => void;
  /** Forgets it. False when there was none in one of these states. */
  readonly drop: (key: DeletionKey, states: readonly DeletionState[]) => boolean;
  /** Newest first, those before the place. */
  readonly ended: (
    profile: string,
    before: { readonly at: number; readonly imageId: string } | null,
    limit: number,
  ) => DeletionRow[];
  /** A person asked for the image again. */
  readonly want: (key: DeletionKey) => void;
  readonly isWanted: (key: DeletionKey) => boolean;
  readonly unwant: (key: DeletionKey) => void;
};

const Kept = z.string().transform((json): unknown => JSON.parse(json));

function deletionRow(row: Row): DeletionRow {
  const objects = textOrNull(row, 'objects');
  const parsed = (column: string): unknown => {
    const json = textOrNull(row, column);
    return json === null ? null : Kept.parse(json);
  };
  return {
    profile: text(row, 'profile'),
    imageId: ImageId.parse(row['image_id']),
    batch: text(row, 'batch'),
    state: DeletionState.parse(row['state']),
    versions: number(row, 'versions') === 1,
    fileName: text(row, 'file_name'),
    size: number(row, 'size'),
    device: textOrNull(row, 'device'),
    askedAt: number(row, 'asked_at'),
    dueAt: number(row, 'due_at'),
    gathered:
      objects === null ? null : { objects: Kept.parse(objects), record: parsed('record'), journey: parsed('journey') },
    failure: failureOrNull(row, 'failure'),
    attempts: number(row, 'attempts'),
    nextAt: numberOrNull(row, 'next_at'),
    endedAt: numberOrNull(row, 'ended_at'),
  };
}

export function deletionsTable(db: DatabaseSync): Deletions {
  const begin = db.prepare(`
    INSERT INTO deletions (profile, image_id, batch, state, versions, file_name, size, device, asked_at, due_at, next_at,
      objects, record, journey, ended_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, iif(?4 = 'deleted', NULL, ?10), ?11, ?12, ?13, ?14)
    ON CONFLICT DO UPDATE SET batch = excluded.batch, state = excluded.state, versions = excluded.versions,
      file_name = excluded.file_name, size = excluded.size, device = excluded.device, asked_at = excluded.asked_at,
      due_at = excluded.due_at, next_at = excluded.next_at, objects = excluded.objects, record = excluded.record,
      journey = excluded.journey, failure = NULL, attempts = 0, ended_at = excluded.ended_at WHERE state = 'deleted'`);
  const find = db.prepare('SELECT * FROM deletions WHERE profile = ? AND image_id = ?');
  const others = 'profile NOT IN (SELECT value FROM json_each(?1))';
  const due = db.prepare(`SELECT * FROM deletions WHERE next_at <= ?2 AND ${others} ORDER BY next_at LIMIT ?3`);
  const nextDue = db.prepare(`SELECT min(next_at) AS at FROM deletions WHERE next_at IS NOT NULL AND ${others}`);
  const open = db.prepare(`SELECT * FROM deletions WHERE state <> 'deleted' ORDER BY asked_at, image_id LIMIT ?`);
  const failed = db.prepare(`
    SELECT * FROM deletions WHERE state <> 'deleted' AND failure IS NOT NULL ORDER BY asked_at, image_id LIMIT ?`);
  const ofBatch = db.prepare('SELECT * FROM deletions WHERE batch = ? ORDER BY image_id');
  const one = 'WHERE profile = ?1 AND image_id = ?2';
  const claim = db.prepare(`UPDATE deletions SET state = 'recording' ${one} AND state IN ('waiting', 'recording')`);
  const gather = db.prepare(`UPDATE deletions SET objects = ?3, record = ?4, journey = ?5 ${one}`);
  const removing = db.prepare(`UPDATE deletions SET state = 'removing' ${one}`);
  const fail = db.prepare(`UPDATE deletions SET failure = ?3, next_at = ?4, attempts = attempts + 1 ${one}`);
  const retry = db.prepare(`
    UPDATE deletions SET next_at = ?3 WHERE failure IS NOT NULL AND state <> 'deleted'
      AND (?1 IS NULL OR (profile = ?1 AND image_id = ?2))`);
  const end = db.prepare(`
    UPDATE deletions SET state = 'deleted', failure = NULL, next_at = NULL, ended_at = ?3,
      record = iif(versions = 1, NULL, record) ${one}`);
  const drop = db.prepare(`DELETE FROM deletions ${one} AND state IN (SELECT value FROM json_each(?3))`);
  const ended = db.prepare(`
    SELECT * FROM deletions WHERE profile = ?1 AND state = 'deleted' AND (?2 IS NULL OR (ended_at, image_id) < (?2, ?3))
    ORDER BY ended_at DESC, image_id DESC LIMIT ?4`);
  const want = db.prepare('INSERT INTO wanted (profile, image_id) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const isWanted = db.prepare('SELECT 1 AS yes FROM wanted WHERE profile = ? AND image_id = ?');
  const unwant = db.prepare('DELETE FROM wanted WHERE profile = ? AND image_id = ?');
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  return {
    begin: (d) => {
      const said = [d.profile, d.imageId, d.batch, d.state, Number(d.versions), d.fileName, d.size, d.device];
      const kept = [
        json(d.gathered?.objects ?? null),
        json(d.gathered?.record ?? null),
        json(d.gathered?.journey ?? null),
      ];
      return Number(begin.run(...said, d.askedAt, d.dueAt, ...kept, d.endedAt ?? null).changes) === 1;
    },
    find: ({ profile, imageId }) => {
      const row = find.get(profile, imageId);
      return row === undefined ? null : deletionRow(row);
    },
    isOpen: ({ profile, imageId }) => {
      const row = find.get(profile, imageId);
      return row !== undefined && text(row, 'state') !== 'deleted';
    },
    due: (now, except, limit) => due.all(JSON.stringify(except), now, limit).map(deletionRow),
    nextDue: (except) => numberOrNull(nextDue.get(JSON.stringify(except)) ?? { at: null }, 'at'),
    open: (limit) => open.all(limit).map(deletionRow),
    failed: (limit) => failed.all(limit).map(deletionRow),
    ofBatch: (batch) => ofBatch.all(batch).map(deletionRow),
    claim: ({ profile, imageId }) => Number(claim.run(profile, imageId).changes) === 1,
    gather: ({ profile, imageId }, { objects, record, journey }) =>
      void gather.run(profile, imageId, json(objects), json(record), json(journey)),
    removing: ({ profile, imageId }) => void removing.run(profile, imageId),
    fail: ({ profile, imageId }, failure, nextAt) => void fail.run(profile, imageId, JSON.stringify(failure), nextAt),
    retry: (key, now) => Number(retry.run(key?.profile ?? null, key?.imageId ?? null, now).changes),
    end: ({ profile, imageId }, at) => void end.run(profile, imageId, at),
    drop: ({ profile, imageId }, states) => Number(drop.run(profile, imageId, JSON.stringify(states)).changes) === 1,
    ended: (profile, before, limit) =>
      ended.all(profile, before?.at ?? null, before?.imageId ?? null, limit).map(deletionRow),
    want: ({ profile, imageId }) => void want.run(profile, imageId),
    isWanted: ({ profile, imageId }) => isWanted.get(profile, imageId) !== undefined,
    unwant: ({ profile, imageId }) => void unwant.run(profile, imageId),
  };
}
