/** @file A second hold on a ledger that another Cloudroll has: small writes by a person's order, and noticing those of others. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Failed } from '../foundation/failed.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import type { OnUpgrade } from './migrate.ts';
import { type Ledger, ledgerName, ledgerOn, openLedger } from './open-ledger.ts';
import { number } from './rows.ts';
import { migrations } from './schema.ts';

/**
 * [Note: Orders through the ledger] `cloudroll pause` beside a running Cloudroll writes what it wants into the ledger, in one
 * short transaction (WAL lets one writer in at a time; the other waits up to five seconds). The running one asks SQLite
 * once a second whether anybody else has committed, which costs microseconds and reads no page. So an order and its effect are
 * one durable fact: there is no file that could be half written, no port that could be open to others, and nothing is
 * lost when no Cloudroll runs.
 */

/**
 * For a pause, a resume, a cancel or a "try now". Opens the ledger as its owner where there is none, else beside it. Throws Failed
 * `ledger-in-use` when the other one is of another version.
 */
export function joinLedger(home: AbsolutePath, now: number, onUpgrade?: OnUpgrade): Ledger {
  try {
    return openLedger(home, now, onUpgrade);
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.code !== 'ledger-in-use') throw error;
    return besides(home, error);
  }
}

function besides(home: AbsolutePath, inUse: Failed): Ledger {
  const path = join(home, ledgerName) as AbsolutePath; // Below an absolute path.
  const database = new DatabaseSync(path, { timeout: 5000 });
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (version !== migrations.length) {
    database.close();
    throw inUse;
  }
  database.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
  return ledgerOn(database, path, undefined, () => undefined);
}

/** Each call: whether another connection has committed since the call before. */
export function commitsOfOthers({ database }: Pick<Ledger, 'database'>): () => boolean {
  const ask = database.prepare('PRAGMA data_version');
  const version = (): number => number(ask.get() ?? {}, 'data_version');
  let last = version();
  return () => {
    const now = version();
    const changed = now !== last;
    last = now;
    return changed;
  };
}
