/** @file All rows that are loaded as one list over their pages: a page that arrives copies none of those before it. */
import type { Row } from './row.ts';

/** The rows of a page; whoever changes one makes a new array, so that what is worked out of it can be kept beside it. */
export type Rows = readonly Row[];

export type RowList = {
  readonly pages: readonly Rows[];
  readonly length: number;
  readonly at: (index: number) => Row | undefined;
  /** From `start` to `end`, exclusive. */
  readonly slice: (start: number, end: number) => Rows;
  /** Where an image is; -1 when it is not loaded. */
  readonly placeOf: (key: string) => number;
};

export function rowListOf(pages: readonly Rows[]): RowList {
  const starts: number[] = [];
  let length = 0;
  for (const page of pages) {
    starts.push(length);
    length += page.length;
  }
  const at = (index: number): Row | undefined => {
    const page = lastUpTo(starts, index);
    return pages[page]?.[index - (starts[page] ?? 0)];
  };
  return {
    pages,
    length,
    at,
    slice: (start, end) =>
      Array.from({ length: Math.max(0, Math.min(end, length) - start) }, (_, offset) => at(start + offset)).filter(
        (row) => row !== undefined,
      ),
    placeOf: (key) => {
      const page = pageOf(pages, key);
      return page < 0 ? -1 : (starts[page] ?? 0) + (placesIn(pages[page] ?? []).get(key) ?? 0);
    },
  };
}

/** Which page an image is on; -1 when it is on none. */
export function pageOf(pages: readonly Rows[], key: string): number {
  return pages.findIndex((page) => placesIn(page).has(key));
}

const kept = new WeakMap<Rows, ReadonlyMap<string, number>>();

/** Where each key is on its page. */
function placesIn(page: Rows): ReadonlyMap<string, number> {
  const known = kept.get(page);
  if (known !== undefined) return known;
  const places = new Map(page.map(({ key }, index) => [key, index]));
  kept.set(page, places);
  return places;
}

/** The last of rising numbers that is not above a value; 0 where all are. */
export function lastUpTo(rising: readonly number[], value: number): number {
  let low = 0;
  let high = rising.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rising[middle] ?? Number.POSITIVE_INFINITY) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
