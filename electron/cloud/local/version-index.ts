/** @file The versions of objects: what is latest, what a put replaces, what a delete leaves, in what order they are listed. */
import { randomBytes } from 'node:crypto';
import type { BucketIndex } from './bucket-index.ts';
import type { ObjectDatabase } from './object-database.ts';
import { type NewVersion, ObjectVersion } from './object-version.ts';

export type Published = { readonly version: string; readonly unused: readonly string[] };
export type Deleted = {
  /** The version made or removed; absent where the bucket never had versions. */
  readonly version?: string;
  readonly marker: boolean;
  readonly unused: readonly string[];
};

/** `unused`: blobs that nothing refers to any more and that the caller removes. Unknown buckets throw S3Refusal. */
export type VersionIndex = {
  /** Makes it the latest, at once or not at all. `check` sees the present latest and throws to refuse. */
  readonly publish: (version: NewVersion, check: (present: ObjectVersion | null) => void) => Published;
  /** The latest one, which can be a delete marker. */
  readonly latest: (bucket: string, key: string) => ObjectVersion | null;
  readonly find: (bucket: string, key: string, version: string) => ObjectVersion | null;
  /** Without a version, as the bucket's versioning says: removed, or hidden behind a marker. */
  readonly delete: (address: {
    readonly bucket: string;
    readonly key: string;
    readonly version?: string;
    readonly now: number;
  }) => Deleted;
  /** Latest versions that are no markers, in the order of their keys' UTF-8 bytes, from `from` on. */
  readonly objectsFrom: (bucket: string, from: string, including: boolean, limit: number) => ObjectVersion[];
  /** All versions, newest first within a key, after the one with that key and id. */
  readonly versionsAfter: (bucket: string, key: string, id: number, limit: number) => ObjectVersion[];
};

export function versionIndex(database: ObjectDatabase, buckets: BucketIndex): VersionIndex {
  const { sqlite, atomically } = database;
  const one = sqlite.prepare('SELECT * FROM versions WHERE bucket = ? AND key = ? AND version = ?');
  const top = sqlite.prepare('SELECT * FROM versions WHERE bucket = ? AND key = ? AND latest = 1');
  const lower = sqlite.prepare('UPDATE versions SET latest = 0 WHERE bucket = ? AND key = ? AND latest = 1');
  const raise = sqlite.prepare(
    'UPDATE versions SET latest = 1 WHERE id = (SELECT max(id) FROM versions WHERE bucket = ? AND key = ?)',
  );
  const erase = sqlite.prepare('DELETE FROM versions WHERE id = ?');
  const insert = sqlite.prepare(
    `INSERT INTO versions (bucket, key, version, latest, delete_marker, modified_at, size, etag, headers, checksums, pieces)
     VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const objects = (comparison: string) =>
    sqlite.prepare(
      `SELECT * FROM versions WHERE bucket = ? AND key ${comparison} ? AND latest = 1 AND delete_marker = 0 ORDER BY key LIMIT ?`,
    );
  const objectsAtOrAfter = objects('>=');
  const objectsAfter = objects('>');
  const versions = sqlite.prepare(
    `SELECT * FROM versions WHERE bucket = ?1 AND (key > ?2 OR (key = ?2 AND id < ?3)) ORDER BY key, id DESC LIMIT ?4`,
  );

  function find(bucket: string, key: string, version: string): ObjectVersion | null {
    return parsed(one.get(bucket, key, version));
  }

  function latest(bucket: string, key: string): ObjectVersion | null {
    return parsed(top.get(bucket, key));
  }

  /** Puts a row on top, in place of the null version unless the bucket keeps versions. */
  function place(version: NewVersion, marker: boolean): Published {
    const { bucket, key } = version;
    const name = buckets.versioningOf(bucket) === 'Enabled' ? randomBytes(16).toString('hex') : 'null';
    const replaced = name === 'null' ? find(bucket, key, 'null') : null;
    if (replaced !== null) erase.run(replaced.id);
    lower.run(bucket, key);
    insert.run(
      bucket,
      key,
      name,
      marker ? 1 : 0,
      version.modifiedAt,
      version.size,
      version.etag,
      JSON.stringify(version.headers),
      JSON.stringify(version.checksums),
      JSON.stringify(version.pieces),
    );
    return { version: name, unused: blobsOf(replaced) };
  }

  function removeVersion(bucket: string, key: string, version: string): Deleted {
    const found = find(bucket, key, version);
    if (found === null) return { version, marker: false, unused: [] };
    erase.run(found.id);
    if (found.latest) raise.run(bucket, key);
    return { version, marker: found.deleteMarker, unused: blobsOf(found) };
  }

  return {
    find,
    latest,
    publish: (version, check) =>
      atomically(() => {
        buckets.expect(version.bucket);
        const present = latest(version.bucket, version.key);
        check(present?.deleteMarker === true ? null : present);
        return place(version, false);
      }),
    delete: ({ bucket, key, version, now }) =>
      atomically(() => {
        buckets.expect(bucket);
        if (version !== undefined) return removeVersion(bucket, key, version);
        if (buckets.versioningOf(bucket) === 'Off') {
          return { marker: false, unused: removeVersion(bucket, key, 'null').unused };
        }
        const empty = { size: 0, etag: '', headers: {}, checksums: {}, pieces: [] };
        return { ...place({ bucket, key, modifiedAt: now, ...empty }, true), marker: true };
      }),
    objectsFrom: (bucket, from, including, limit) =>
      (including ? objectsAtOrAfter : objectsAfter).all(bucket, from, limit).map((row) => ObjectVersion.parse(row)),
    versionsAfter: (bucket, key, id, limit) =>
      versions.all(bucket, key, id, limit).map((row) => ObjectVersion.parse(row)),
  };
}

function parsed(row: unknown): ObjectVersion | null {
  return row === undefined ? null : ObjectVersion.parse(row);
}

function blobsOf(version: ObjectVersion | null): string[] {
  return version === null ? [] : version.pieces.map((piece) => piece.blob);
}
