/** @file What the ledger forgets of an image that is gone from the cloud, and what it knows again when it is back; main process. */
import type { DatabaseSync } from 'node:sqlite';
import type { ImageId } from '../../shared/image.ts';

type Key = { readonly profile: string; readonly imageId: ImageId };

/** To be called inside a commit. */
export type Removals = {
  /** Its journey and objects; its files here count as kept away on purpose. What its owner said of it stays. */
  readonly take: (key: Key) => void;
  /** Its files here count as read again. */
  readonly filesBack: (key: Key) => void;
};

export function removals(db: DatabaseSync): Removals {
  const journey = db.prepare('DELETE FROM journeys WHERE profile = ? AND image_id = ?');
  const objects = db.prepare('DELETE FROM objects WHERE profile = ? AND image_id = ?');
  const files = `folder_id IN (SELECT id FROM folders WHERE profile = ?) AND image_id = ?`;
  const away = db.prepare(`
    UPDATE files SET state = 'refused', reason = 'deleted-on-purpose' WHERE ${files} AND state = 'hashed'`);
  const back = db.prepare(`
    UPDATE files SET state = 'hashed', reason = NULL
    WHERE ${files} AND state = 'refused' AND reason = 'deleted-on-purpose'`);
  return {
    take: ({ profile, imageId }) => {
      journey.run(profile, imageId);
      objects.run(profile, imageId);
      away.run(profile, imageId);
    },
    filesBack: ({ profile, imageId }) => void back.run(profile, imageId),
  };
}
