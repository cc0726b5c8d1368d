/** @file What the ledger knows of a folder's files, asked by the scans; read only, in the watching process. */
import { DatabaseSync } from 'node:sqlite';
import type { FileIdentity } from '../../foundation/file-identity.ts';

export type KnownFile = Pick<FileIdentity, 'size' | 'modified' | 'changed'>;

export type KnownFiles = {
  /** What `DirectoryLook.fingerprint` was when the directory was last known whole, or null. */
  readonly fingerprint: (folderId: number, directory: string) => string | null;
  /** Of all directories of the folder in one question, for a pass over everything. */
  readonly fingerprints: (folderId: number) => ReadonlyMap<string, string>;
  readonly inDirectory: (folderId: number, directory: string) => ReadonlyMap<string, KnownFile>;
  /** Every directory below `directory` ('' for all but the folder itself) that a known file is in. */
  readonly directoriesBelow: (folderId: number, directory: string) => readonly string[];
  readonly close: () => void;
};

/** Hops from one directory to the next in the index instead of walking over every file. */
const directoriesBetween = `
  WITH RECURSIVE found (directory) AS (
    SELECT min(directory) FROM files WHERE folder_id = ?1 AND directory > ?2 AND directory < ?3
    UNION ALL
    SELECT (SELECT min(directory) FROM files WHERE folder_id = ?1 AND directory > found.directory AND directory < ?3)
    FROM found WHERE found.directory IS NOT NULL
  )
  SELECT directory FROM found WHERE directory IS NOT NULL`;

/** Above every name that UTF-8 can write. */
const afterEveryName = '\u{10ffff}';

/** The ledger that the main process writes; each question is one short read, so that its checkpoints are not held up. */
export function knownFiles(ledgerPath: string): KnownFiles {
  const database = new DatabaseSync(ledgerPath, { readOnly: true, timeout: 5000 });
  const fingerprint = database.prepare('SELECT fingerprint FROM directories WHERE folder_id = ? AND directory = ?');
  const fingerprints = database.prepare('SELECT directory, fingerprint FROM directories WHERE folder_id = ?');
  const inDirectory = database.prepare(
    "SELECT name, size, modified, changed FROM files WHERE folder_id = ? AND directory = ? AND state <> 'gone'",
  );
  const between = database.prepare(directoriesBetween);
  return {
    fingerprint: (folderId, directory) => {
      const value = fingerprint.get(folderId, directory)?.['fingerprint'];
      return typeof value === 'string' ? value : null;
    },
    fingerprints: (folderId) =>
      new Map(fingerprints.all(folderId).map((row) => [String(row['directory']), String(row['fingerprint'])])),
    inDirectory: (folderId, directory) => {
      const known = new Map<string, KnownFile>();
      for (const row of inDirectory.iterate(folderId, directory)) {
        known.set(String(row['name']), {
          size: Number(row['size']),
          modified: Number(row['modified']),
          changed: Number(row['changed']),
        });
      }
      return known;
    },
    directoriesBelow: (folderId, directory) => {
      // '0' follows '/', so between the two lies exactly what is below the directory.
      const from = directory === '' ? '' : `${directory}/`;
      const to = directory === '' ? afterEveryName : `${directory}0`;
      return between.all(folderId, from, to).map((row) => String(row['directory']));
    },
    close: () => database.close(),
  };
}
