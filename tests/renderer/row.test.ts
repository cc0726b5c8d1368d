/** @file New images enter the list of History once, at their place, and what is looked at stays. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeHead, pageSize, type Row, recentOf, refreshInPlace } from '../../renderer/history/row.ts';
import { row } from './rows.ts';

const page = (numbers: readonly number[], next: string | null = 'more') => ({
  rows: numbers.map((number) => row(number, number)),
  next,
});
const numbersOf = (pages: readonly { readonly rows: readonly { readonly storedAt: number | null }[] }[]) =>
  pages.map(({ rows }) => rows.map(({ storedAt }) => storedAt));

/** Pages of as many as the engine gives, newest first, from `newest` down to 1. */
function pagesDownFrom(newest: number, size = pageSize) {
  const numbers = Array.from({ length: newest }, (_, index) => newest - index);
  return Array.from({ length: Math.ceil(newest / size) }, (_, nth) =>
    page(numbers.slice(nth * size, (nth + 1) * size)),
  );
}

describe('a fresh head', () => {
  test('puts what is new above, and nothing twice', () => {
    const { pages, added } = mergeHead([page([9, 8, 7]), page([6, 5, 4])], page([11, 10, 9, 8]));
    expect(numbersOf(pages).flat()).toEqual([11, 10, 9, 8, 7, 6, 5, 4]);
    expect(added).toBe(2);
  });

  test('moves an image that was further down', () => {
    const moved = { ...row(5, 12) };
    const { pages, added } = mergeHead([page([9, 8]), page([6, 5])], { rows: [moved, row(9, 9)], next: 'more' });
    expect(numbersOf(pages).flat()).toEqual([12, 9, 8, 6]);
    expect(added).toBe(0);
  });

  test('drops what is not there any more', () => {
    const { pages } = mergeHead([page([9, 8, 7])], page([9, 7]));
    expect(numbersOf(pages)).toEqual([[9, 7]]);
  });

  test('that is all there is replaces all', () => {
    const { pages } = mergeHead([page([9, 8]), page([7])], page([9], null));
    expect(numbersOf(pages)).toEqual([[9]]);
  });

  test('that ends above what was loaded replaces it: the gap cannot be known', () => {
    const { pages, added } = mergeHead([page([3, 2, 1])], page([9, 8, 7]));
    expect(numbersOf(pages)).toEqual([[9, 8, 7]]);
    expect(added).toBe(3);
  });

  test('counts as new what is above, not what comes to light below the shorter first page', () => {
    const known = [page([9, 8, 7])];
    expect(mergeHead(known, page([9, 8, 7, 6, 5]))).toEqual({ pages: [page([9, 8, 7, 6, 5])], added: 0 });
    expect(mergeHead(known, page([11, 10, 9, 8, 7, 6])).added).toBe(2);
    const moved = { rows: [row(7, 12), row(11, 11), row(9, 9)], next: 'more' };
    expect(mergeHead(known, moved).added).toBe(1);
  });

  test('leaves pages as they are that it does not touch', () => {
    const before = pagesDownFrom(5 * pageSize);
    const { pages } = mergeHead(before, page(Array.from({ length: pageSize }, (_, nth) => 5 * pageSize + 3 - nth)));
    expect(pages.slice(-4)).toEqual(before.slice(1));
    expect(pages.slice(-4).every((one, nth) => one.rows === before[nth + 1]?.rows)).toBe(true);
  });

  test('in which nothing changed leaves everything, and else every row that did not change', () => {
    const before = pagesDownFrom(2 * pageSize);
    const head = Array.from({ length: pageSize }, (_, nth) => 2 * pageSize - nth);
    expect(mergeHead(before, page(head)).pages).toBe(before);
    const tagged = page(head).rows.map((one, nth) => (nth === 3 ? { ...one, tags: ['sea'] } : one));
    const { pages } = mergeHead(before, { rows: tagged, next: 'more' });
    const kept = pages[0]?.rows.map((one, nth) => one === before[0]?.rows[nth]) ?? [];
    expect(kept.indexOf(false)).toBe(3);
    expect(kept.filter((isKept) => !isKept).length).toBe(1);
  });

  test('that lacks what was refreshed in place further down drops it there', () => {
    const before = [page([9, 8]), { rows: [row(3, 12), row(2, 2)], next: 'more' }];
    expect(numbersOf(mergeHead(before, page([9, 8])).pages).flat()).toEqual([9, 8, 2]);
  });

  test('does not leave more and more of small pages', () => {
    let pages: readonly { readonly rows: readonly Row[]; readonly next: string | null }[] = pagesDownFrom(2 * pageSize);
    for (let newest = 2 * pageSize; newest < 4 * pageSize; newest += 7) {
      pages = mergeHead(pages, page(Array.from({ length: pageSize }, (_, nth) => newest + 7 - nth))).pages;
    }
    const rows = pages.flatMap((one) => one.rows);
    expect(rows.map(recentOf)).toEqual(Array.from({ length: rows.length }, (_, nth) => rows.length - nth));
    expect(pages.length).toBeLessThan(2 * Math.ceil(rows.length / pageSize));
  });

  test('gives what putting all rows in order gives, whatever had come, moved or gone', () => {
    const numbers = fc.uniqueArray(fc.nat({ max: 60 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(numbers, numbers, fc.integer({ min: 1, max: 7 }), (loaded, changed, size) => {
        // An image that changed is as new as all that changed; the others are where they were.
        const before = loaded.toSorted((one, other) => other - one).map((number) => row(number, number));
        const head = changed.map((number, nth) => row(number, 100 + nth)).reverse();
        const pages = Array.from({ length: Math.ceil(before.length / size) }, (_, nth) => ({
          rows: before.slice(nth * size, (nth + 1) * size),
          next: `${nth}`,
        }));
        const merged = mergeHead(pages, { rows: head, next: 'more' });
        const keys = new Set(head.map(({ key }) => key));
        const overlaps = before.some(({ key }) => keys.has(key));
        const expected = [...head, ...(overlaps ? before.filter(({ key }) => !keys.has(key)) : [])];
        expect(merged.pages.flatMap(({ rows }) => rows)).toEqual(expected);
        expect(merged.added).toBe(head.filter(({ key }) => !before.some((one) => one.key === key)).length);
        expect(merged.pages.at(-1)?.next).toBe(overlaps ? `${pages.length - 1}` : 'more');
      }),
    );
  });
});

test('in place nothing comes, goes or moves, and other pages stay the same', () => {
  const pages = [page([9, 8]), page([7])];
  const fresh = { rows: [row(11, 11), row(8, 8, { state: 'failed' })], next: 'more' };
  const shown = refreshInPlace(pages, fresh);
  expect(numbersOf(shown)).toEqual(numbersOf(pages));
  expect(shown[0]?.rows[1]?.state).toBe('failed');
  expect(shown[0]?.rows[0]).toBe(pages[0]?.rows[0]);
  expect(shown[1]).toBe(pages[1]);
});
