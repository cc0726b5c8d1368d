/** @file What the history would show: each stored image by the name of its file; for tests. */
import type { Ledger } from '../../electron/ledger/open-ledger.ts';

export function journeyHistory({ database }: Pick<Ledger, 'database'>): Map<string, string> {
  const rows = database.prepare("SELECT file_name, image_id FROM journeys WHERE state = 'stored'").all();
  return new Map(rows.map((row) => [String(row['file_name']), String(row['image_id'])]));
}
