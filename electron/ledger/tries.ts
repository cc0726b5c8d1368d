/** @file What a person asks to be tried now instead of at its time: images, files, and whole profiles that are held; main process. */
import type { DatabaseSync } from 'node:sqlite';
import type { ImageId } from '../../shared/image.ts';

export type Tries = {
  /** Every file that waits goes back into the queue. Returns how many. */
  readonly files: () => number;
  /** As `files`, for one. */
  readonly file: (id: number) => boolean;
  /** Every held profile, or the one given, is looked at at that time. Returns how many. */
  readonly holds: (profile: string | null, at: number) => number;
  /** Files that may be the image are read again: those that were it, and those refused because it was deleted on purpose. */
  readonly filesOf: (imageId: ImageId) => number;
};

export function tries(db: DatabaseSync): Tries {
  const settled = `UPDATE files SET state = 'settled', reason = NULL, failure = NULL, next_at = NULL`;
  const files = db.prepare(`${settled} WHERE state = 'waiting'`);
  const file = db.prepare(`${settled} WHERE state = 'waiting' AND id = ?`);
  const holds = db.prepare('UPDATE holds SET next_at = min(next_at, ?2) WHERE ?1 IS NULL OR profile = ?1');
  const filesOf = db.prepare(`${settled}
    WHERE (state = 'hashed' AND image_id = ?) OR (state = 'refused' AND reason = 'deleted-on-purpose')`);
  return {
    files: () => Number(files.run().changes),
    file: (id) => Number(file.run(id).changes) === 1,
    holds: (profile, at) => Number(holds.run(profile, at).changes),
    filesOf: (imageId) => Number(filesOf.run(imageId).changes),
  };
}
