/** @file The placeless table: objects that were read and found to tell no place, so that a link may give them; main process. */
import type { DatabaseSync } from 'node:sqlite';
import type { ImageId } from '../../shared/image.ts';
import { text } from './rows.ts';

export type PlacelessObject = { readonly profile: string; readonly imageId: ImageId; readonly rendition: string };

export type Placeless = {
  /** What was read is what the store holds under this ETag. */
  readonly note: (object: PlacelessObject, etag: string, at: number) => void;
  /** False for what was never read, or is another object by now. */
  readonly holds: (object: PlacelessObject, etag: string) => boolean;
};

export function placelessTable(db: DatabaseSync): Placeless {
  const note = db.prepare(
    'INSERT OR REPLACE INTO placeless (profile, image_id, rendition, etag, read_at) VALUES (?, ?, ?, ?, ?)',
  );
  const find = db.prepare('SELECT etag FROM placeless WHERE profile = ? AND image_id = ? AND rendition = ?');
  return {
    note: ({ profile, imageId, rendition }, etag, at) => void note.run(profile, imageId, rendition, etag, at),
    holds: ({ profile, imageId, rendition }, etag) => {
      const row = find.get(profile, imageId, rendition);
      return row !== undefined && etag !== '' && text(row, 'etag') === etag;
    },
  };
}
