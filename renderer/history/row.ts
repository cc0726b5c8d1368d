/** @file One image as the list keeps it: a hundred thousand of them stay in memory, so no more than is drawn. */
import type { HistoryEntry, HistoryPage } from '../../shared/history.ts';
import { pageOf, rowListOf } from './row-list.ts';

export type Row = Omit<HistoryEntry, 'objects' | 'warning'> & {
  readonly key: string;
  /** How many beside the original are stored. */
  readonly renditions: number;
};

export type RowPage = { readonly rows: readonly Row[]; readonly next: string | null };

export function keyOf({ profile, imageId }: { readonly profile: string; readonly imageId: string }): string {
  return `${profile}~${imageId}`;
}

export function rowPageOf(page: HistoryPage): RowPage {
  return {
    rows: page.entries.map(({ objects, warning: _, ...entry }) => ({
      ...entry,
      key: keyOf(entry),
      renditions: objects.filter(({ rendition }) => rendition !== 'original').length,
    })),
    next: page.next,
  };
}

/** By what `recent` sorts. */
export function recentOf({ storedAt, begunAt }: Pick<Row, 'storedAt' | 'begunAt'>): number {
  return storedAt ?? begunAt;
}

export type Merged = { readonly pages: readonly RowPage[]; readonly added: number };

/** Rows of a page as the engine is asked for; smaller neighbours are put together up to it. */
export const pageSize = 500;

/** Rows of the first page, which somebody waits for: more than a screen shows and asks ahead for, and less than half of the work. */
export const firstPageSize = 200;

/**
 * The pages that were loaded, newest first, with their newest part replaced by a fresh answer: each image once, at its new
 * place. `added` counts those that were not there, but for what the fresh answer knows of below all that was loaded. Where it
 * ends above all that was loaded, it replaces it.
 * What did not change stays the same object, row, page or all of them, so that nothing is worked out or drawn again.
 */
export function mergeHead(pages: readonly RowPage[], answer: RowPage): Merged {
  const loaded = rowListOf(pages.map(({ rows }) => rows));
  const places = answer.rows.map(({ key }) => loaded.placeOf(key));
  const isAllNew = places.every((place) => place < 0);
  const end = Math.min(...(pages.at(-1)?.rows ?? []).map(recentOf), Number.POSITIVE_INFINITY);
  const isBelow = (row: Row): boolean => !isAllNew && recentOf(row) <= end;
  const added = answer.rows.filter((row, nth) => (places[nth] ?? -1) < 0 && !isBelow(row)).length;
  const fresh = { ...answer, rows: answer.rows.map((row, nth) => asKnown(row, loaded.at(places[nth] ?? -1))) };
  const last = fresh.rows.at(-1);
  if (last === undefined || fresh.next === null || isAllNew) return { pages: [fresh], added };
  const touched = new Set(fresh.rows.map(({ key }, nth) => (places[nth] === -1 ? -1 : pageOf(loaded.pages, key))));
  const newer = new Set(fresh.rows.map(({ key }) => key));
  const below = pages.map((page, place) =>
    touched.has(place) || newestIn(page.rows) > recentOf(last)
      ? { ...page, rows: page.rows.filter((row) => !newer.has(row.key) && recentOf(row) <= recentOf(last)) }
      : page,
  );
  const length = below.reduce((sum, { rows }) => sum + rows.length, fresh.rows.length);
  const isAsBefore = length === loaded.length && fresh.rows.every((row, place) => row === loaded.at(place));
  return { pages: isAsBefore ? pages : foldSmall([fresh, ...below]), added };
}

/** What live changes leave of pages would be more and more of them. The last one's `next` is what counts. */
function foldSmall(pages: readonly RowPage[]): readonly RowPage[] {
  const folded: RowPage[] = [];
  for (const page of pages) {
    const before = folded.at(-1);
    if (before !== undefined && before.rows.length + page.rows.length <= pageSize) {
      folded[folded.length - 1] = { rows: [...before.rows, ...page.rows], next: page.next };
    } else folded.push(page);
  }
  return folded;
}

const newest = new WeakMap<readonly Row[], number>();

/** Not always that of its first row: what is refreshed in place keeps its place. */
function newestIn(rows: readonly Row[]): number {
  const known = newest.get(rows);
  if (known !== undefined) return known;
  const most = rows.reduce((latest, row) => Math.max(latest, recentOf(row)), Number.NEGATIVE_INFINITY);
  newest.set(rows, most);
  return most;
}

/** The row that was there where nothing of it changed: what is drawn of it stays, too. */
function asKnown(row: Row, known: Row | undefined): Row {
  return known !== undefined && isSame(row, known) ? known : row;
}

function isSame(one: Row, other: Row): boolean {
  return Object.entries(one).every(([name, value]) => {
    const was: unknown = Reflect.get(other, name);
    if (!Array.isArray(value)) return value === was;
    return Array.isArray(was) && was.length === value.length && value.every((tag, place) => tag === was[place]);
  });
}

/** What is shown, brought up to date where it stands: nothing moves, nothing comes or goes. */
export function refreshInPlace(pages: readonly RowPage[], fresh: RowPage): readonly RowPage[] {
  const newer = new Map(fresh.rows.map((row) => [row.key, row]));
  return pages.map((page) => {
    const rows = page.rows.some(({ key }) => newer.has(key))
      ? page.rows.map((row) => asKnown(newer.get(row.key) ?? row, row))
      : page.rows;
    return rows.every((row, place) => row === page.rows[place]) ? page : { ...page, rows };
  });
}
