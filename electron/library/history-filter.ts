/** @file The filters of the history as conditions on `journeys j` and `images i`; every text goes in as a value. */
import type { SQLInputValue } from 'node:sqlite';
import type { HistoryFilter } from '../../shared/history.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { number } from '../ledger/rows.ts';

/** How a text is looked for: `rare` has so few file names that they are found first, then put in order. */
export type TextSearch =
  | { readonly kind: 'none' }
  | { readonly kind: 'rare'; readonly like: string }
  | { readonly kind: 'common'; readonly like: string; readonly cameras: readonly string[] };

export type Conditions = { readonly where: string[]; readonly values: SQLInputValue[] };

/** From there on a match comes soon in any order, and the order's index is walked. */
const manyMatches = 2000;

/** The matches of a `rare` text, to drive a query; takes `like`. An index holds all that is asked. */
export const rareMatches = `
  (SELECT profile, image_id FROM journeys INDEXED BY journeys_name WHERE file_name LIKE ? ESCAPE '\\') m`;

export function textSearch({ database }: Pick<Ledger, 'database'>, { text }: HistoryFilter): TextSearch {
  if (text === undefined || text === '') return { kind: 'none' };
  const like = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const cameras = matchingCameras(database, like);
  const found = database
    .prepare(
      `SELECT count(*) AS n FROM
         (SELECT 1 FROM journeys INDEXED BY journeys_name WHERE file_name LIKE ? ESCAPE '\\' LIMIT ?)`,
    )
    .get(like, manyMatches);
  const isRare = cameras.length === 0 && number(found ?? {}, 'n') < manyMatches;
  return isRare ? { kind: 'rare', like } : { kind: 'common', like, cameras };
}

/** There are dozens of cameras, whatever the number of pictures: each costs one step into their index. */
function matchingCameras(database: Ledger['database'], like: string): string[] {
  const next = database.prepare(
    `SELECT min(camera) AS camera FROM images INDEXED BY images_camera WHERE camera <> '' AND camera > ?`,
  );
  const isLike = database.prepare(`SELECT ? LIKE ? ESCAPE '\\' AS yes`);
  const cameras: string[] = [];
  for (let row = next.get(''); row?.['camera'] != null; row = next.get(row['camera'])) {
    const camera = String(row['camera']);
    if (isLike.get(camera, like)?.['yes'] === 1) cameras.push(camera);
  }
  return cameras;
}

/** To be joined by AND; the values in the order of their question marks. */
export function conditionsOf(filter: HistoryFilter, search: TextSearch): Conditions {
  const where: string[] = [];
  const values: SQLInputValue[] = [];
  const add = (condition: string, ...its: SQLInputValue[]): void => {
    where.push(condition);
    values.push(...its);
  };
  const { profile, states, folder, types, stored, taken } = filter;
  if (profile !== undefined) add('j.profile = ?', profile);
  if (search.kind === 'common') {
    add(
      `(j.file_name LIKE ? ESCAPE '\\' OR i.camera IN (SELECT value FROM json_each(?)))`,
      search.like,
      JSON.stringify(search.cameras),
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
