/** @file The catalogue table: what owners say of their images and what these are found by; the words keep themselves; main process. */
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { Attribute, AttributeValue, type Description } from '../../shared/description.ts';
import type { ImageId } from '../../shared/image.ts';
import { number, type Row, text, textOrNull } from './rows.ts';

type Key = { readonly profile: string; readonly imageId: ImageId };

/** An edit as the record tells it: when, on which computer, what. */
export const CataloguedEdit = z.object({
  at: z.number(),
  by: z.string(),
  set: z.record(Attribute, AttributeValue),
});
export type CataloguedEdit = z.infer<typeof CataloguedEdit>;

export type CatalogueRow = Description & {
  readonly id: number;
  /** Null for this computer, '' where nobody said. */
  readonly device: string | null;
  /** Of the record as it was last seen; 0 for one that nobody has edited. */
  readonly version: number;
  /** That the record told of, oldest first. */
  readonly edits: readonly CataloguedEdit[];
};

/** What another computer wrote, or we did. */
export type SeenRecord = {
  readonly device: string | null;
  readonly version: number;
  readonly edits: readonly CataloguedEdit[];
};

export type Catalogue = {
  /** Null for an image that never had a journey in that profile. */
  readonly find: (key: Key) => CatalogueRow | null;
  readonly describe: (key: Key, description: Description) => void;
  /** `device` null: this computer's own. */
  readonly seen: (key: Key, record: SeenRecord) => void;
  /**
   * Brings at most so many images into the index of words, where enough wait to be worth it ([Note: Indexed in batches]);
   * call inside a commit, after images were stored, taken in or described. Returns how many.
   */
  readonly index: (limit: number) => number;
  /** Every tag there is, most used first. */
  readonly tags: (profile: string | null) => { readonly tag: string; readonly images: number }[];
  /** As records show them, most images first; this one is `thisDevice`. */
  readonly devices: (thisDevice: string) => { readonly device: string; readonly images: number }[];
};

/** In `meta`: this computer, as records show it. The log and the history name it. */
export const thisDeviceFact = 'this device';

/** Fewer are looked through in no time. */
const worthIt = 256;

const Fields = z.record(z.string(), z.string());
const Tags = z.array(z.string());

function catalogueRow(row: Row): CatalogueRow {
  return {
    id: number(row, 'id'),
    device: textOrNull(row, 'device'),
    title: text(row, 'title'),
    description: text(row, 'description'),
    tags: tagsOf(row),
    favourite: number(row, 'favourite') === 1,
    location: number(row, 'location') === 1,
    fields: Fields.parse(JSON.parse(text(row, 'fields'))),
    version: number(row, 'version'),
    edits: z.array(CataloguedEdit).parse(JSON.parse(text(row, 'edits'))),
  };
}

/** Of a row with a column `tags`. */
export function tagsOf(row: Row): string[] {
  const tags = text(row, 'tags');
  return tags === '[]' ? [] : Tags.parse(JSON.parse(tags));
}

export function catalogueTable(db: DatabaseSync): Catalogue {
  const find = db.prepare('SELECT * FROM catalogue WHERE image_id = ? AND profile = ?');
  const describe = db.prepare(`
    UPDATE catalogue SET title = ?3, description = ?4, tags = ?5, favourite = ?6, fields = ?7, location = ?8
    WHERE image_id = ?1 AND profile = ?2`);
  const seen = db.prepare(`
    UPDATE catalogue SET device = ?3, version = ?4, edits = ?5 WHERE image_id = ?1 AND profile = ?2`);
  const waiting = db.prepare('SELECT count(*) AS n FROM catalogue INDEXED BY catalogue_unindexed WHERE indexed = 0');
  // The same ones in all three: nothing else happens between them.
  const batch = 'SELECT id FROM catalogue INDEXED BY catalogue_unindexed WHERE indexed = 0 ORDER BY id LIMIT ?';
  const takeOut = db.prepare(`
    INSERT INTO found (found, rowid, words)
    SELECT 'delete', id, stale_words FROM catalogue WHERE id IN (${batch}) AND stale_words IS NOT NULL`);
  const putIn = db.prepare(`
    INSERT INTO found (rowid, words) SELECT id, words FROM catalogue WHERE id IN (${batch})`);
  const settle = db.prepare(`UPDATE catalogue SET indexed = 1, stale_words = NULL WHERE id IN (${batch})`);
  const tags = db.prepare('SELECT tag, count(*) AS images FROM tagged GROUP BY tag ORDER BY images DESC, tag');
  const tagsIn = db.prepare(`
    SELECT tag, count(*) AS images FROM tagged t JOIN catalogue c ON c.id = t.catalogue_id WHERE c.profile = ?
    GROUP BY tag ORDER BY images DESC, tag`);
  const devices = db.prepare(`
    SELECT coalesce(device, ?) AS device, count(*) AS images FROM catalogue WHERE device IS NOT ''
    GROUP BY 1 ORDER BY images DESC`);
  return {
    find: ({ profile, imageId }) => {
      const row = find.get(imageId, profile);
      return row === undefined ? null : catalogueRow(row);
    },
    describe: ({ profile, imageId }, { title, description, tags: all, favourite, location, fields }) => {
      const sorted = JSON.stringify([...new Set(all)].sort());
      const own = JSON.stringify(fields);
      describe.run(imageId, profile, title, description, sorted, Number(favourite), own, Number(location));
    },
    seen: ({ profile, imageId }, { device, version, edits }) =>
      void seen.run(imageId, profile, device, version, JSON.stringify(edits)),
    index: (limit) => {
      if (number(waiting.get() ?? {}, 'n') < worthIt) return 0;
      takeOut.run(limit);
      putIn.run(limit);
      return Number(settle.run(limit).changes);
    },
    tags: (profile) =>
      (profile === null ? tags.all() : tagsIn.all(profile)).map((row) => ({
        tag: text(row, 'tag'),
        images: number(row, 'images'),
      })),
    devices: (thisDevice) =>
      devices.all(thisDevice).map((row) => ({ device: text(row, 'device'), images: number(row, 'images') })),
  };
}
