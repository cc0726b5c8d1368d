/** @file The filters of the history as conditions on `journeys j` and `images i`; every text goes in as a value. */
import type { SQLInputValue } from 'node:sqlite';
import type { HistoryFilter } from '../../shared/history.ts';

export type Conditions = { readonly where: string[]; readonly values: SQLInputValue[] };

/** To be joined by AND; the values in the order of their question marks. */
export function conditionsOf(filter: HistoryFilter): Conditions {
  const where: string[] = [];
  const values: SQLInputValue[] = [];
  const add = (condition: string, ...its: SQLInputValue[]): void => {
    where.push(condition);
    values.push(...its);
  };
  const { profile, text, states, folder, types, stored, taken } = filter;
  if (profile !== undefined) add('j.profile = ?', profile);
  if (text !== undefined && text !== '') {
    const like = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
    add(
      `(j.file_name LIKE ? ESCAPE '\\' OR j.directory LIKE ? ESCAPE '\\' OR i.details ->> '$.camera' LIKE ? ESCAPE '\\')`,
      like,
      like,
      like,
    );
  }
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
  return { where, values };
}
