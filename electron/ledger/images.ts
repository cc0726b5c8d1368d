/** @file The images table: what is known of a content, whichever files and profiles it is in; main process. */
import type { DatabaseSync } from 'node:sqlite';
import { type ImageId, PictureDetails } from '../../shared/image.ts';
import { number, text, textOrNull } from './rows.ts';

export type ImageRow = {
  readonly imageId: ImageId;
  readonly size: number;
  readonly contentType: string;
  readonly extension: string;
  readonly details: PictureDetails | null;
};

export type Images = {
  /** The first to meet an image says what it is; later ones change nothing. */
  readonly add: (image: Omit<ImageRow, 'details'>, at: number) => void;
  readonly describe: (imageId: ImageId, details: PictureDetails) => void;
  readonly find: (imageId: ImageId) => ImageRow | null;
};

export function imagesTable(db: DatabaseSync): Images {
  const add = db.prepare(`
    INSERT INTO images (image_id, size, content_type, extension, first_seen) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING`);
  const describe = db.prepare('UPDATE images SET details = ? WHERE image_id = ?');
  const find = db.prepare('SELECT * FROM images WHERE image_id = ?');
  return {
    add: ({ imageId, size, contentType, extension }, at) => void add.run(imageId, size, contentType, extension, at),
    describe: (imageId, details) => void describe.run(JSON.stringify(details), imageId),
    find: (imageId) => {
      const row = find.get(imageId);
      if (row === undefined) return null;
      const details = textOrNull(row, 'details');
      return {
        imageId,
        size: number(row, 'size'),
        contentType: text(row, 'content_type'),
        extension: text(row, 'extension'),
        details: details === null ? null : PictureDetails.parse(JSON.parse(details)),
      };
    },
  };
}
