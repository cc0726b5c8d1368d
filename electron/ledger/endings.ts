/** @file Images that ended otherwise than stored, cancelled or deleted on purpose, and their second journeys; main process. */
import type { DatabaseSync } from 'node:sqlite';
import type { ImageId } from '../../shared/image.ts';
import { numberOrNull } from './rows.ts';

type Key = { readonly profile: string; readonly imageId: ImageId };

export type Endings = {
  /** The image was deleted on purpose: it does not come back by itself. */
  readonly bury: (key: Key, at: number) => void;
  readonly isBuried: (key: Key) => boolean;
  /** Milliseconds since 1970 UTC; null when it is not buried. */
  readonly buriedAt: (key: Key) => number | null;
  /** It may come back. False when it was not buried. */
  readonly exhume: (key: Key) => boolean;
  /**
   * A person asks again for an image whose journey has ended: a new one replaces it. What the store had confirmed is
   * forgotten, for it may be gone since; the store is asked. False, and nothing happens, while a journey is open.
   */
  readonly beginAgain: (key: Key, at: number) => boolean;
};

export function endings(db: DatabaseSync): Endings {
  const bury = db.prepare(
    'INSERT INTO tombstones (profile, image_id, deleted_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const isBuried = db.prepare('SELECT 1 AS yes FROM tombstones WHERE profile = ? AND image_id = ?');
  const buriedAt = db.prepare('SELECT deleted_at AS at FROM tombstones WHERE profile = ? AND image_id = ?');
  const exhume = db.prepare('DELETE FROM tombstones WHERE profile = ? AND image_id = ?');
  const beginAgain = db.prepare(`
    UPDATE journeys SET state = 'hashed', warning = NULL, failure = NULL, attempts = 0, next_at = NULL, begun_at = ?3,
      stored_at = NULL, bytes_sent = 0, outcome = NULL
    WHERE profile = ?1 AND image_id = ?2 AND state IN ('cancelled', 'stored')`);
  const forgetObjects = db.prepare('DELETE FROM objects WHERE profile = ? AND image_id = ?');
  const note = db.prepare(
    `INSERT INTO steps (profile, image_id, state, at, note) VALUES (?, ?, 'hashed', ?, 'asked for again')`,
  );
  return {
    bury: (key, at) => void bury.run(key.profile, key.imageId, at),
    isBuried: (key) => isBuried.get(key.profile, key.imageId) !== undefined,
    buriedAt: (key) => numberOrNull(buriedAt.get(key.profile, key.imageId) ?? { at: null }, 'at'),
    exhume: (key) => Number(exhume.run(key.profile, key.imageId).changes) === 1,
    beginAgain: (key, at) => {
      if (Number(beginAgain.run(key.profile, key.imageId, at).changes) === 0) return false;
      forgetObjects.run(key.profile, key.imageId);
      note.run(key.profile, key.imageId, at);
      return true;
    },
  };
}
