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

// By path, which is how the index of a folder's files lies: a hundred thousand rows are not sorted in memory.
const ofFolder = `FROM files f JOIN folders d ON d.id = f.folder_id
  LEFT JOIN journeys j ON j.image_id = f.image_id AND j.profile = d.profile
  LEFT JOIN holds h ON h.profile = d.profile
  WHERE f.folder_id = ?`;

/** The lists are the ledger's, as it is when they are read: it must be open then. */
export function runSummary({ database }: Ledger, folderIds: readonly number[]): RunSummary {
  const count = (condition: string): number => {
    const query = database.prepare(`SELECT count(*) AS n ${ofFolder} AND ${condition}`);
    return folderIds.reduce((sum, id) => sum + number(query.get(id) ?? { n: 0 }, 'n'), 0);
  };
  const files = <Told>(more: string, condition: string, tell: (row: Row) => Told): FileList<Told> => ({
    count: count(condition),
    *[Symbol.iterator]() {
      const query = database.prepare(
        `SELECT d.path AS folder, f.directory, f.name, ${more} ${ofFolder} AND ${condition} ORDER BY f.directory, f.name`,
      );
      for (const id of folderIds) {
        for (const row of query.iterate(id)) {
          yield { path: join(text(row, 'folder'), text(row, 'directory'), text(row, 'name')), ...tell(row) };
        }
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
