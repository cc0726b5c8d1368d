/** @file How a sync of some folders came out, for people and for programs; reads the ledger only. */
import { join } from 'node:path';
import { Failure, type FailureCode, RefusalReason } from '../../shared/failure.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { number, type Row, text } from '../ledger/rows.ts';

export type RunSummary = {
  /** Files of these folders whose image is in the cloud, with its record. */
  readonly inCloud: number;
  readonly refused: readonly { readonly path: string; readonly reason: RefusalReason }[];
  /** Files that are not in the cloud and why; those that only wait for a held profile bear its code. */
  readonly failed: readonly { readonly path: string; readonly code: FailureCode }[];
  readonly warnings: readonly { readonly path: string; readonly warning: string }[];
};

const place = 'd.path AS folder, f.directory, f.name';
const ofFolders = `FROM files f JOIN folders d ON d.id = f.folder_id
  LEFT JOIN journeys j ON j.image_id = f.image_id AND j.profile = d.profile
  LEFT JOIN holds h ON h.profile = d.profile
  WHERE f.folder_id IN (SELECT value FROM json_each(?))`;

export function runSummary({ database }: Ledger, folderIds: readonly number[]): RunSummary {
  const ids = JSON.stringify(folderIds);
  const path = (row: Row): string => join(text(row, 'folder'), text(row, 'directory'), text(row, 'name'));
  const rows = (select: string, condition: string): Row[] =>
    database.prepare(`SELECT ${select} ${ofFolders} AND ${condition} ORDER BY f.id`).all(ids);
  return {
    inCloud: number(rows('count(*) AS n', "f.state = 'hashed' AND j.state = 'stored'")[0] ?? { n: 0 }, 'n'),
    refused: rows(`${place}, f.reason`, "f.state = 'refused'").map((row) => ({
      path: path(row),
      reason: RefusalReason.parse(row['reason']),
    })),
    failed: rows(
      `${place}, coalesce(j.failure, f.failure, h.failure) AS failure`,
      "(f.state IN ('settled', 'waiting') OR (f.state = 'hashed' AND coalesce(j.state, '') <> 'stored'))",
    ).map((row) => ({ path: path(row), code: codeOf(row['failure']) })),
    warnings: rows(`${place}, j.warning`, "f.state = 'hashed' AND j.warning IS NOT NULL").map((row) => ({
      path: path(row),
      warning: text(row, 'warning'),
    })),
  };
}

function codeOf(failure: unknown): FailureCode {
  return typeof failure === 'string' ? Failure.parse(JSON.parse(failure)).code : 'stopped';
}
