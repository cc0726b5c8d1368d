/** @file Which images of a filter can be had from an index (words, tags, computers, days), and whether they are few. */
import type { SQLInputValue } from 'node:sqlite';
import type { HistoryFilter } from '../../shared/history.ts';
import { thisDeviceFact } from '../ledger/catalogue.ts';
import type { HeldState } from '../ledger/journeys.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { number } from '../ledger/rows.ts';
import { takenRange, wordsAsked } from './history-filter.ts';

/** Ids from and to, both included, in their order. */
export type Stretch = { readonly from: number; readonly to: number; readonly way: 'ASC' | 'DESC' };

/** A query for the ids of a catalogue that a filter could let through: no other can. */
export type Lead = {
  readonly sql: (stretch?: Stretch) => string;
  readonly values: readonly SQLInputValue[];
  /** What is still to be asked of them. */
  readonly rest: HistoryFilter;
  /** Whether it reads no more than the stretch. */
  readonly isInOrder: boolean;
};

/** Of `few` it is known which; of `many` a page is first looked for along the order. */
export type Search =
  | { readonly kind: 'none' }
  | { readonly kind: 'few'; readonly ids: readonly number[]; readonly rest: HistoryFilter }
  | { readonly kind: 'many'; readonly lead: Lead };

/** Each index is asked once, and not for more than `few`. */
export function searchOf(
  { database }: Pick<Ledger, 'database'>,
  filter: HistoryFilter,
  few: (lead: Lead) => number,
): Search {
  const all = leads(filter, filter.device !== undefined && isHere(database, filter.device));
  let best: (Search & { readonly kind: 'few' }) | null = null;
  for (const lead of all) {
    const most = Math.min(few(lead), best?.ids.length ?? Number.POSITIVE_INFINITY);
    const ids = database
      .prepare(`${lead.sql()} LIMIT ?`)
      .all(...lead.values, most)
      .map((row) => number(row, 'id'));
    if (ids.length < most) best = { kind: 'few', ids, rest: lead.rest };
  }
  const [first] = all;
  if (best !== null) return best;
  return first === undefined ? { kind: 'none' } : { kind: 'many', lead: first };
}

function isHere(database: Ledger['database'], device: string): boolean {
  return database.prepare('SELECT value FROM meta WHERE name = ?').get(thisDeviceFact)?.['value'] === device;
}

/** One query, or several put together; those that can have an image in common are a `UNION`. */
function inOrder(id: string, arms: readonly string[], union: 'UNION' | 'UNION ALL' = 'UNION ALL'): Lead['sql'] {
  return (stretch) => {
    const within = stretch === undefined ? '' : ` AND ${id} BETWEEN ${stretch.from} AND ${stretch.to}`;
    const all = arms.map((arm) => `SELECT ${id} AS id FROM ${arm}${within}`).join(` ${union} `);
    return stretch === undefined ? all : `${all} ORDER BY 1 ${stretch.way}`;
  };
}

/** Those that are not in the index of words yet, which are looked through. */
const unindexed = 'catalogue INDEXED BY catalogue_unindexed WHERE indexed = 0';

function leads(filter: HistoryFilter, isOfHere: boolean): Lead[] {
  const { tags, favourite, device, profile, types } = filter;
  const all: Lead[] = [];
  const lead = (sql: Lead['sql'], values: readonly SQLInputValue[], rest: HistoryFilter, isInOrder = true): void =>
    void all.push({ sql, values, rest, isInOrder });
  // The index knows words of three letters and more; shorter ones are looked for in what others lead to.
  const words = wordsAsked(filter);
  const long = words.filter((word) => [...word].length >= 3);
  if (long.length > 0) {
    const match = long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ');
    const short = words.filter((word) => !long.includes(word)).join(' ');
    lead(ofWords(long.length), [match, ...long], { ...filter, text: short });
  }
  if (tags?.match === 'any') {
    const arms = tags.of.map(() => 'tagged WHERE tag = ?');
    lead(inOrder('catalogue_id', arms, 'UNION'), tags.of, { ...filter, tags: undefined });
  }
  for (const tag of tags?.match === 'all' ? tags.of : []) {
    const others = tags?.of.filter((other) => other !== tag) ?? [];
    const rest = others.length === 0 ? undefined : { of: others, match: 'all' as const };
    lead(inOrder('catalogue_id', ['tagged WHERE tag = ?']), [tag], { ...filter, tags: rest });
  }
  if (favourite === true) {
    const arm = 'catalogue INDEXED BY catalogue_favourites WHERE favourite = 1';
    lead(inOrder('id', [arm]), [], { ...filter, favourite: undefined });
  }
  if (device !== undefined) {
    // This computer's own name stands in few rows, or none.
    const arms = ['catalogue WHERE device = ?', ...(isOfHere ? ['catalogue WHERE device IS NULL'] : [])];
    lead(inOrder('id', arms), [device], { ...filter, device: undefined });
  }
  if (profile !== undefined) {
    lead(inOrder('id', ['ordered WHERE profile = ?']), [profile], { ...filter, profile: undefined });
  }
  if (types !== undefined && types.length > 0) {
    const once = [...new Set(types)];
    const arms = once.map(() => 'ordered WHERE content_type = ?');
    lead(inOrder('id', arms), once, { ...filter, types: undefined });
  }
  return [...all, ...scattered(filter)];
}

/** Those whose index is in another order than their ids. */
function scattered(filter: HistoryFilter): Lead[] {
  const all: Lead[] = [];
  const lead = (sql: string, ...values: readonly SQLInputValue[]): void =>
    void all.push({ sql: () => sql, values, rest: filter, isInOrder: false });
  const { states, folder, stored } = filter;
  const taken = takenRange(filter);
  if (taken !== null) lead('SELECT id FROM ordered WHERE taken >= ? AND taken < ?', taken.from, taken.to);
  if (stored !== undefined) {
    const { from = 0, to = Number.MAX_SAFE_INTEGER } = stored;
    lead('SELECT id FROM ordered WHERE recent >= ? AND recent < ?', from, to);
  }
  if (folder !== undefined) {
    lead(
      `SELECT DISTINCT c.id FROM files f CROSS JOIN catalogue c ON c.image_id = f.image_id
       WHERE f.folder_id = ? AND f.state = 'hashed'`,
      folder,
    );
  }
  const rare = states?.flatMap((state) => inStateOf(state)) ?? [];
  if (rare.length > 0 && rare.length === states?.length) lead(rare.join(' UNION ALL '));
  return all;
}

const ofJourneys =
  'SELECT c.id FROM journeys j CROSS JOIN catalogue c ON c.image_id = j.image_id AND c.profile = j.profile';

/** As the indexes of schema.ts say them: SQLite takes an index of some rows only for the words it was made with. */
const rareStates: readonly (readonly [string, readonly HeldState[]])[] = [
  [`j.state IN ('hashed', 'uploading', 'confirmed')`, ['hashed', 'uploading', 'confirmed']],
  [`j.state IN ('waiting', 'blocked', 'failed')`, ['waiting', 'blocked', 'failed']],
  [`j.state = 'cancelled'`, ['cancelled']],
];

/** None for the state that nearly all images are in, and for those that no journey is ever in. */
function inStateOf(state: string): string[] {
  return rareStates.flatMap(([indexed, states]) =>
    states.filter((one) => one === state).map((one) => `${ofJourneys} WHERE ${indexed} AND j.state = '${one}'`),
  );
}

function ofWords(words: number): Lead['sql'] {
  return (stretch) => {
    const within = (id: string): string =>
      stretch === undefined ? '' : `AND ${id} BETWEEN ${stretch.from} AND ${stretch.to}`;
    const each = 'AND instr(words, ?) > 0 '.repeat(words);
    return `SELECT rowid AS id FROM found WHERE found MATCH ? ${within('rowid')} AND rowid NOT IN (SELECT id FROM ${unindexed})
      UNION ALL SELECT id FROM ${unindexed} ${each} ${within('id')} ${stretch === undefined ? '' : `ORDER BY 1 ${stretch.way}`}`;
  };
}
