/**
 * @file Opens the local S3's index: which keys there are and where their bytes lie; node:sqlite.
 *
 * [Note: What the local cloud survives] An object is acknowledged after its bytes are flushed to the disk and its row
 * is committed to a write-ahead log with synchronous=NORMAL. So a killed server loses nothing that it acknowledged. A
 * power cut can lose the last acknowledged objects, never tear one: the bytes reach the disk before the row. That is
 * the right price for a server of demonstrations and tests; it is not a place for the only copy of a picture.
 */
import { DatabaseSync } from 'node:sqlite';
import type { AbsolutePath } from '../../foundation/paths.ts';

const schema = `
  CREATE TABLE IF NOT EXISTS buckets (
    name TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL,
    versioning TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bucket TEXT NOT NULL,
    key TEXT NOT NULL,
    version TEXT NOT NULL,
    latest INTEGER NOT NULL,
    delete_marker INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    headers TEXT NOT NULL,
    checksums TEXT NOT NULL,
    pieces TEXT NOT NULL,
    UNIQUE (bucket, key, version)
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS latest_version ON versions (bucket, key) WHERE latest = 1;
  CREATE INDEX IF NOT EXISTS version_order ON versions (bucket, key, id DESC);
  CREATE TABLE IF NOT EXISTS uploads (
    id TEXT PRIMARY KEY,
    bucket TEXT NOT NULL,
    key TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    headers TEXT NOT NULL,
    algorithm TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS upload_order ON uploads (bucket, key, id);
  CREATE TABLE IF NOT EXISTS parts (
    upload TEXT NOT NULL,
    number INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    checksums TEXT NOT NULL,
    blob TEXT NOT NULL,
    PRIMARY KEY (upload, number)
  ) STRICT, WITHOUT ROWID;
`;

export type ObjectDatabase = {
  readonly sqlite: DatabaseSync;
  /** Runs `deed` in one transaction; what it throws rolls back and rises. Inside another, it is part of that one. */
  readonly atomically: <T>(deed: () => T) => T;
  /** The names of all blobs that a version or a part refers to. */
  readonly liveBlobs: () => Set<string>;
  readonly close: () => void;
};

export function openObjectDatabase(path: AbsolutePath): ObjectDatabase {
  const sqlite = new DatabaseSync(path);
  sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;');
  sqlite.exec(schema);
  return {
    sqlite,
    atomically: (deed) => {
      if (sqlite.isTransaction) return deed();
      sqlite.exec('BEGIN IMMEDIATE');
      try {
        const result = deed();
        sqlite.exec('COMMIT');
        return result;
      } catch (error) {
        sqlite.exec('ROLLBACK');
        throw error;
      }
    },
    liveBlobs: () => {
      const rows = sqlite
        .prepare(
          `SELECT value ->> 'blob' AS blob FROM versions, json_each(versions.pieces) UNION ALL SELECT blob FROM parts`,
        )
        .all();
      return new Set(rows.map((row) => String(row['blob'])));
    },
    close: () => sqlite.close(),
  };
}
