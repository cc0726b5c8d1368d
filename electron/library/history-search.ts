/** @file Which images of a filter can be had from an index of words, tags, favourites or computers, and whether they are few. */
import type { SQLInputValue } from 'node:sqlite';
import type { HistoryFilter } from '../../shared/history.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { number } from '../ledger/rows.ts';
import { thisDevice, wordsAsked } from './history-filter.ts';

/** A query for the `id`s of a catalogue that a filter could let through: no other can. */
export type Lead = { readonly sql: string; readonly values: readonly SQLInputValue[] };

/** `few` are fetched all and put in order; of `many` a page is first looked for in the order's own index. */
export type Search =
  | { readonly kind: 'none' }
  | { readonly kind: 'few'; readonly lead: Lead }
  | { readonly kind: 'many'; readonly lead: Lead };

/** Those that are not in the index yet can be any: the conditions say which. */
const unindexed = 'SELECT id FROM catalogue INDEXED BY catalogue_unindexed WHERE indexed = 0';
const ofWords = `SELECT rowid AS id FROM found WHERE found MATCH ? AND rowid NOT IN (${unindexed}) UNION ALL ${unindexed}`;

/** Rows that are fetched and sorted in less time than a person notices. */
const few = 6000;

export function searchOf({ database }: Pick<Ledger, 'database'>, filter: HistoryFilter): Search {
  let best: { readonly lead: Lead; readonly matches: number } | null = null;
  for (const lead of leads(filter)) {
    const count = database.prepare(`SELECT count(*) AS n FROM (${lead.sql} LIMIT ?)`);
    const matches = number(count.all(...lead.values, few)[0] ?? {}, 'n');
    if (best === null || matches < best.matches) best = { lead, matches };
  }
  if (best === null) return { kind: 'none' };
  return { kind: best.matches < few ? 'few' : 'many', lead: best.lead };
}

function leads(filter: HistoryFilter): Lead[] {
  const all: Lead[] = [];
  // The index knows words of three letters and more; shorter ones are looked for in what others lead to.
  const words = wordsAsked(filter).filter((word) => [...word].length >= 3);
  if (words.length > 0) {
    const match = words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ');
    all.push({ sql: ofWords, values: [match] });
  }
  const { tags, favourite, device } = filter;
  if (tags?.match === 'any') {
    const sql = 'SELECT DISTINCT catalogue_id AS id FROM tagged WHERE tag IN (SELECT value FROM json_each(?))';
    all.push({ sql, values: [JSON.stringify(tags.of)] });
  }
  for (const tag of tags?.match === 'all' ? tags.of : []) {
    all.push({ sql: 'SELECT catalogue_id AS id FROM tagged WHERE tag = ?', values: [tag] });
  }
  if (favourite === true) {
    all.push({ sql: 'SELECT id FROM catalogue INDEXED BY catalogue_favourites WHERE favourite = 1', values: [] });
  }
  if (device !== undefined) {
    const sql = `SELECT id FROM catalogue WHERE device = ?
      UNION ALL SELECT id FROM catalogue WHERE device IS NULL AND ? = ${thisDevice}`;
    all.push({ sql, values: [device, device] });
  }
  return all;
}
