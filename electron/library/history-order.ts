/** @file Where a page lies in an order of the history: between which keys, after which image, and how SQLite is to be told. */
import type { SQLInputValue } from 'node:sqlite';
import type { HistoryRequest, HistorySort } from '../../shared/history.ts';
import { number, type Row } from '../ledger/rows.ts';
import { cursorFrom, type Placed } from './history-cursor.ts';
import { takenRange } from './history-filter.ts';

/** Each has an index of its own in schema-orders.ts. Equals are told apart by their ids, which every index carries. */
const columns: Readonly<Record<HistorySort, string>> = { recent: 'recent', taken: 'taken', name: 'name', size: 'size' };

export type Order = {
  /** For a SELECT of `id` and `sort_key`. */
  readonly select: string;
  readonly by: string;
  readonly where: readonly string[];
  readonly values: readonly SQLInputValue[];
};

/**
 * Along the order's index, or, when `isSorted`, of rows that are found otherwise and put in order. Throws Failed
 * `bad-settings` for a cursor that is none of ours.
 */
export function orderOf(request: HistoryRequest, isSorted: boolean): Order {
  const { sort, descending, after } = request;
  // With '+' no index can give the order: the few there are are found by their ids, and sorted.
  const key = `${isSorted ? '+' : ''}o.${columns[sort]}`;
  const [than, way] = descending ? ['<', 'DESC'] : ['>', 'ASC'];
  const where: string[] = [];
  const values: SQLInputValue[] = [];
  const add = (condition: string, ...its: SQLInputValue[]): void => {
    where.push(condition);
    values.push(...its);
  };
  // Where the filter ends the order, nothing behind it is looked at; where it begins, the cursor is further already.
  const { from, to } = endsOf(request);
  const place = after === undefined ? null : cursorFrom(after, sort);
  if (from !== undefined && (descending || place === null)) add(`${key} >= ?`, from);
  if (to !== undefined && (!descending || place === null)) add(`${key} < ?`, to);
  if (place !== null) add(`(${key}, o.id) ${than} (?, ?)`, place.key, place.id);
  return { select: `o.id, ${key} AS sort_key`, by: `${key} ${way}, o.id ${way}`, where, values };
}

/** From inclusive, to exclusive: what a filter says of the key that is ordered by. */
function endsOf({ sort, stored, ...filter }: HistoryRequest): {
  readonly from?: SQLInputValue;
  readonly to?: SQLInputValue;
} {
  if (sort === 'taken') return takenRange(filter) ?? {};
  if (sort !== 'recent' || stored === undefined) return {};
  return {
    ...(stored.from === undefined ? {} : { from: stored.from }),
    ...(stored.to === undefined ? {} : { to: stored.to }),
  };
}

export function placed(row: Row): Placed {
  const key = row['sort_key'];
  return { id: number(row, 'id'), key: typeof key === 'string' ? key : number(row, 'sort_key') };
}
