/** @file The objects table: what the store has confirmed, so that nothing confirmed is sent twice; main process. */
import type { DatabaseSync } from 'node:sqlite';
import { type ImageId, type ObjectKey, Proof } from '../../shared/image.ts';
import { number, numberOrNull, type Row, text, textOrNull } from './rows.ts';

export type ObjectRow = {
  /** 'original' or the rendition's name. */
  readonly rendition: string;
  readonly bucket: string;
  readonly key: ObjectKey;
  readonly size: number;
  readonly contentType: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly etag: string;
  readonly versionId: string | null;
  readonly sha256: string;
  readonly proof: Proof;
  readonly confirmedAt: number;
};

export type Objects = {
  /** The same object again replaces what was known of it. */
  readonly confirm: (profile: string, imageId: ImageId, object: ObjectRow) => void;
  readonly ofImage: (profile: string, imageId: ImageId) => ObjectRow[];
  /** The store is known to lack it: it is to be sent again, whatever was believed. */
  readonly forget: (profile: string, imageId: ImageId, rendition: string) => void;
};

function objectRow(row: Row): ObjectRow {
  return {
    rendition: text(row, 'rendition'),
    bucket: text(row, 'bucket'),
    key: text(row, 'object_key') as ObjectKey, // Written by `confirm` only.
    size: number(row, 'size'),
    contentType: text(row, 'content_type'),
    width: numberOrNull(row, 'width'),
    height: numberOrNull(row, 'height'),
    etag: text(row, 'etag'),
    versionId: textOrNull(row, 'version_id'),
    sha256: text(row, 'sha256'),
    proof: Proof.parse(row['proof']),
    confirmedAt: number(row, 'confirmed_at'),
  };
}

export function objectsTable(db: DatabaseSync): Objects {
  const confirm = db.prepare(`
    INSERT OR REPLACE INTO objects (profile, image_id, rendition, bucket, object_key, size, content_type, width, height,
      etag, version_id, sha256, proof, confirmed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const ofImage = db.prepare('SELECT * FROM objects WHERE profile = ? AND image_id = ? ORDER BY rendition');
  const forget = db.prepare('DELETE FROM objects WHERE profile = ? AND image_id = ? AND rendition = ?');
  return {
    confirm: (profile, imageId, o) =>
      void confirm.run(
        profile,
        imageId,
        o.rendition,
        o.bucket,
        o.key,
        o.size,
        o.contentType,
        o.width,
        o.height,
        o.etag,
        o.versionId,
        o.sha256,
        o.proof,
        o.confirmedAt,
      ),
    ofImage: (profile, imageId) => ofImage.all(profile, imageId).map(objectRow),
    forget: (profile, imageId, rendition) => void forget.run(profile, imageId, rendition),
  };
}
