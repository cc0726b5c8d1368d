/** @file Has SQLite look over the ledger, table by table, so that nothing else waits for longer than one table takes. */
import type { DatabaseSync } from 'node:sqlite';
import type { CheckUp } from '../../shared/check-up.ts';
import type { Clock } from '../foundation/clock.ts';
import { number, text } from '../ledger/rows.ts';

/** Null: there is none yet. Reads only; rejects with an AbortError between two tables. */
export async function checkLedger(
  database: DatabaseSync | null,
  clock: Clock,
  signal: AbortSignal,
): Promise<Extract<CheckUp, { check: 'ledger' }>> {
  if (database === null) return { check: 'ledger', outcome: 'skipped', bytes: 0, fault: null };
  const size = database
    .prepare('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size')
    .get();
  const bytes = number(size ?? {}, 'bytes');
  const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).all();
  for (const table of tables) {
    // Not as a value: a pragma takes none. The name is the schema's own.
    const name = text(table, 'name').replaceAll('"', '""');
    const answer = database.prepare(`PRAGMA quick_check("${name}")`).get();
    const fault = text(answer ?? {}, 'quick_check');
    if (fault !== 'ok') return { check: 'ledger', outcome: 'bad', bytes, fault };
    await clock.sleep(0, signal);
  }
  return { check: 'ledger', outcome: 'good', bytes, fault: null };
}
