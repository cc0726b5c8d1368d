/** @file Multipart uploads that are under way, and their parts. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { checksumAlgorithms } from './body-digests.ts';
import type { ObjectDatabase } from './object-database.ts';
import { ChecksumColumn, HeaderColumn } from './object-version.ts';
import { S3Refusal } from './s3-refusal.ts';

const Upload = z
  .object({
    id: z.string(),
    bucket: z.string(),
    key: z.string(),
    started_at: z.number(),
    headers: HeaderColumn,
    algorithm: z.enum(checksumAlgorithms).nullable(),
  })
  .transform(({ started_at, ...rest }) => ({ ...rest, startedAt: started_at }));
export type Upload = Readonly<z.infer<typeof Upload>>;

const Part = z
  .object({
    number: z.number(),
    modified_at: z.number(),
    size: z.number(),
    /** Without quotes: the MD5 of the part. */
    etag: z.string(),
    checksums: ChecksumColumn,
    blob: z.string(),
  })
  .transform(({ modified_at, ...rest }) => ({ ...rest, modifiedAt: modified_at }));
export type Part = Readonly<z.infer<typeof Part>>;

export type UploadIndex = {
  /** Answers with the new upload's id. */
  readonly begin: (upload: Omit<Upload, 'id'>) => string;
  /** Throws NoSuchUpload, also when the upload is of another key. */
  readonly expect: (bucket: string, key: string, id: string) => Upload;
  /** Replaces the part of the same number; answers with the blobs that are unused now. Throws NoSuchUpload. */
  readonly putPart: (upload: Upload, part: Part) => readonly string[];
  readonly parts: (id: string, after: number, limit: number) => Part[];
  /** Forgets the upload and its parts, which it answers with. */
  readonly end: (id: string) => readonly Part[];
  /** In the order of keys, then of ids. */
  readonly uploadsAfter: (bucket: string, key: string, id: string, limit: number) => Upload[];
};

/** AWS's limit. */
export const mostParts = 10_000;

export function uploadIndex({ sqlite, atomically }: ObjectDatabase): UploadIndex {
  const insert = sqlite.prepare(
    'INSERT INTO uploads (id, bucket, key, started_at, headers, algorithm) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const find = sqlite.prepare('SELECT * FROM uploads WHERE id = ? AND bucket = ? AND key = ?');
  const findPart = sqlite.prepare('SELECT * FROM parts WHERE upload = ? AND number = ?');
  const replacePart = sqlite.prepare(
    'INSERT OR REPLACE INTO parts (upload, number, modified_at, size, etag, checksums, blob) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const someParts = sqlite.prepare('SELECT * FROM parts WHERE upload = ? AND number > ? ORDER BY number LIMIT ?');
  const erase = sqlite.prepare('DELETE FROM uploads WHERE id = ?');
  const eraseParts = sqlite.prepare('DELETE FROM parts WHERE upload = ?');
  const list = sqlite.prepare(
    'SELECT * FROM uploads WHERE bucket = ?1 AND (key > ?2 OR (key = ?2 AND id > ?3)) ORDER BY key, id LIMIT ?4',
  );

  function expect(bucket: string, key: string, id: string): Upload {
    const row = find.get(id, bucket, key);
    if (row === undefined) throw new S3Refusal('NoSuchUpload', { fields: { UploadId: id } });
    return Upload.parse(row);
  }

  function parts(id: string, after: number, limit: number): Part[] {
    return someParts.all(id, after, limit).map((row) => Part.parse(row));
  }

  return {
    expect,
    parts,
    begin: (upload) => {
      const id = randomBytes(24).toString('base64url');
      const headers = JSON.stringify(upload.headers);
      insert.run(id, upload.bucket, upload.key, upload.startedAt, headers, upload.algorithm);
      return id;
    },
    putPart: (upload, part) =>
      atomically(() => {
        expect(upload.bucket, upload.key, upload.id);
        const before = findPart.get(upload.id, part.number);
        const checksums = JSON.stringify(part.checksums);
        replacePart.run(upload.id, part.number, part.modifiedAt, part.size, part.etag, checksums, part.blob);
        return before === undefined ? [] : [Part.parse(before).blob];
      }),
    end: (id) => {
      const ended = parts(id, 0, mostParts);
      eraseParts.run(id);
      erase.run(id);
      return ended;
    },
    uploadsAfter: (bucket, key, id, limit) => list.all(bucket, key, id, limit).map((row) => Upload.parse(row)),
  };
}
