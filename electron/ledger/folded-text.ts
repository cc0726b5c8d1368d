/** @file Text as it is searched: small letters without accents, so that "Fete" finds "FÊTE"; also a function of the ledger's SQL. */
import type { DatabaseSync } from 'node:sqlite';

export function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** Triggers of the schema call it: every connection that writes images needs it. */
export function defineFolded(database: DatabaseSync): void {
  database.function('folded', { deterministic: true }, (text: unknown) => folded(String(text)));
}
