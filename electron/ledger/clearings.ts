/** @file What the ledger forgets when a whole profile is taken out of the cloud; main process and terminal. */
import type { DatabaseSync } from 'node:sqlite';
import { number, text } from './rows.ts';

export type Clearings = {
  /**
   * Nothing of the profile counts as stored any more. What was, does not come back by itself; what never was is still to be
   * carried. To be called inside a commit, before anything is taken away. Returns how many were stored.
   */
  readonly clear: (profile: string, at: number) => number;
  /** Bucket and key of whatever the other profiles have stored, page by page. */
  readonly objectsOfOthers: (profile: string) => Iterable<{ readonly bucket: string; readonly key: string }>;
  /** Images of the profile of which something is being sent. */
  readonly underWay: (profile: string) => number;
};

export function clearingsOf(db: DatabaseSync): Clearings {
  const stored = `SELECT image_id FROM journeys WHERE profile = ?1 AND state = 'stored'`;
  const bury = db.prepare(`
    INSERT INTO tombstones (profile, image_id, deleted_at)
    SELECT profile, image_id, ?2 FROM journeys WHERE profile = ?1 AND state = 'stored' ON CONFLICT DO NOTHING`);
  const files = db.prepare(`
    UPDATE files SET state = 'refused', reason = 'deleted-on-purpose'
    WHERE folder_id IN (SELECT id FROM folders WHERE profile = ?1) AND state = 'hashed' AND image_id IN (${stored})`);
  const forget = [
    `DELETE FROM journeys WHERE profile = ?1 AND state = 'stored'`,
    `UPDATE journeys SET state = 'hashed' WHERE profile = ?1 AND state = 'confirmed'`,
    'DELETE FROM objects WHERE profile = ?1',
    'DELETE FROM parts WHERE upload_id IN (SELECT upload_id FROM uploads WHERE profile = ?1)',
    'DELETE FROM uploads WHERE profile = ?1',
    'DELETE FROM findings WHERE profile = ?1',
    'DELETE FROM placeless WHERE profile = ?1',
  ].map((sql) => db.prepare(sql));
  const others = db.prepare('SELECT bucket, object_key FROM objects WHERE profile <> ?');
  const underWay = db.prepare(`
    SELECT count(*) AS n FROM journeys WHERE profile = ? AND state IN ('uploading', 'confirmed')`);
  return {
    clear: (profile, at) => {
      const count = Number(bury.run(profile, at).changes);
      files.run(profile);
      for (const statement of forget) statement.run(profile);
      return count;
    },
    *objectsOfOthers(profile) {
      for (const row of others.iterate(profile)) yield { bucket: text(row, 'bucket'), key: text(row, 'object_key') };
    },
    underWay: (profile) => number(underWay.get(profile) ?? {}, 'n'),
  };
}
