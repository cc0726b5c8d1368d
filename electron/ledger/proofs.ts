/** @file When each stored image was last proven to be in the cloud, by a verification; main process. */
import type { DatabaseSync } from 'node:sqlite';
import type { ImageId } from '../../shared/image.ts';
import { numberOrNull } from './rows.ts';

export type Proofs = {
  /** Everything of these images was found as it should be. Those that are not stored are passed over. */
  readonly note: (profile: string, images: readonly ImageId[], at: number) => void;
  /** Milliseconds since 1970 UTC; null where none has proven it yet. */
  readonly of: (image: { readonly profile: string; readonly imageId: ImageId }) => number | null;
};

export function proofsTable(db: DatabaseSync): Proofs {
  const note = db.prepare(`
    UPDATE journeys SET proven_at = ?3 WHERE profile = ?1 AND state = 'stored'
      AND image_id IN (SELECT value FROM json_each(?2))`);
  const find = db.prepare('SELECT proven_at FROM journeys WHERE profile = ? AND image_id = ?');
  return {
    note: (profile, images, at) => void note.run(profile, JSON.stringify(images), at),
    of: ({ profile, imageId }) => {
      const row = find.get(profile, imageId);
      return row === undefined ? null : numberOrNull(row, 'proven_at');
    },
  };
}
