/** @file The filters of the history as conditions on `journeys j`, `images i` and `catalogue c`; every text goes in as a value. */
import type { SQLInputValue } from 'node:sqlite';
import type { HistoryFilter } from '../../shared/history.ts';
import { thisDeviceFact } from '../ledger/catalogue.ts';
import { folded } from '../ledger/folded-text.ts';

export type Conditions = {
  readonly where: string[];
  readonly values: SQLInputValue[];
  /** Whether one of them is about `i`, or `c`. */
  readonly about: { readonly images: boolean; readonly catalogue: boolean };
};

/** Words that must all be in it, as the catalogue keeps them. */
export function wordsAsked({ text }: HistoryFilter): string[] {
  return folded(text ?? '')
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** The device that stands in no row, for it is this one. */
export const thisDevice = `(SELECT value FROM meta WHERE name = '${thisDeviceFact}')`;

/** To be joined by AND; the values in the order of their question marks. */
export function conditionsOf(filter: HistoryFilter): Conditions {
  const where: string[] = [];
  const values: SQLInputValue[] = [];
  const add = (condition: string, ...its: SQLInputValue[]): void => {
    where.push(condition);
    values.push(...its);
  };
  const { profile, states, folder, types, stored, taken, tags, device, favourite } = filter;
  const words = wordsAsked(filter);
  if (profile !== undefined) add('j.profile = ?', profile);
  if (states !== undefined) add('j.state IN (SELECT value FROM json_each(?))', JSON.stringify(states));
  if (folder !== undefined) {
    add(
      `EXISTS (SELECT 1 FROM files f WHERE f.image_id = j.image_id AND f.folder_id = ? AND f.state = 'hashed')`,
      folder,
    );
  }
  if (types !== undefined) add('i.content_type IN (SELECT value FROM json_each(?))', JSON.stringify(types));
  if (stored?.from !== undefined) add('j.stored_at >= ?', stored.from);
  if (stored?.to !== undefined) add('j.stored_at < ?', stored.to);
  // The first ten letters are the camera's own day, with or without a zone behind them.
  if (taken !== undefined) add("i.captured_at <> ''");
  if (taken?.from !== undefined) add('substr(i.captured_at, 1, 10) >= ?', taken.from);
  if (taken?.to !== undefined) add('substr(i.captured_at, 1, 10) <= ?', taken.to);
  for (const word of words) add('instr(c.words, ?) > 0', word);
  if (favourite !== undefined) add('c.favourite = ?', Number(favourite));
  if (device !== undefined) add(`coalesce(c.device, ${thisDevice}) = ?`, device);
  if (tags?.match === 'any') {
    const one = 't.tag IN (SELECT value FROM json_each(?))';
    add(`EXISTS (SELECT 1 FROM tagged t WHERE ${one} AND t.catalogue_id = c.id)`, JSON.stringify(tags.of));
  }
  if (tags?.match === 'all') {
    for (const tag of tags.of) add('EXISTS (SELECT 1 FROM tagged t WHERE t.tag = ? AND t.catalogue_id = c.id)', tag);
  }
  const catalogue = words.length > 0 || favourite !== undefined || device !== undefined || tags !== undefined;
  return { where, values, about: { images: types !== undefined || taken !== undefined, catalogue } };
}
