/** @file The multipart uploads in progress and their parts, so that a crash or a sleep costs one part; main process. */
import type { DatabaseSync } from 'node:sqlite';
import { ImageId, type ObjectKey } from '../../shared/image.ts';
import { number, type Row, text } from './rows.ts';

export type UploadRow = {
  readonly profile: string;
  readonly imageId: ImageId;
  readonly bucket: string;
  readonly key: ObjectKey;
  readonly uploadId: string;
  readonly partSize: number;
  readonly begunAt: number;
};

export type PartRow = {
  readonly number: number;
  readonly etag: string;
  readonly sha256: string;
  readonly size: number;
};

export type Uploads = {
  readonly begin: (upload: UploadRow) => void;
  readonly find: (profile: string, imageId: ImageId) => UploadRow | null;
  readonly all: () => UploadRow[];
  readonly addPart: (uploadId: string, part: PartRow) => void;
  readonly parts: (uploadId: string) => PartRow[];
  /** Forgets the upload and its parts: it was completed, aborted, or the store does not know it. */
  readonly end: (uploadId: string) => void;
};

export function uploadsTable(db: DatabaseSync): Uploads {
  const begin = db.prepare('INSERT OR REPLACE INTO uploads VALUES (?, ?, ?, ?, ?, ?, ?)');
  const find = db.prepare('SELECT * FROM uploads WHERE profile = ? AND image_id = ?');
  const all = db.prepare('SELECT * FROM uploads ORDER BY begun_at');
  const addPart = db.prepare(
    'INSERT OR REPLACE INTO parts (upload_id, number, etag, sha256, size) VALUES (?, ?, ?, ?, ?)',
  );
  const parts = db.prepare('SELECT number, etag, sha256, size FROM parts WHERE upload_id = ? ORDER BY number');
  const endUpload = db.prepare('DELETE FROM uploads WHERE upload_id = ?');
  const endParts = db.prepare('DELETE FROM parts WHERE upload_id = ?');
  const uploadRow = (row: Row): UploadRow => ({
    profile: text(row, 'profile'),
    imageId: ImageId.parse(row['image_id']),
    bucket: text(row, 'bucket'),
    key: text(row, 'object_key') as ObjectKey, // Written by `begin` only.
    uploadId: text(row, 'upload_id'),
    partSize: number(row, 'part_size'),
    begunAt: number(row, 'begun_at'),
  });
  return {
    begin: (u) => void begin.run(u.profile, u.imageId, u.bucket, u.key, u.uploadId, u.partSize, u.begunAt),
    find: (profile, imageId) => {
      const row = find.get(profile, imageId);
      return row === undefined ? null : uploadRow(row);
    },
    all: () => all.all().map(uploadRow),
    addPart: (uploadId, part) => void addPart.run(uploadId, part.number, part.etag, part.sha256, part.size),
    parts: (uploadId) =>
      parts.all(uploadId).map((row) => ({
        number: number(row, 'number'),
        etag: text(row, 'etag'),
        sha256: text(row, 'sha256'),
        size: number(row, 'size'),
      })),
    end: (uploadId) => {
      endParts.run(uploadId);
      endUpload.run(uploadId);
    },
  };
}
