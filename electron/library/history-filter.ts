/** @file The filters of the history as conditions on `ordered o`, `catalogue c` and `journeys j`; every text goes in as a value. */
import type { SQLInputValue } from 'node:sqlite';
import type { HistoryFilter } from '../../shared/history.ts';
import { thisDeviceFact } from '../ledger/catalogue.ts';
import { folded } from '../ledger/folded-text.ts';

export type Conditions = {
  readonly where: string[];
  readonly values: SQLInputValue[];
  /** `ordered o`, and behind it what the conditions are about: each table costs a step for every row that is looked at. */
  readonly tables: string;
};

const withCatalogue = 'CROSS JOIN catalogue c ON c.id = o.id';
export const everyTable = `ordered o ${withCatalogue} CROSS JOIN journeys j ON j.profile = c.profile AND j.image_id = c.image_id`;

/** Words that must all be in it, as the catalogue keeps them. */
export function wordsAsked({ text }: HistoryFilter): string[] {
  return folded(text ?? '')
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** The device that stands in no row, for it is this one. */
const thisDevice = `(SELECT value FROM meta WHERE name = '${thisDeviceFact}')`;

/** Behind every letter that can follow a day: with a day in front, the end of that day. */
const afterAll = '\u{7f}';

/** Where in the order of `taken` the days asked for lie: from inclusive, to exclusive. Undated images are in none. */
export function takenRange({ taken }: HistoryFilter): { readonly from: string; readonly to: string } | null {
  // The first ten letters are the camera's own day, with or without a zone behind them.
  return taken === undefined
    ? null
    : { from: taken.from ?? ' ', to: taken.to === undefined ? afterAll : `${taken.to}${afterAll}` };
}

function tablesOf(where: readonly string[]): string {
  const isAbout = (table: string): boolean => where.some((condition) => condition.includes(`${table}.`));
  if (isAbout('j')) return everyTable;
  return isAbout('c') ? `ordered o ${withCatalogue}` : 'ordered o';
}

/** To be joined by AND; the values in the order of their question marks. */
export function conditionsOf(filter: HistoryFilter): Conditions {
  const where: string[] = [];
  const values: SQLInputValue[] = [];
  const add = (condition: string, ...its: SQLInputValue[]): void => {
    where.push(condition);
    values.push(...its);
  };
  const { profile, states, folder, types, stored, tags, device, favourite } = filter;
  const words = wordsAsked(filter);
  const taken = takenRange(filter);
  // With '+' none of them leads SQLite away from the order's own index.
  if (profile !== undefined) add('+o.profile = ?', profile);
  if (types !== undefined) add('+o.content_type IN (SELECT value FROM json_each(?))', JSON.stringify(types));
  if (taken !== null) add('+o.taken >= ? AND +o.taken < ?', taken.from, taken.to);
  if (tags?.match === 'any') {
    const one = 't.tag IN (SELECT value FROM json_each(?))';
    add(`EXISTS (SELECT 1 FROM tagged t WHERE ${one} AND t.catalogue_id = o.id)`, JSON.stringify(tags.of));
  }
  if (tags?.match === 'all') {
    for (const tag of tags.of) add('EXISTS (SELECT 1 FROM tagged t WHERE t.tag = ? AND t.catalogue_id = o.id)', tag);
  }
  for (const word of words) add('instr(c.words, ?) > 0', word);
  // Of the narrow index, not of the catalogue's wide rows.
  const liked = 'SELECT 1 FROM catalogue l INDEXED BY catalogue_favourites WHERE l.favourite = 1 AND l.id = o.id';
  if (favourite !== undefined) add(`${favourite ? '' : 'NOT '}EXISTS (${liked})`);
  if (device !== undefined) add(`coalesce(c.device, ${thisDevice}) = ?`, device);
  if (folder !== undefined) {
    add(
      `EXISTS (SELECT 1 FROM files f WHERE f.image_id = c.image_id AND f.folder_id = ? AND f.state = 'hashed')`,
      folder,
    );
  }
  if (states !== undefined) add('j.state IN (SELECT value FROM json_each(?))', JSON.stringify(states));
  if (stored?.from !== undefined) add('j.stored_at >= ?', stored.from);
  if (stored?.to !== undefined) add('j.stored_at < ?', stored.to);
  const tables = tablesOf(where);
  return { where, values, tables };
}
