/** @file What the buckets list, kept in a file of its own beside the ledger while a verification runs, so that it can be
 * interrupted and millions fit in little memory; main process. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ImageId, type ObjectKey } from '../../../shared/image.ts';
import { FindingKind } from '../../../shared/verification.ts';
import type { AbsolutePath } from '../../foundation/paths.ts';
import type { ObjectAddress } from '../../journey/upload/object-store.ts';
import { number, type Row, text, textOrNull } from '../../ledger/rows.ts';

export type Listed = ObjectAddress & { readonly size: number; readonly etag: string; readonly modifiedAt: number };

export type Survey = {
  /** The same object again replaces what was listed. */
  readonly add: (objects: readonly Listed[]) => void;
  /** The object, if it was listed; it then belongs to an image and is no leftover. Twice is harmless. */
  readonly claim: (address: ObjectAddress) => Listed | null;
  /** Listed and never claimed, in order of bucket and key. */
  readonly leftovers: (after: ObjectAddress | null, limit: number) => Listed[];
  /** Notes whose a leftover is, for `groups`. */
  readonly attribute: (address: ObjectAddress, owner: string, details: string) => void;
  /** Leftovers by whose they are. */
  readonly groups: (after: string, limit: number) => { readonly owner: string; readonly details: string[] }[];
  /** An image that is to be carried again, for each of its findings. The same again is one. */
  readonly again: (imageId: ImageId, kind: FindingKind, subject: string) => void;
  readonly sentAgain: (
    after: number,
    limit: number,
  ) => { readonly id: number; readonly imageId: ImageId; readonly kind: FindingKind }[];
  readonly count: () => number;
  readonly get: (name: string) => string | null;
  readonly set: (name: string, value: string) => void;
  /** All of `work` or nothing; cheap, because a lost survey is only made again. */
  readonly together: (work: () => void) => void;
  /** Keeps the file, for a later run to go on. */
  readonly close: () => void;
  readonly discard: () => void;
};

/** Written in one go: one by one they took longer than everything else. */
const claimsAtOnce = 2000;

const layout = 'PRAGMA user_version = 1';

/** A file that is damaged, or of another layout, is begun anew: nothing in it is the only copy of anything. */
export function openSurvey(home: AbsolutePath, name: string, fresh: boolean): Survey {
  const path = join(home, `survey-${name}.sqlite`);
  const remove = (): void => {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
  };
  if (fresh) remove();
  let db: DatabaseSync;
  try {
    db = connect(path);
  } catch {
    // Damaged: begun anew, as promised.
    remove();
    db = connect(path);
  }
  return surveyOn(db, remove);
}

function connect(path: string): DatabaseSync {
  const db = new DatabaseSync(path);
  try {
    db.exec(`
      PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000; ${layout};
      CREATE TABLE IF NOT EXISTS listed (
        bucket TEXT NOT NULL, key TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL, modified INTEGER NOT NULL,
        claimed INTEGER NOT NULL DEFAULT 0, owner TEXT, details TEXT, PRIMARY KEY (bucket, key)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS by_owner ON listed (owner) WHERE owner IS NOT NULL;
      CREATE TABLE IF NOT EXISTS again (
        id INTEGER PRIMARY KEY, image_id TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
        UNIQUE (image_id, kind, subject)
      ) STRICT;
      CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function surveyOn(db: DatabaseSync, remove: () => void): Survey {
  const add = db.prepare('INSERT OR REPLACE INTO listed (bucket, key, size, etag, modified) VALUES (?, ?, ?, ?, ?)');
  const find = db.prepare('SELECT * FROM listed WHERE bucket = ? AND key = ?');
  const claim = db.prepare('UPDATE listed SET claimed = 1 WHERE bucket = ? AND key = ? AND claimed = 0');
  const leftovers = db.prepare(
    'SELECT * FROM listed WHERE claimed = 0 AND (bucket, key) > (?, ?) ORDER BY bucket, key LIMIT ?',
  );
  const attribute = db.prepare('UPDATE listed SET owner = ?3, details = ?4 WHERE bucket = ?1 AND key = ?2');
  const groups = db.prepare(`
    SELECT owner, json_group_array(details) AS details FROM listed WHERE owner > ? GROUP BY owner ORDER BY owner LIMIT ?`);
  const again = db.prepare('INSERT OR IGNORE INTO again (image_id, kind, subject) VALUES (?, ?, ?)');
  const sentAgain = db.prepare('SELECT * FROM again WHERE id > ? ORDER BY id LIMIT ?');
  const count = db.prepare('SELECT count(*) AS n FROM listed');
  const get = db.prepare('SELECT value FROM state WHERE name = ?');
  const set = db.prepare('INSERT OR REPLACE INTO state VALUES (?, ?)');
  let claimed: ObjectAddress[] = [];
  const together = (work: () => void): void => {
    const batch = claimed;
    claimed = [];
    db.exec('BEGIN');
    try {
      for (const { bucket, key } of batch) claim.run(bucket, key);
      work();
      db.exec('COMMIT');
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  };
  return {
    add: (objects) =>
      together(() => {
        for (const o of objects) add.run(o.bucket, o.key, o.size, o.etag, o.modifiedAt);
      }),
    claim: ({ bucket, key }) => {
      const row = find.get(bucket, key);
      if (row === undefined) return null;
      if (number(row, 'claimed') === 0) claimed.push({ bucket, key });
      if (claimed.length >= claimsAtOnce) together(() => undefined);
      return listedRow(row);
    },
    leftovers: (after, limit) => {
      together(() => undefined);
      return leftovers.all(after?.bucket ?? '', after?.key ?? '', limit).map(listedRow);
    },
    attribute: ({ bucket, key }, owner, details) => void attribute.run(bucket, key, owner, details),
    groups: (after, limit) =>
      groups.all(after, limit).map((row) => ({
        owner: text(row, 'owner'),
        details: JSON.parse(text(row, 'details')) as string[], // An array of the column's texts, made by SQLite.
      })),
    again: (imageId, kind, subject) => void again.run(imageId, kind, subject),
    sentAgain: (after, limit) =>
      sentAgain.all(after, limit).map((row) => ({
        id: number(row, 'id'),
        imageId: ImageId.parse(row['image_id']),
        kind: FindingKind.parse(row['kind']),
      })),
    count: () => number(count.get() ?? { n: 0 }, 'n'),
    get: (name) => textOrNull(get.get(name) ?? { value: null }, 'value'),
    set: (name, value) => void set.run(name, value),
    together,
    close: () => db.close(),
    discard: () => {
      db.close();
      remove();
    },
  };
}

function listedRow(row: Row): Listed {
  return {
    bucket: text(row, 'bucket'),
    key: text(row, 'key') as ObjectKey, // Written by `add` only.
    size: number(row, 'size'),
    etag: text(row, 'etag'),
    modifiedAt: number(row, 'modified'),
  };
}
