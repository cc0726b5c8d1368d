/** @file What stops a whole profile (denied, no bucket, offline …): one issue for all its images, tried again by itself; main. */
import type { DatabaseSync } from 'node:sqlite';
import { Failure } from '../../shared/failure.ts';
import { number, type Row, text } from './rows.ts';

export type HoldRow = {
  readonly profile: string;
  readonly failure: Failure;
  readonly since: number;
  readonly attempts: number;
  /** When the cause is looked at again, milliseconds since 1970 UTC. */
  readonly nextAt: number;
};

export type Holds = {
  /** The first failure gives `since`; later ones count the attempts. */
  readonly put: (profile: string, failure: Failure, nextAt: number, at: number) => void;
  readonly find: (profile: string) => HoldRow | null;
  readonly all: () => HoldRow[];
  readonly lift: (profile: string) => void;
};

export function holdsTable(db: DatabaseSync): Holds {
  const put = db.prepare(`
    INSERT INTO holds (profile, failure, since, attempts, next_at) VALUES (?1, ?2, ?4, 1, ?3)
    ON CONFLICT DO UPDATE SET failure = excluded.failure, attempts = attempts + 1, next_at = excluded.next_at`);
  const find = db.prepare('SELECT * FROM holds WHERE profile = ?');
  const all = db.prepare('SELECT * FROM holds ORDER BY since');
  const lift = db.prepare('DELETE FROM holds WHERE profile = ?');
  const holdRow = (row: Row): HoldRow => ({
    profile: text(row, 'profile'),
    failure: Failure.parse(JSON.parse(text(row, 'failure'))),
    since: number(row, 'since'),
    attempts: number(row, 'attempts'),
    nextAt: number(row, 'next_at'),
  });
  return {
    put: (profile, failure, nextAt, at) => void put.run(profile, JSON.stringify(failure), nextAt, at),
    find: (profile) => {
      const row = find.get(profile);
      return row === undefined ? null : holdRow(row);
    },
    all: () => all.all().map(holdRow),
    lift: (profile) => void lift.run(profile),
  };
}
