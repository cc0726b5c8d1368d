/** @file Finds the rows of a page by the way that is shortest: along the order, among a few matches, or both; main process. */
import type { HistoryFilter, HistoryRequest } from '../../shared/history.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import type { Placed } from './history-cursor.ts';
import { conditionsOf } from './history-filter.ts';
import { orderOf, placed } from './history-order.ts';
import { type Lead, searchOf } from './history-search.ts';
import { streamed } from './history-stream.ts';

type Database = Pick<Ledger, 'database'>;

/** Rows of an order's index that are looked at for a page of very many matches; a word is looked for in each. */
const looksAtMost = 4000;
/** The same where it is known which rows they are: it takes a tenth. */
const knownLooksAtMost = 20_000;
/** Matches that are quicker sorted than met along the order. */
const soonSorted = 5000;
/** Matches that are quicker known one by one than looked for. */
const soonKnown = 12_000;
/** The same where newest come first by themselves. */
const soonStreamed = 1000;

/** One more than asked for, where there are more. Throws Failed `bad-settings` for a cursor that is none of ours. */
export function rowsOf(ledger: Database, request: HistoryRequest): Placed[] {
  const isStreamed = (lead: Lead): boolean => request.sort === 'recent' && lead.isInOrder;
  const search = searchOf(ledger, request, (lead) => (isStreamed(lead) ? soonStreamed : soonKnown));
  switch (search.kind) {
    case 'none':
      return walked(ledger, request, null) ?? [];
    case 'few': {
      const { rest } = search;
      const lead: Lead = { ...known(search.ids), rest };
      const met = search.ids.length > soonSorted ? walked(ledger, request, { most: knownLooksAtMost, lead }) : null;
      return met ?? sorted(ledger, request, lead);
    }
    case 'many':
      return (
        (isStreamed(search.lead) ? streamed(ledger, request, search.lead) : null) ??
        walked(ledger, request, { most: looksAtMost, lead: null }) ??
        sorted(ledger, request, search.lead)
      );
  }
}

/** For counting: the shortest way to all that can fit; null: everything can. */
export function leadOf(ledger: Database, filter: HistoryFilter): Lead | null {
  const search = searchOf(ledger, filter, () => soonKnown);
  switch (search.kind) {
    case 'none':
      return null;
    case 'few':
      return { ...known(search.ids), rest: search.rest };
    case 'many':
      return search.lead;
  }
}

function known(ids: readonly number[]): Omit<Lead, 'rest'> {
  return { sql: () => 'SELECT value AS id FROM json_each(?)', values: [JSON.stringify(ids)], isInOrder: false };
}

type Looks = { readonly most: number; readonly lead: Lead | null };

/** Null when a page was not met in as many rows as are looked at; null `looks`: in all there are. */
function walked({ database }: Database, request: HistoryRequest, looks: Looks | null): Placed[] | null {
  const order = orderOf(request, false);
  const lead = looks?.lead ?? null;
  const asked = conditionsOf(lead?.rest ?? request);
  const most = request.limit + 1;
  if (looks === null) {
    const sql = `SELECT ${order.select} FROM ${asked.tables} ${clause([...asked.where, ...order.where])} ORDER BY ${order.by} LIMIT ?`;
    return database
      .prepare(sql)
      .all(...asked.values, ...order.values, most)
      .map(placed);
  }
  // What is ordered and limited inside is read in that order, and no further than the page needs.
  const met = lead === null ? '1' : `o.id IN (${lead.sql()})`;
  const looked = `SELECT ${order.select}, ${met} AS met FROM ordered o ${clause(order.where)} ORDER BY ${order.by} LIMIT ?`;
  const fitting = clause(['m.met = 1', 'o.id = m.id', ...asked.where]);
  const rows = database
    .prepare(`SELECT m.id, m.sort_key FROM (${looked}) m CROSS JOIN ${asked.tables} ${fitting} LIMIT ?`)
    .all(...(lead?.values ?? []), ...order.values, looks.most, ...asked.values, most);
  return rows.length < most ? null : rows.map(placed);
}

function sorted({ database }: Database, request: HistoryRequest, lead: Lead): Placed[] {
  const order = orderOf(request, true);
  const asked = conditionsOf(lead.rest);
  return database
    .prepare(
      `SELECT ${order.select} FROM (${lead.sql()}) m CROSS JOIN ${asked.tables}
       ${clause(['o.id = m.id', ...asked.where, ...order.where])} ORDER BY ${order.by} LIMIT ?`,
    )
    .all(...lead.values, ...asked.values, ...order.values, request.limit + 1)
    .map(placed);
}

export function clause(where: readonly string[]): string {
  return where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
}
