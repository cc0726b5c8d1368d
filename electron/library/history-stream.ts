/**
 * @file Takes the newest (or oldest) of very many matches without reading them all. Ids are given as journeys begin, so images
 * that were stored one after the other have ids near each other, but for a few; `spans` tells which; main process.
 */
import type { HistoryRequest } from '../../shared/history.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { number } from '../ledger/rows.ts';
import { idsInSpan } from '../ledger/schema-orders.ts';
import { cursorFrom, type Placed } from './history-cursor.ts';
import { conditionsOf } from './history-filter.ts';
import { orderOf, placed } from './history-order.ts';
import type { Lead, Stretch } from './history-search.ts';

/** Matches that are looked at before another way is tried. */
const matchesAtMost = 6000;
/** Spans out of their order that are looked into one by one; reading on until they come would take longer. */
const oddAtMost = 8;

/** Neighbouring ids; `first` and `last` are keys in the order of the page, larger is earlier. */
type Span = { readonly span: number; readonly first: number; readonly last: number };

/** In the order `recent`. Null when the ids say too little of it. */
export function streamed({ database }: Pick<Ledger, 'database'>, request: HistoryRequest, lead: Lead): Placed[] | null {
  const { descending, limit, after } = request;
  const sign = descending ? 1 : -1;
  const reach = after === undefined ? Number.POSITIVE_INFINITY : sign * Number(cursorFrom(after, 'recent').key);
  const spans = spansOf(database, descending).filter(({ last }) => last <= reach);
  const order = orderOf(request, true);
  const asked = conditionsOf(lead.rest);
  const where = ['o.id = ?', ...asked.where, ...order.where].join(' AND ');
  const look = database.prepare(`SELECT ${order.select} FROM ${asked.tables} WHERE ${where}`);
  const fitting = (id: number): Placed[] => look.all(id, ...asked.values, ...order.values).map(placed);
  const idsIn = (between: Omit<Stretch, 'way'>): Iterable<number> =>
    idsOf(database, lead, { ...between, way: descending ? 'DESC' : 'ASC' });

  const [start] = spans;
  if (start === undefined) return [];
  let found: Placed[] = [];
  let looked = 0;
  let span = start.span;
  for (const id of idsIn(onwards(start, descending))) {
    const its = Math.floor(id / idsInSpan);
    if (its !== span && found.length > limit) {
      found = earliest(found, sign, limit);
      const least = sign * Number(found.at(-1)?.key);
      const unread = spans.filter((one) => sign * (its - one.span) >= 0 && one.first > least);
      if (unread.length <= oddAtMost) {
        const odd = unread.flatMap((one) => [...idsIn(within(one))].flatMap(fitting));
        return earliest([...found, ...odd], sign, limit);
      }
    }
    span = its;
    looked += 1;
    if (looked > matchesAtMost) return null;
    found.push(...fitting(id));
  }
  return earliest(found, sign, limit);
}

/** One more than a page of them. */
function earliest(found: readonly Placed[], sign: 1 | -1, limit: number): Placed[] {
  const order = (one: Placed, other: Placed): number =>
    sign * (Number(other.key) - Number(one.key) || other.id - one.id);
  return found.toSorted(order).slice(0, limit + 1);
}

function* idsOf(database: Ledger['database'], lead: Lead, stretch: Stretch): Generator<number, void> {
  for (const row of database.prepare(lead.sql(stretch)).iterate(...lead.values)) yield number(row, 'id');
}

/** In the order in which they are read. */
function spansOf(database: Ledger['database'], descending: boolean): Span[] {
  const spans = database.prepare(`SELECT * FROM spans ORDER BY span ${descending ? 'DESC' : 'ASC'}`).all();
  return spans.map((row) => {
    const [oldest, newest] = [number(row, 'oldest'), number(row, 'newest')];
    return { span: number(row, 'span'), first: descending ? newest : -oldest, last: descending ? oldest : -newest };
  });
}

function within({ span }: Span): Omit<Stretch, 'way'> {
  return { from: span * idsInSpan, to: (span + 1) * idsInSpan - 1 };
}

function onwards(span: Span, descending: boolean): Omit<Stretch, 'way'> {
  const { from, to } = within(span);
  return descending ? { from: 0, to } : { from, to: Number.MAX_SAFE_INTEGER };
}
