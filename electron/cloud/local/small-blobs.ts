/** @file Holds the bytes of small objects in the index's own database, because a file for each costs several times more. */
import type { ObjectDatabase } from './object-database.ts';

/** Bytes; what is larger goes to a file. Thumbnails fit. */
export const smallBlobLimit = 64 * 1024;

/** Begins the names of small blobs; those of files are hexadecimal. */
const mark = 's';

export type SmallBlobs = {
  readonly put: (blob: string, bytes: Uint8Array) => void;
  /** Throws when there is none: the index names what it has not got. */
  readonly get: (blob: string) => Uint8Array;
  readonly remove: (blob: string) => void;
  /** Removes what `live` does not name. */
  readonly sweep: (live: (blob: string) => boolean) => void;
};

export function smallBlobName(random: string): string {
  return `${mark}${random}`;
}

export function isSmallBlob(blob: string): boolean {
  return blob.startsWith(mark);
}

export function smallBlobs({ sqlite }: ObjectDatabase): SmallBlobs {
  sqlite.exec('CREATE TABLE IF NOT EXISTS small_blobs (blob TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT');
  const insert = sqlite.prepare('INSERT INTO small_blobs (blob, bytes) VALUES (?, ?)');
  const select = sqlite.prepare('SELECT bytes FROM small_blobs WHERE blob = ?');
  const erase = sqlite.prepare('DELETE FROM small_blobs WHERE blob = ?');
  const names = sqlite.prepare('SELECT blob FROM small_blobs');
  return {
    put: (blob, bytes) => void insert.run(blob, bytes),
    get: (blob) => {
      const bytes = select.get(blob)?.['bytes'];
      if (!(bytes instanceof Uint8Array)) throw new Error(`The index names ${blob}, which is not there`);
      return bytes;
    },
    remove: (blob) => void erase.run(blob),
    sweep: (live) => {
      for (const row of names.all()) {
        const blob = String(row['blob']);
        if (!live(blob)) erase.run(blob);
      }
    },
  };
}
