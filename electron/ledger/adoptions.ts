/** @file Journeys that do not begin with a file: of images that the cloud has from before, or is known to lack again; main. */
import type { DatabaseSync } from 'node:sqlite';
import type { ImageId } from '../../shared/image.ts';
import { type JourneyRow, journeyRow } from './journeys.ts';

type Key = { readonly profile: string; readonly imageId: ImageId };

export type Adoptions = {
  /**
   * Takes in an image that the cloud has from before this ledger: `stored` when its record is there too, `confirmed` when
   * the record is still to be written. False, and nothing happens, when the image has a journey already.
   */
  readonly adopt: (
    journey: Pick<JourneyRow, 'profile' | 'imageId' | 'fileName' | 'directory' | 'replaces' | 'warning'>,
    state: 'stored' | 'confirmed',
    at: number,
  ) => boolean;
  /** An adopted image was met on this computer, and its record says so. */
  readonly joined: (key: Key) => void;
  /** An adopted image that another system stored: there is no record of ours, and none is written. */
  readonly imported: (key: Key) => void;
  /**
   * The cloud is known to lack something of a stored image: its journey has ended, so a new one takes its place, from
   * `hashed`. What the store still has stays confirmed. Throws when the image is not stored.
   */
  readonly again: (key: Key, at: number, why: string) => void;
};

export function adoptionsOf(db: DatabaseSync): Adoptions {
  const adopt = db.prepare(`
    INSERT INTO journeys (profile, image_id, state, file_name, directory, replaces, warning, begun_at, stored_at, outcome)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, iif(?3 = 'stored', ?8, NULL), iif(?3 = 'stored', 'adopted', NULL))
    ON CONFLICT DO NOTHING`);
  const joined = db.prepare(`UPDATE journeys SET outcome = 'joined' WHERE profile = ? AND image_id = ?`);
  const imported = db.prepare(`UPDATE journeys SET outcome = 'imported' WHERE profile = ? AND image_id = ?`);
  const endStored = db.prepare(
    `DELETE FROM journeys WHERE profile = ? AND image_id = ? AND state = 'stored' RETURNING *`,
  );
  const begin = db.prepare(`
    INSERT INTO journeys (profile, image_id, state, file_name, directory, replaces, begun_at)
    VALUES (?, ?, 'hashed', ?, ?, ?, ?)`);
  const note = db.prepare('INSERT INTO steps (profile, image_id, state, at, note) VALUES (?, ?, ?, ?, ?)');
  return {
    adopt: ({ profile, imageId, fileName, directory, replaces, warning }, state, at) => {
      const values = [profile, imageId, state, fileName, directory, replaces, warning, at];
      const adopted = Number(adopt.run(...values).changes) === 1;
      if (adopted) note.run(profile, imageId, state, at, 'adopted');
      return adopted;
    },
    joined: ({ profile, imageId }) => void joined.run(profile, imageId),
    imported: ({ profile, imageId }) => void imported.run(profile, imageId),
    again: ({ profile, imageId }, at, why) => {
      const ended = endStored.get(profile, imageId);
      if (ended === undefined) throw new Error(`${imageId} is not stored in ${profile}`);
      const { fileName, directory, replaces } = journeyRow(ended);
      begin.run(profile, imageId, fileName, directory, replaces, at);
      note.run(profile, imageId, 'hashed', at, why);
    },
  };
}
