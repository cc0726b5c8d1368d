/** @file How a sync of some folders came out, for people and for programs; reads the ledger only. */
import { join } from 'node:path';
import { Failure, type FailureCode, RefusalReason } from '../../shared/failure.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { number, type Row, text } from '../ledger/rows.ts';

/** Counted at once and read when it is gone through: a hundred thousand paths in memory outweigh all the rest of a sync. */
export type FileList<Told> = Iterable<{ readonly path: string } & Told> & { readonly count: number };

export type RunSummary = {
  /** Files of these folders whose image is in the cloud, with its record. */
  readonly inCloud: number;
  readonly refused: FileList<{ readonly reason: RefusalReason }>;
  /** Files that are not in the cloud and why; those that only wait for a held profile bear its code. */
  readonly failed: FileList<{ readonly code: FailureCode }>;
  readonly warnings: FileList<{ readonly warning: string }>;
};

// In the order in which they were met, read as they lie: by an index they would have to be sorted.
const ofFolders = `FROM files f NOT INDEXED JOIN folders d ON d.id = f.folder_id
  LEFT JOIN journeys j ON j.image_id = f.image_id AND j.profile = d.profile
  LEFT JOIN holds h ON h.profile = d.profile
  WHERE f.folder_id IN (SELECT value FROM json_each(?))`;

/** The lists are the ledger's, as it is when they are read: it must be open then. */
export function runSummary({ database }: Ledger, folderIds: readonly number[]): RunSummary {
  const ids = JSON.stringify(folderIds);
  const count = (condition: string): number => {
    const row = database.prepare(`SELECT count(*) AS n ${ofFolders} AND ${condition}`).get(ids);
    return row === undefined ? 0 : number(row, 'n');
  };
  const files = <Told>(more: string, condition: string, tell: (row: Row) => Told): FileList<Told> => ({
    count: count(condition),
    *[Symbol.iterator]() {
      const query = `SELECT d.path AS folder, f.directory, f.name, ${more} ${ofFolders} AND ${condition} ORDER BY f.id`;
      for (const row of database.prepare(query).iterate(ids)) {
        yield { path: join(text(row, 'folder'), text(row, 'directory'), text(row, 'name')), ...tell(row) };
      }
    },
  });
  const codeOf = codes();
  return {
    inCloud: count("f.state = 'hashed' AND j.state = 'stored'"),
    refused: files('f.reason', "f.state = 'refused'", (row) => ({ reason: RefusalReason.parse(row['reason']) })),
    failed: files(
      'coalesce(j.failure, f.failure, h.failure) AS failure',
      "(f.state IN ('settled', 'waiting') OR (f.state = 'hashed' AND coalesce(j.state, '') <> 'stored'))",
      (row) => ({ code: codeOf(row['failure']) }),
    ),
    warnings: files('j.warning', "f.state = 'hashed' AND j.warning IS NOT NULL", (row) => ({
      warning: text(row, 'warning'),
    })),
  };
}

/** Files that wait for one profile all have the same failure, which is read once. */
function codes(): (failure: unknown) => FailureCode {
  const known = new Map<string, FailureCode>();
  return (failure) => {
    if (typeof failure !== 'string') return 'stopped';
    const code = known.get(failure) ?? Failure.parse(JSON.parse(failure)).code;
    known.set(failure, code);
    return code;
  };
}
