/** @file One image as the list keeps it: a hundred thousand of them stay in memory, so no more than is drawn. */
import type { HistoryEntry, HistoryPage } from '../../shared/history.ts';

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

/**
 * The pages that were loaded, newest first, with their newest part replaced by a fresh answer: each image once, at its new
 * place. `added` counts those that were not there. Where the fresh answer ends above all that was loaded, it replaces it.
 */
export function mergeHead(pages: readonly RowPage[], fresh: RowPage): Merged {
  const known = new Set(pages.flatMap(({ rows }) => rows.map(({ key }) => key)));
  const added = fresh.rows.filter(({ key }) => !known.has(key)).length;
  const last = fresh.rows.at(-1);
  const overlaps = fresh.rows.some(({ key }) => known.has(key));
  if (last === undefined || fresh.next === null || !overlaps) return { pages: [fresh], added };
  const newer = new Set(fresh.rows.map(({ key }) => key));
  const below = pages.map((page) => ({
    ...page,
    rows: page.rows.filter((row) => !newer.has(row.key) && recentOf(row) <= recentOf(last)),
  }));
  const [first, ...rest] = below;
  if (first === undefined) return { pages: [fresh], added };
  return { pages: [{ rows: [...fresh.rows, ...first.rows], next: first.next }, ...rest], added };
}

/** What is shown, brought up to date where it stands: nothing moves, nothing comes or goes. */
export function refreshInPlace(pages: readonly RowPage[], fresh: RowPage): readonly RowPage[] {
  const newer = new Map(fresh.rows.map((row) => [row.key, row]));
  return pages.map((page) => ({ ...page, rows: page.rows.map((row) => newer.get(row.key) ?? row) }));
}
