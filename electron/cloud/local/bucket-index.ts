/** @file The buckets and whether they keep versions. */
import { z } from 'zod';
import type { ObjectDatabase } from './object-database.ts';
import { S3Refusal } from './s3-refusal.ts';

export const Versioning = z.enum(['Off', 'Enabled', 'Suspended']);
export type Versioning = z.infer<typeof Versioning>;

export type Bucket = { readonly name: string; readonly createdAt: number };

export type BucketIndex = {
  /** Throws BucketAlreadyOwnedByYou. */
  readonly create: (bucket: Bucket) => void;
  /** Throws NoSuchBucket. */
  readonly expect: (name: string) => void;
  /** Throws NoSuchBucket, and BucketNotEmpty while it holds a version or a begun upload. */
  readonly remove: (name: string) => void;
  readonly all: () => readonly Bucket[];
  readonly versioningOf: (name: string) => Versioning;
  readonly setVersioning: (name: string, versioning: Versioning) => void;
};

const BucketRow = z
  .object({ name: z.string(), created_at: z.number() })
  .transform((row) => ({ name: row.name, createdAt: row.created_at }));

export function bucketIndex({ sqlite, atomically }: ObjectDatabase): BucketIndex {
  const find = sqlite.prepare('SELECT versioning FROM buckets WHERE name = ?');
  const insert = sqlite.prepare("INSERT INTO buckets (name, created_at, versioning) VALUES (?, ?, 'Off')");
  const list = sqlite.prepare('SELECT name, created_at FROM buckets ORDER BY name');
  const update = sqlite.prepare('UPDATE buckets SET versioning = ? WHERE name = ?');
  const erase = sqlite.prepare('DELETE FROM buckets WHERE name = ?');
  const inside = sqlite.prepare(
    'SELECT 1 FROM versions WHERE bucket = ?1 UNION ALL SELECT 1 FROM uploads WHERE bucket = ?1 LIMIT 1',
  );

  function versioningOf(name: string): Versioning {
    const row = find.get(name);
    if (row === undefined) throw new S3Refusal('NoSuchBucket', { fields: { BucketName: name } });
    return Versioning.parse(row['versioning']);
  }

  return {
    versioningOf,
    expect: (name) => void versioningOf(name),
    create: ({ name, createdAt }) =>
      atomically(() => {
        if (find.get(name) !== undefined) {
          throw new S3Refusal('BucketAlreadyOwnedByYou', { fields: { BucketName: name } });
        }
        insert.run(name, createdAt);
      }),
    remove: (name) =>
      atomically(() => {
        versioningOf(name);
        if (inside.get(name) !== undefined) throw new S3Refusal('BucketNotEmpty', { fields: { BucketName: name } });
        erase.run(name);
      }),
    all: () => list.all().map((row) => BucketRow.parse(row)),
    setVersioning: (name, versioning) => {
      versioningOf(name);
      update.run(versioning, name);
    },
  };
}
