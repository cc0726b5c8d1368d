/** @file New images enter the list of History once, at their place, and what is looked at stays. */
import { describe, expect, test } from 'vitest';
import { mergeHead, refreshInPlace } from '../../renderer/history/row.ts';
import { row } from './rows.ts';

const page = (numbers: readonly number[], next: string | null = 'more') => ({
  rows: numbers.map((number) => row(number, number)),
  next,
});
const numbersOf = (pages: readonly { readonly rows: readonly { readonly storedAt: number | null }[] }[]) =>
  pages.map(({ rows }) => rows.map(({ storedAt }) => storedAt));

describe('a fresh head', () => {
  test('puts what is new above, and nothing twice', () => {
    const { pages, added } = mergeHead([page([9, 8, 7]), page([6, 5, 4])], page([11, 10, 9, 8]));
    expect(numbersOf(pages)).toEqual([
      [11, 10, 9, 8, 7],
      [6, 5, 4],
    ]);
    expect(added).toBe(2);
  });

  test('moves an image that was further down', () => {
    const moved = { ...row(5, 12) };
    const { pages, added } = mergeHead([page([9, 8]), page([6, 5])], { rows: [moved, row(9, 9)], next: 'more' });
    expect(numbersOf(pages)).toEqual([[12, 9, 8], [6]]);
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
});

test('in place nothing comes, goes or moves', () => {
  const pages = [page([9, 8]), page([7])];
  const fresh = { rows: [row(11, 11), row(8, 8, { state: 'failed' })], next: 'more' };
  const shown = refreshInPlace(pages, fresh);
  expect(numbersOf(shown)).toEqual(numbersOf(pages));
  expect(shown[0]?.rows[1]?.state).toBe('failed');
});
