/** @file An entry of the ledger's migrations (schema.ts): what a person has deleted from the cloud, fetched back, and freed here. */

export const keepingTables = `
  -- The journal of deleting: written before anything is asked of the cloud, and kept, so that it can be told and put back.
  CREATE TABLE deletions (
    profile TEXT NOT NULL,
    image_id TEXT NOT NULL,
    -- Those that were ordered together are undone together.
    batch TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'recording', 'removing', 'deleted')),
    -- Earlier versions too.
    versions INTEGER NOT NULL DEFAULT 0,
    file_name TEXT NOT NULL,
    size INTEGER NOT NULL,
    device TEXT,
    asked_at INTEGER NOT NULL,
    -- Nothing is asked of the cloud before.
    due_at INTEGER NOT NULL,
    -- What has to go, as JSON, gathered before the record is touched; and what putting it back needs.
    objects TEXT,
    record TEXT,
    journey TEXT,
    failure TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    -- When it is gone on with; null when a person has to act, or at the end.
    next_at INTEGER,
    ended_at INTEGER,
    PRIMARY KEY (profile, image_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX deletions_due ON deletions (next_at) WHERE next_at IS NOT NULL;
  CREATE INDEX deletions_open ON deletions (asked_at) WHERE state <> 'deleted';
  CREATE INDEX deletions_of_batch ON deletions (batch);
  CREATE INDEX deletions_ended ON deletions (profile, ended_at, image_id) WHERE state = 'deleted';

  -- Images that were deleted and that a person asked for again: what keeps them away in the cloud may be lifted.
  CREATE TABLE wanted (
    profile TEXT NOT NULL,
    image_id TEXT NOT NULL,
    PRIMARY KEY (profile, image_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE restores (
    id INTEGER PRIMARY KEY,
    destination TEXT NOT NULL,
    -- RestoreWish as JSON.
    wish TEXT NOT NULL,
    begun_at INTEGER NOT NULL,
    ended_at INTEGER
  ) STRICT;
  -- One for each image that is meant, in the order of fetching; 'open' until it was looked at.
  CREATE TABLE restored (
    restore_id INTEGER NOT NULL REFERENCES restores (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    profile TEXT NOT NULL,
    image_id TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'written', 'renamed', 'there', 'failed')),
    size INTEGER NOT NULL,
    failure TEXT,
    PRIMARY KEY (restore_id, number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX restored_open ON restored (restore_id, number) WHERE state IN ('open', 'failed');

  -- Files that went to the system's trash; 'going' is written before, so that a crash between is noticed.
  CREATE TABLE freed (
    id INTEGER PRIMARY KEY,
    profile TEXT NOT NULL,
    image_id TEXT NOT NULL,
    file_id INTEGER NOT NULL,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('going', 'gone'))
  ) STRICT;
  CREATE INDEX freed_going ON freed (id) WHERE state = 'going';
  `;
