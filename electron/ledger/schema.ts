/** @file The ledger's tables, one migration after another; only ever added to, because ledgers in the world have run them. */
import {
  catalogueApart,
  catalogueInBatches,
  catalogueLocation,
  catalogueOnce,
  catalogueTables,
  editsAndDeeds,
} from './schema-catalogue.ts';
import { keepingTables } from './schema-keeping.ts';
import { orderedTables } from './schema-orders.ts';
import { sharingTables } from './schema-sharing.ts';
import { usageTable } from './schema-usage.ts';

/**
 * `PRAGMA user_version` counts the entries that have run.
 * Names of states and reasons are those of shared/; times are milliseconds since 1970 UTC; sizes are bytes.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE folders (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    profile TEXT NOT NULL,
    include TEXT NOT NULL DEFAULT '[]',
    exclude TEXT NOT NULL DEFAULT '[]',
    -- What the root was when it was last seen with its files: {"device":n,"inode":n}.
    root_marker TEXT,
    state TEXT NOT NULL DEFAULT 'scanning',
    watched INTEGER NOT NULL DEFAULT 1,
    added_at INTEGER NOT NULL,
    scanned_at INTEGER
  ) STRICT;

  -- One per directory whose files the ledger knows whole, so that a rescan can pass it by after one look.
  CREATE TABLE directories (
    folder_id INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
    directory TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (folder_id, directory)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    folder_id INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
    -- Below the folder, '/' between names, '' for the folder itself; the system's own letters, never normalised.
    directory TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified REAL NOT NULL,
    changed REAL NOT NULL,
    inode REAL NOT NULL,
    blocks INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('settled', 'refused', 'waiting', 'hashed', 'gone')),
    image_id TEXT,
    -- The image that stood under this path before it was edited.
    replaces TEXT,
    reason TEXT,
    failure TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER,
    seen_at INTEGER NOT NULL,
    UNIQUE (folder_id, directory, name)
  ) STRICT;
  CREATE INDEX files_settled ON files (folder_id, id, size) WHERE state = 'settled';
  CREATE INDEX files_waiting ON files (next_at) WHERE state = 'waiting';
  CREATE INDEX files_refused ON files (folder_id, reason) WHERE state = 'refused';
  CREATE INDEX files_of_image ON files (image_id) WHERE image_id IS NOT NULL;

  CREATE TABLE images (
    image_id TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    extension TEXT NOT NULL,
    -- PictureDetails as JSON, once the picture has been opened.
    details TEXT,
    first_seen INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE journeys (
    profile TEXT NOT NULL,
    image_id TEXT NOT NULL REFERENCES images (image_id),
    state TEXT NOT NULL CHECK (state IN ('hashed', 'uploading', 'confirmed', 'stored', 'waiting', 'blocked', 'failed', 'cancelled')),
    file_name TEXT NOT NULL,
    -- The folder's relative directory at first sight: key templates may use it, so it must not change with a move.
    directory TEXT NOT NULL,
    replaces TEXT,
    warning TEXT,
    failure TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER,
    begun_at INTEGER NOT NULL,
    stored_at INTEGER,
    bytes_sent INTEGER NOT NULL DEFAULT 0,
    -- 'written' when we made the record, 'joined' when another computer had, 'adopted' when both were there before this ledger.
    outcome TEXT,
    PRIMARY KEY (profile, image_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX journeys_stored ON journeys (profile, stored_at, image_id) WHERE state = 'stored';
  CREATE INDEX journeys_history ON journeys (stored_at, image_id) WHERE state = 'stored';
  CREATE INDEX journeys_moving ON journeys (state, begun_at) WHERE state IN ('hashed', 'uploading', 'confirmed');
  CREATE INDEX journeys_waiting ON journeys (next_at) WHERE state = 'waiting';
  CREATE INDEX journeys_held ON journeys (state, next_at) WHERE state IN ('waiting', 'blocked', 'failed');

  -- What the store has confirmed, one row per object.
  CREATE TABLE objects (
    profile TEXT NOT NULL,
    image_id TEXT NOT NULL,
    -- 'original' or the rendition's name.
    rendition TEXT NOT NULL,
    bucket TEXT NOT NULL,
    object_key TEXT NOT NULL,
    size INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    width INTEGER,
    height INTEGER,
    etag TEXT NOT NULL,
    version_id TEXT,
    sha256 TEXT NOT NULL,
    proof TEXT NOT NULL,
    confirmed_at INTEGER NOT NULL,
    PRIMARY KEY (profile, image_id, rendition)
  ) STRICT, WITHOUT ROWID;

  -- Multipart uploads of originals in progress, so that a crash costs one part.
  CREATE TABLE uploads (
    profile TEXT NOT NULL,
    image_id TEXT NOT NULL,
    bucket TEXT NOT NULL,
    object_key TEXT NOT NULL,
    upload_id TEXT NOT NULL,
    part_size INTEGER NOT NULL,
    begun_at INTEGER NOT NULL,
    PRIMARY KEY (profile, image_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE parts (
    upload_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    etag TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (upload_id, number)
  ) STRICT, WITHOUT ROWID;

  -- Images that their owner deleted from the cloud: a rescan does not bring them back.
  CREATE TABLE tombstones (
    profile TEXT NOT NULL,
    image_id TEXT NOT NULL,
    deleted_at INTEGER NOT NULL,
    PRIMARY KEY (profile, image_id)
  ) STRICT, WITHOUT ROWID;

  -- The journal: every state that an image has reached, in order.
  CREATE TABLE steps (
    id INTEGER PRIMARY KEY,
    profile TEXT NOT NULL,
    image_id TEXT NOT NULL,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    note TEXT
  ) STRICT;
  CREATE INDEX steps_of_image ON steps (image_id, profile, id);

  -- What stops a whole profile: one issue for all its images.
  CREATE TABLE holds (
    profile TEXT PRIMARY KEY,
    failure TEXT NOT NULL,
    since INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    next_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- What a verification found that only a person can decide.
  CREATE TABLE findings (
    profile TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- A key, or an image where nothing has a key.
    subject TEXT NOT NULL,
    image_id TEXT,
    since INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (profile, kind, subject)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Each order of the history page; the last columns decide between equals (library/history.ts).
  ALTER TABLE images ADD COLUMN captured_at TEXT GENERATED ALWAYS AS (coalesce(details ->> '$.capturedAt', '')) VIRTUAL;
  CREATE INDEX images_taken ON images (captured_at, image_id);
  CREATE INDEX images_size ON images (size, image_id);
  CREATE INDEX journeys_recent ON journeys (coalesce(stored_at, begun_at), image_id, profile);
  CREATE INDEX journeys_name ON journeys (file_name, image_id, profile);
  CREATE INDEX journeys_of_image ON journeys (image_id, profile);
  `,
  `
  -- So that a search for a camera reads no JSON.
  ALTER TABLE images ADD COLUMN camera TEXT GENERATED ALWAYS AS (coalesce(details ->> '$.camera', '')) VIRTUAL;
  CREATE INDEX images_camera ON images (camera, image_id) WHERE camera <> '';
  `,
  catalogueTables,
  editsAndDeeds,
  sharingTables,
  keepingTables,
  usageTable,
  catalogueOnce,
  catalogueInBatches,
  catalogueApart,
  orderedTables,
  catalogueLocation,
];
