/** @file One entry of schema.ts: the tables of what is shared, asked for and proven. */

export const sharingTables = `
  -- Objects that were read and found to tell no place, so that a link may give them; another ETag is another object.
  CREATE TABLE placeless (
    profile TEXT NOT NULL,
    image_id TEXT NOT NULL,
    rendition TEXT NOT NULL,
    etag TEXT NOT NULL,
    read_at INTEGER NOT NULL,
    PRIMARY KEY (profile, image_id, rendition)
  ) STRICT, WITHOUT ROWID;

  -- Photos that were asked for, and what came.
  CREATE TABLE requests (
    profile TEXT NOT NULL,
    object_key TEXT NOT NULL,
    bucket TEXT NOT NULL,
    -- Null for what another computer asked for.
    label TEXT,
    content_type TEXT,
    most_bytes INTEGER,
    made_at INTEGER NOT NULL,
    expires_at INTEGER,
    state TEXT NOT NULL CHECK (state IN ('open', 'taken', 'stored', 'refused', 'discarded')),
    reason TEXT,
    image_id TEXT,
    -- What came: bytes, when, and its ETag.
    size INTEGER,
    arrived_at INTEGER,
    etag TEXT,
    PRIMARY KEY (profile, object_key)
  ) STRICT, WITHOUT ROWID;

  -- When a verification last found everything of the image as it should be.
  ALTER TABLE journeys ADD COLUMN proven_at INTEGER;
`;
