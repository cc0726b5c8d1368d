/** @file The journeys table: how far each image has come in each profile, with its journal; main process. */
import type { DatabaseSync } from 'node:sqlite';
import type { Failure } from '../../shared/failure.ts';
import { ImageId, JourneyState } from '../../shared/image.ts';
import { type StateAfter, step } from '../../shared/journey-state.ts';
import { type Endings, endings } from './endings.ts';
import { failureOrNull, number, numberOrNull, type Row, text, textOrNull } from './rows.ts';

/** States that a row of this table can be in. */
export type HeldState = Exclude<JourneyState, 'seen' | 'settled' | 'refused'>;

export type JourneyRow = {
  readonly profile: string;
  readonly imageId: ImageId;
  readonly state: HeldState;
  readonly fileName: string;
  readonly directory: string;
  readonly replaces: ImageId | null;
  readonly warning: string | null;
  readonly failure: Failure | null;
  readonly attempts: number;
  readonly nextAt: number | null;
  readonly begunAt: number;
  readonly storedAt: number | null;
  readonly bytesSent: number;
  /**
   * Null until it is stored. `adopted`: the cloud had it before this ledger began; `imported`: another system stored it;
   * `unrecorded`: the profile has no table.
   */
  readonly outcome: Outcome | null;
};

export type Outcome = 'written' | 'joined' | 'unrecorded' | 'adopted' | 'imported';

type Key = Pick<JourneyRow, 'profile' | 'imageId'>;

type CountedState = Exclude<HeldState, 'cancelled'>;

export type Journeys = Endings & {
  /** False when the image already has a journey in this profile: there is only ever one. */
  readonly begin: (
    journey: Pick<JourneyRow, 'profile' | 'imageId' | 'fileName' | 'directory' | 'replaces'>,
    at: number,
  ) => boolean;
  readonly find: (key: Key) => JourneyRow | null;
  /** Takes a checked step and writes it into the journal; throws when the image is not in `from`. */
  readonly move: <From extends HeldState>(
    key: Key,
    from: From,
    to: StateAfter<From> & HeldState,
    at: number,
    note?: string,
  ) => void;
  /** As `move`, for an image that cannot go on now. `nextAt` is when it is tried again, for `waiting`. */
  readonly hold: (
    key: Key,
    from: HeldState,
    to: 'waiting' | 'blocked' | 'failed',
    failure: Failure,
    nextAt: number | null,
    at: number,
  ) => void;
  readonly warn: (key: Key, warning: string | null) => void;
  readonly stored: (key: Key, outcome: 'written' | 'joined' | 'unrecorded', bytesSent: number, at: number) => void;
  /** Journeys begun and not held, oldest first: what a start has to finish. */
  readonly moving: (limit: number, exceptProfiles: readonly string[]) => JourneyRow[];
  /** Waiting ones whose time has come go back to `hashed`. Returns how many. */
  readonly wake: (now: number) => number;
  /** Waiting, blocked and failed ones go back to `hashed`, for "try now". */
  readonly wakeAll: (
    profile: string | null,
    now: number,
    states: readonly ('waiting' | 'blocked' | 'failed')[],
  ) => number;
  readonly nextWake: () => number | null;
  readonly held: (limit: number) => JourneyRow[];
  /** Of all but the cancelled ones; null for every profile. Asked at every look. */
  readonly counts: (profile: string | null) => Record<CountedState, number>;
  /**
   * The bytes were gone before any of them was confirmed: as if the image had never been met, but for the journal.
   * False, and nothing happens, when the store has confirmed something of it or it has reached an end.
   */
  readonly withdraw: (key: Key, at: number) => boolean;
  readonly journal: (key: Key) => { readonly state: JourneyState; readonly at: number; readonly note: string | null }[];
};

export function journeyRow(row: Row): JourneyRow {
  const replaces = textOrNull(row, 'replaces');
  return {
    profile: text(row, 'profile'),
    imageId: ImageId.parse(row['image_id']),
    state: text(row, 'state') as HeldState, // The CHECK on the column allows no other.
    fileName: text(row, 'file_name'),
    directory: text(row, 'directory'),
    replaces: replaces === null ? null : ImageId.parse(replaces),
    warning: textOrNull(row, 'warning'),
    failure: failureOrNull(row, 'failure'),
    attempts: number(row, 'attempts'),
    nextAt: numberOrNull(row, 'next_at'),
    begunAt: number(row, 'begun_at'),
    storedAt: numberOrNull(row, 'stored_at'),
    bytesSent: number(row, 'bytes_sent'),
    outcome: textOrNull(row, 'outcome') as Outcome | null, // Written here only.
  };
}

export function journeysTable(db: DatabaseSync): Journeys {
  const begin = db.prepare(`
    INSERT INTO journeys (profile, image_id, state, file_name, directory, replaces, begun_at)
    VALUES (?, ?, 'hashed', ?, ?, ?, ?) ON CONFLICT DO NOTHING`);
  const find = db.prepare('SELECT * FROM journeys WHERE profile = ? AND image_id = ?');
  const move = db.prepare(`
    UPDATE journeys SET state = ?4, failure = NULL, next_at = NULL WHERE profile = ?1 AND image_id = ?2 AND state = ?3`);
  const hold = db.prepare(`
    UPDATE journeys SET state = ?4, failure = ?5, next_at = ?6, attempts = attempts + 1
    WHERE profile = ?1 AND image_id = ?2 AND state = ?3`);
  const warn = db.prepare('UPDATE journeys SET warning = ?3 WHERE profile = ?1 AND image_id = ?2');
  const stored = db.prepare(`
    UPDATE journeys SET state = 'stored', outcome = ?3, bytes_sent = bytes_sent + ?4, stored_at = ?5, failure = NULL,
      next_at = NULL, attempts = 0 WHERE profile = ?1 AND image_id = ?2 AND state = 'confirmed'`);
  const note = db.prepare('INSERT INTO steps (profile, image_id, state, at, note) VALUES (?, ?, ?, ?, ?)');
  const moving = db.prepare(`
    SELECT * FROM journeys WHERE state IN ('hashed', 'uploading', 'confirmed')
      AND profile NOT IN (SELECT value FROM json_each(?2)) ORDER BY begun_at LIMIT ?1`);
  const wake = db.prepare(`
    UPDATE journeys SET state = 'hashed', next_at = NULL WHERE state = 'waiting' AND next_at <= ?`);
  const wakeAll = db.prepare(`
    UPDATE journeys SET state = 'hashed', next_at = NULL, attempts = 0
    WHERE state IN (SELECT value FROM json_each(?2)) AND (?1 IS NULL OR profile = ?1)`);
  const nextWake = db.prepare(`SELECT min(next_at) AS at FROM journeys WHERE state = 'waiting'`);
  const held = db.prepare(`
    SELECT * FROM journeys WHERE state IN ('waiting', 'blocked', 'failed') ORDER BY state, next_at LIMIT ?`);
  // Each from an index that has nothing but its states: the table itself is read whole for 0.2 s at 100,000 images.
  const counts = db.prepare(`
    SELECT 'stored' AS state, count(*) AS n FROM journeys INDEXED BY journeys_stored
      WHERE state = 'stored' AND (?1 IS NULL OR profile = ?1)
    UNION ALL SELECT state, count(*) FROM journeys INDEXED BY journeys_moving
      WHERE state IN ('hashed', 'uploading', 'confirmed') AND (?1 IS NULL OR profile = ?1) GROUP BY state
    UNION ALL SELECT state, count(*) FROM journeys INDEXED BY journeys_held
      WHERE state IN ('waiting', 'blocked', 'failed') AND (?1 IS NULL OR profile = ?1) GROUP BY state`);
  const withdraw = db.prepare(`
    DELETE FROM journeys WHERE profile = ?1 AND image_id = ?2 AND state NOT IN ('stored', 'confirmed', 'cancelled')
      AND NOT EXISTS (SELECT 1 FROM objects WHERE profile = ?1 AND image_id = ?2)`);
  const journal = db.prepare('SELECT state, at, note FROM steps WHERE image_id = ?2 AND profile = ?1 ORDER BY id');
  const mustChange = (changes: number | bigint, key: Key, from: string): void => {
    if (Number(changes) !== 1) throw new Error(`${key.imageId} is not ${from} in ${key.profile}`);
  };

  return {
    ...endings(db),
    begin: ({ profile, imageId, fileName, directory, replaces }, at) => {
      const begun = Number(begin.run(profile, imageId, fileName, directory, replaces, at).changes) === 1;
      if (begun) note.run(profile, imageId, 'hashed', at, null);
      return begun;
    },
    find: ({ profile, imageId }) => {
      const row = find.get(profile, imageId);
      return row === undefined ? null : journeyRow(row);
    },
    move: (key, from, to, at, why) => {
      step(from, to);
      mustChange(move.run(key.profile, key.imageId, from, to).changes, key, from);
      note.run(key.profile, key.imageId, to, at, why ?? null);
    },
    hold: (key, from, to, failure, nextAt, at) => {
      // `from` is any state here, so the compiler cannot know the pair; `step` checks it.
      step(from as 'uploading', to);
      mustChange(hold.run(key.profile, key.imageId, from, to, JSON.stringify(failure), nextAt).changes, key, from);
      note.run(key.profile, key.imageId, to, at, failure.code);
    },
    warn: (key, warning) => void warn.run(key.profile, key.imageId, warning),
    stored: (key, outcome, bytesSent, at) => {
      step('confirmed', 'stored');
      mustChange(stored.run(key.profile, key.imageId, outcome, bytesSent, at).changes, key, 'confirmed');
      note.run(key.profile, key.imageId, 'stored', at, outcome);
    },
    moving: (limit, exceptProfiles) => moving.all(limit, JSON.stringify(exceptProfiles)).map(journeyRow),
    wake: (now) => Number(wake.run(now).changes),
    wakeAll: (profile, _now, states) => Number(wakeAll.run(profile, JSON.stringify(states)).changes),
    nextWake: () => {
      const row = nextWake.get();
      return row === undefined ? null : numberOrNull(row, 'at');
    },
    held: (limit) => held.all(limit).map(journeyRow),
    counts: (profile) => {
      const all: Record<CountedState, number> = {
        hashed: 0,
        uploading: 0,
        confirmed: 0,
        stored: 0,
        waiting: 0,
        blocked: 0,
        failed: 0,
      };
      for (const row of counts.all(profile)) all[text(row, 'state') as CountedState] = number(row, 'n'); // The query names them.
      return all;
    },
    withdraw: (key, at) => {
      const withdrawn = Number(withdraw.run(key.profile, key.imageId).changes) === 1;
      if (withdrawn) note.run(key.profile, key.imageId, 'cancelled', at, 'file-changed');
      return withdrawn;
    },
    journal: (key) =>
      journal.all(key.profile, key.imageId).map((row) => ({
        state: JourneyState.parse(row['state']),
        at: number(row, 'at'),
        note: textOrNull(row, 'note'),
      })),
  };
}
