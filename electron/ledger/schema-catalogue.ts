/** @file Six entries of the ledger's migrations (schema.ts): what images are found by and described with, and the activity log. */

/** What an image is found by: its words in one text, without accents and in small letters (folded-text.ts). */
export const wordsOf = (catalogue: string, journey: string): string => `folded(
  ${journey}.file_name || char(10) || ${journey}.directory || char(10)
    || coalesce((SELECT camera FROM images WHERE image_id = ${journey}.image_id), '') || char(10)
    || ${catalogue}.title || char(10) || ${catalogue}.description || char(10)
    || coalesce((SELECT group_concat(value, char(10)) FROM json_each(${catalogue}.tags)), '') || char(10)
    || coalesce((SELECT group_concat(value, char(10)) FROM json_each(${catalogue}.fields)), ''))`;

export const catalogueTables = `
  -- What an image is found by and what its owner says of it, one row for each journey there ever was.
  CREATE TABLE catalogue (
    id INTEGER PRIMARY KEY,
    image_id TEXT NOT NULL,
    profile TEXT NOT NULL,
    -- The computer that stored it first: null for this one, '' where nobody said.
    device TEXT,
    title TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '[]',
    favourite INTEGER NOT NULL DEFAULT 0,
    fields TEXT NOT NULL DEFAULT '{}',
    -- The record as it was last seen: its version, and the edits that it tells of.
    version INTEGER NOT NULL DEFAULT 0,
    edits TEXT NOT NULL DEFAULT '[]',
    words TEXT NOT NULL DEFAULT '',
    UNIQUE (image_id, profile)
  ) STRICT;
  CREATE INDEX catalogue_favourites ON catalogue (favourite) WHERE favourite = 1;
  CREATE INDEX catalogue_device ON catalogue (device);

  -- One row for each tag of an image.
  CREATE TABLE tagged (
    tag TEXT NOT NULL,
    catalogue_id INTEGER NOT NULL,
    PRIMARY KEY (tag, catalogue_id)
  ) STRICT, WITHOUT ROWID;

  -- Parts of words from three letters on. The words are folded already.
  CREATE VIRTUAL TABLE found USING fts5 (
    words, content = 'catalogue', content_rowid = 'id', columnsize = 0, tokenize = 'trigram case_sensitive 1'
  );

  INSERT INTO catalogue (image_id, profile, device)
    SELECT image_id, profile, iif(outcome IN ('adopted', 'joined'), '', NULL) FROM journeys
    ORDER BY coalesce(stored_at, begun_at);
  UPDATE catalogue SET words = (SELECT ${wordsOf('catalogue', 'j')} FROM journeys j
    WHERE j.image_id = catalogue.image_id AND j.profile = catalogue.profile);
  INSERT INTO found (rowid, words) SELECT id, words FROM catalogue;

  CREATE TRIGGER catalogue_added AFTER INSERT ON catalogue BEGIN
    INSERT INTO found (rowid, words) VALUES (new.id, new.words);
  END;
  CREATE TRIGGER catalogue_reworded AFTER UPDATE OF words ON catalogue WHEN old.words <> new.words BEGIN
    INSERT INTO found (found, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO found (rowid, words) VALUES (new.id, new.words);
  END;
  CREATE TRIGGER catalogue_described AFTER UPDATE OF title, description, tags, fields ON catalogue BEGIN
    UPDATE catalogue SET words = coalesce((SELECT ${wordsOf('new', 'j')} FROM journeys j
      WHERE j.image_id = new.image_id AND j.profile = new.profile), words) WHERE id = new.id;
  END;
  CREATE TRIGGER catalogue_tagged AFTER UPDATE OF tags ON catalogue WHEN old.tags <> new.tags BEGIN
    DELETE FROM tagged WHERE catalogue_id = old.id AND tag IN (SELECT value FROM json_each(old.tags));
    INSERT INTO tagged (tag, catalogue_id) SELECT DISTINCT value, new.id FROM json_each(new.tags);
  END;
  CREATE TRIGGER catalogue_removed AFTER DELETE ON catalogue BEGIN
    INSERT INTO found (found, rowid, words) VALUES ('delete', old.id, old.words);
    DELETE FROM tagged WHERE catalogue_id = old.id AND tag IN (SELECT value FROM json_each(old.tags));
  END;
  CREATE TRIGGER journeys_catalogued AFTER INSERT ON journeys BEGIN
    INSERT INTO catalogue (image_id, profile, words)
      VALUES (new.image_id, new.profile, folded(new.file_name || char(10) || new.directory || char(10)
        || coalesce((SELECT camera FROM images WHERE image_id = new.image_id), '')))
      ON CONFLICT (image_id, profile) DO UPDATE SET words = ${wordsOf('catalogue', 'new')};
  END;
  CREATE TRIGGER images_described AFTER UPDATE OF details ON images WHEN old.camera <> new.camera BEGIN
    UPDATE catalogue SET words = (SELECT ${wordsOf('catalogue', 'j')} FROM journeys j
      WHERE j.image_id = catalogue.image_id AND j.profile = catalogue.profile)
      WHERE image_id = new.image_id
        AND EXISTS (SELECT 1 FROM journeys j WHERE j.image_id = catalogue.image_id AND j.profile = catalogue.profile);
  END;
  `;

export const editsAndDeeds = `
  -- Edits of descriptions that a person made here: in force at once, in the cloud when it answers.
  CREATE TABLE edits (
    id INTEGER PRIMARY KEY,
    profile TEXT NOT NULL,
    image_id TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    -- {"title":"…","tag:sea":true}: what was set, and what it was before.
    assigned TEXT NOT NULL,
    before TEXT NOT NULL,
    -- Those that were made together are undone together.
    batch TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'refused'))
  ) STRICT;
  CREATE INDEX edits_waiting ON edits (profile, image_id, id) WHERE state = 'waiting';
  CREATE INDEX edits_of_image ON edits (image_id, profile, id);
  CREATE INDEX edits_of_batch ON edits (batch);

  -- The activity log: which computer did what when.
  CREATE TABLE deeds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    device TEXT NOT NULL,
    kind TEXT NOT NULL,
    profile TEXT,
    image_id TEXT,
    subject TEXT NOT NULL,
    images INTEGER NOT NULL DEFAULT 1,
    detail TEXT NOT NULL DEFAULT ''
  ) STRICT;
  CREATE TRIGGER steps_logged AFTER INSERT ON steps
    WHEN new.state IN ('stored', 'failed', 'blocked', 'cancelled') AND coalesce(new.note, '') <> 'adopted' BEGIN
    INSERT INTO deeds (at, device, kind, profile, image_id, subject, detail)
      VALUES (new.at, coalesce((SELECT value FROM meta WHERE name = 'this device'), ''),
        iif(new.state = 'blocked', 'failed', new.state), new.profile, new.image_id,
        coalesce((SELECT file_name FROM journeys WHERE profile = new.profile AND image_id = new.image_id), ''),
        coalesce(new.note, ''));
  END;
  `;

/**
 * Into the index of words an image comes once, when its picture was opened or it could not go on: three times on its way
 * took as long as all other writes of its journey together.
 */
export const catalogueOnce = `
  ALTER TABLE catalogue ADD COLUMN indexed INTEGER NOT NULL DEFAULT 1;
  DROP TRIGGER catalogue_added;
  DROP TRIGGER catalogue_reworded;
  DROP TRIGGER catalogue_removed;
  DROP TRIGGER journeys_catalogued;

  CREATE TRIGGER catalogue_added AFTER INSERT ON catalogue WHEN new.indexed = 1 BEGIN
    INSERT INTO found (rowid, words) VALUES (new.id, new.words);
  END;
  CREATE TRIGGER catalogue_indexed AFTER UPDATE OF indexed ON catalogue WHEN old.indexed = 0 AND new.indexed = 1 BEGIN
    INSERT INTO found (rowid, words) VALUES (new.id, new.words);
  END;
  CREATE TRIGGER catalogue_reworded AFTER UPDATE OF words ON catalogue WHEN old.indexed = 1 AND old.words <> new.words BEGIN
    INSERT INTO found (found, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO found (rowid, words) VALUES (new.id, new.words);
  END;
  CREATE TRIGGER catalogue_removed AFTER DELETE ON catalogue BEGIN
    INSERT INTO found (found, rowid, words) SELECT 'delete', old.id, old.words WHERE old.indexed = 1;
    DELETE FROM tagged WHERE catalogue_id = old.id AND tag IN (SELECT value FROM json_each(old.tags));
  END;
  CREATE TRIGGER journeys_catalogued AFTER INSERT ON journeys BEGIN
    INSERT INTO catalogue (image_id, profile, words, indexed)
      VALUES (new.image_id, new.profile, folded(new.file_name || char(10) || new.directory || char(10)
        || coalesce((SELECT camera FROM images WHERE image_id = new.image_id), '')), new.state <> 'hashed')
      ON CONFLICT (image_id, profile) DO UPDATE SET words = ${wordsOf('catalogue', 'new')};
  END;
  CREATE TRIGGER journeys_indexed AFTER UPDATE OF state ON journeys WHEN new.state NOT IN ('hashed', 'uploading') BEGIN
    UPDATE catalogue SET indexed = 1 WHERE image_id = new.image_id AND profile = new.profile AND indexed = 0;
  END;
  `;

export const catalogueInBatches = `
  ALTER TABLE catalogue ADD COLUMN stale_words TEXT;
  CREATE INDEX catalogue_unindexed ON catalogue (indexed) WHERE indexed = 0;
  DROP TRIGGER catalogue_added;
  DROP TRIGGER catalogue_indexed;
  DROP TRIGGER catalogue_reworded;
  DROP TRIGGER catalogue_removed;
  DROP TRIGGER journeys_catalogued;
  DROP TRIGGER journeys_indexed;

  CREATE TRIGGER catalogue_indexed AFTER UPDATE OF indexed ON catalogue WHEN old.indexed = 0 AND new.indexed = 1 BEGIN
    INSERT INTO found (found, rowid, words) SELECT 'delete', new.id, new.stale_words WHERE new.stale_words IS NOT NULL;
    INSERT INTO found (rowid, words) VALUES (new.id, new.words);
    UPDATE catalogue SET stale_words = NULL WHERE id = new.id AND stale_words IS NOT NULL;
  END;
  CREATE TRIGGER catalogue_reworded AFTER UPDATE OF words ON catalogue WHEN old.indexed = 1 AND old.words <> new.words BEGIN
    UPDATE catalogue SET indexed = 0, stale_words = old.words WHERE id = new.id;
  END;
  CREATE TRIGGER catalogue_removed AFTER DELETE ON catalogue BEGIN
    INSERT INTO found (found, rowid, words)
      SELECT 'delete', old.id, iif(old.indexed = 1, old.words, old.stale_words)
      WHERE old.indexed = 1 OR old.stale_words IS NOT NULL;
    DELETE FROM tagged WHERE catalogue_id = old.id AND tag IN (SELECT value FROM json_each(old.tags));
  END;
  CREATE TRIGGER journeys_catalogued AFTER INSERT ON journeys BEGIN
    INSERT INTO catalogue (image_id, profile, words, indexed)
      VALUES (new.image_id, new.profile, folded(new.file_name || char(10) || new.directory || char(10)
        || coalesce((SELECT camera FROM images WHERE image_id = new.image_id), '')), 0)
      ON CONFLICT (image_id, profile) DO UPDATE SET words = ${wordsOf('catalogue', 'new')};
  END;
  CREATE TRIGGER journeys_indexed AFTER UPDATE OF state ON journeys WHEN new.state = 'confirmed'
    AND (SELECT id % 256 = 0 FROM catalogue WHERE image_id = new.image_id AND profile = new.profile) BEGIN
    UPDATE catalogue SET indexed = 1 WHERE indexed = 0;
  END;
  `;

/** Whether its owner has the location told; see [Note: Location taken away]. */
export const catalogueLocation = `
  ALTER TABLE catalogue ADD COLUMN location INTEGER NOT NULL DEFAULT 1;
  `;

/**
 * [Note: Indexed in batches] A statement that could come to an FTS5 table through any of its triggers has that table's
 * savepoints made for it: four times what a journey writes otherwise. So no trigger of the journey's tables leads there.
 * Images come into the index of words some hundreds at once, by catalogue.ts; until then, and after they are reworded, they are
 * looked through word by word (history-search.ts). What the index still says of them is kept, to be taken out of it.
 */
export const catalogueApart = `
  DROP TRIGGER catalogue_indexed;
  DROP TRIGGER journeys_indexed;
  `;
