/** @file An entry of the ledger's migrations (schema.ts): what the history puts in order and looks through, in narrow rows. */

import { wordsOf } from './schema-catalogue.ts';

/** Neighbouring ids that stand in `spans` together: few enough to be read for one page. */
export const idsInSpan = 512;

/**
 * [Note: Narrow rows] A page of a million images is looked for along an order, or among the matches of a word or a tag.
 * Either way rows are passed by that are not shown: they have to be small, near each other, and named by a number.
 * So this table has one row for each journey, under the id of its catalogue row, and each order an index of the key and the
 * id alone. They take the place of four indexes that carried an image's 64 letters.
 */
export const orderedTables = `
  CREATE TABLE ordered (
    -- That of the catalogue.
    id INTEGER PRIMARY KEY,
    profile TEXT NOT NULL,
    content_type TEXT NOT NULL,
    -- When it was stored, or its journey began if it is not.
    recent INTEGER NOT NULL,
    -- By the camera's own clock, '' where it does not tell.
    taken TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL
  ) STRICT;

  -- The oldest and the newest 'recent' of neighbouring ids, or more than that; never less (history-stream.ts).
  CREATE TABLE spans (
    span INTEGER PRIMARY KEY,
    oldest INTEGER NOT NULL,
    newest INTEGER NOT NULL
  ) STRICT;

  INSERT INTO ordered (id, profile, content_type, recent, taken, name, size)
    SELECT c.id, j.profile, i.content_type, coalesce(j.stored_at, j.begun_at), i.captured_at, j.file_name, i.size
    FROM catalogue c JOIN journeys j ON j.profile = c.profile AND j.image_id = c.image_id
      JOIN images i ON i.image_id = c.image_id
    ORDER BY c.id;
  INSERT INTO spans (span, oldest, newest)
    SELECT id / ${idsInSpan}, min(recent), max(recent) FROM ordered GROUP BY 1;

  CREATE INDEX ordered_recent ON ordered (recent);
  CREATE INDEX ordered_taken ON ordered (taken);
  CREATE INDEX ordered_name ON ordered (name);
  CREATE INDEX ordered_size ON ordered (size);
  CREATE INDEX ordered_profile ON ordered (profile);
  CREATE INDEX ordered_type ON ordered (content_type);
  DROP INDEX images_taken;
  DROP INDEX images_size;
  DROP INDEX journeys_recent;
  DROP INDEX journeys_name;
  CREATE INDEX journeys_cancelled ON journeys (image_id) WHERE state = 'cancelled';

  CREATE TRIGGER ordered_added AFTER INSERT ON ordered BEGIN
    INSERT INTO spans (span, oldest, newest) VALUES (new.id / ${idsInSpan}, new.recent, new.recent)
      ON CONFLICT (span) DO UPDATE SET oldest = min(oldest, excluded.oldest), newest = max(newest, excluded.newest);
  END;
  CREATE TRIGGER ordered_moved AFTER UPDATE OF recent ON ordered BEGIN
    UPDATE spans SET oldest = min(oldest, new.recent), newest = max(newest, new.recent)
      WHERE span = new.id / ${idsInSpan} AND (oldest > new.recent OR newest < new.recent);
  END;

  DROP TRIGGER journeys_catalogued;
  CREATE TRIGGER journeys_catalogued AFTER INSERT ON journeys BEGIN
    INSERT INTO catalogue (image_id, profile, words, indexed)
      VALUES (new.image_id, new.profile, folded(new.file_name || char(10) || new.directory || char(10)
        || coalesce((SELECT camera FROM images WHERE image_id = new.image_id), '')), 0)
      ON CONFLICT (image_id, profile) DO UPDATE SET words = ${wordsOf('catalogue', 'new')};
    INSERT INTO ordered (id, profile, content_type, recent, taken, name, size)
      SELECT c.id, new.profile, i.content_type, coalesce(new.stored_at, new.begun_at), i.captured_at, new.file_name, i.size
      FROM catalogue c CROSS JOIN images i
      WHERE c.image_id = new.image_id AND c.profile = new.profile AND i.image_id = new.image_id;
  END;
  CREATE TRIGGER journeys_moved AFTER UPDATE OF stored_at, begun_at ON journeys
    WHEN coalesce(new.stored_at, new.begun_at) <> coalesce(old.stored_at, old.begun_at) BEGIN
    UPDATE ordered SET recent = coalesce(new.stored_at, new.begun_at)
      WHERE id = (SELECT id FROM catalogue WHERE image_id = new.image_id AND profile = new.profile);
  END;
  CREATE TRIGGER journeys_ended AFTER DELETE ON journeys BEGIN
    DELETE FROM ordered WHERE id = (SELECT id FROM catalogue WHERE image_id = old.image_id AND profile = old.profile);
  END;
  CREATE TRIGGER images_dated AFTER UPDATE OF details ON images WHEN old.captured_at <> new.captured_at BEGIN
    UPDATE ordered SET taken = new.captured_at WHERE id IN (SELECT id FROM catalogue WHERE image_id = new.image_id);
  END;
  `;
