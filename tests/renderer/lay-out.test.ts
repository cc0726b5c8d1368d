/** @file Rows cut into days and lines, and the arrows that walk through them, however the rows came in. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf, layOut, type Part, partAt, stepFrom, takenAt, topOf } from '../../renderer/history/lay-out.ts';
import { moveFor } from '../../renderer/history/move.ts';
import type { Row } from '../../renderer/history/row.ts';
import type { HistorySort } from '../../shared/history.ts';
import { row } from './rows.ts';

const sheet = (across: number, linesInPart = 1) => ({ across, lineHeight: 200, dayHeight: 40, linesInPart });
const day = (text: string) => new Date(`${text}T12:00`).getTime();

const fiveAndTwo = [
  ...[1, 2, 3, 4, 5].map((number) => row(number, day('2026-11-21'))),
  ...[6, 7].map((number) => row(number, day('2026-11-20'))),
];

function partsOf(layout: ReturnType<typeof layOut>): readonly Part[] {
  return Array.from({ length: layout.count }, (_, index) => partAt(layout, index)).filter((part) => part !== undefined);
}

const shapes = (parts: readonly Part[]) =>
  parts.map((part) => [part.kind, part.kind === 'day' ? part.images : [part.start, part.end], part.height]);

test('each day has its heading and its own lines', () => {
  expect(shapes(partsOf(layOut([fiveAndTwo], 'recent', sheet(3))))).toEqual([
    ['day', 5, 40],
    ['images', [0, 3], 200],
    ['images', [3, 5], 200],
    ['day', 2, 40],
    ['images', [5, 7], 200],
  ]);
});

test('a few lines of a day are drawn together', () => {
  expect(shapes(partsOf(layOut([fiveAndTwo], 'recent', sheet(2, 2))))).toEqual([
    ['day', 5, 40],
    ['images', [0, 4], 400],
    ['images', [4, 5], 200],
    ['day', 2, 40],
    ['images', [5, 7], 200],
  ]);
});

test('by name and size there are no days', () => {
  expect(partsOf(layOut([fiveAndTwo], 'name', sheet(3))).map(({ kind }) => kind)).toEqual([
    'images',
    'images',
    'images',
  ]);
});

test('by date taken the camera says the day, and those without one are together', () => {
  const rows = [row(1, 0, { capturedAt: '2026-05-14T23:30:00+09:00' }), row(2, 0), row(3, 0)];
  const days = partsOf(layOut([rows], 'taken', sheet(3))).filter((part) => part.kind === 'day');
  expect(days.map(({ at, images }) => [at, images])).toEqual([
    [new Date(2026, 4, 14).getTime(), 1],
    [null, 2],
  ]);
});

test('the time of a picture is that of its camera', () => {
  expect(takenAt('2026-05-14T23:30:00+09:00')).toBe(new Date(2026, 4, 14, 23, 30).getTime());
  expect(takenAt('2026-05-14T23:30:00Z')).toBe(new Date(2026, 4, 14, 23, 30).getTime());
});

test('up and down keep the column, and stop at short lines and ends', () => {
  const layout = layOut([fiveAndTwo], 'recent', sheet(3));
  expect(stepFrom(layout, 2, 1)).toBe(4);
  expect(stepFrom(layout, 1, 1)).toBe(4);
  expect(stepFrom(layout, 3, 1)).toBe(5);
  expect(stepFrom(layout, 6, 1)).toBe(6);
  expect(stepFrom(layout, 6, -1)).toBe(4);
  expect(stepFrom(layout, 0, -1)).toBe(0);
});

test('keys lead where they say, from right to left too', () => {
  const place = { layout: layOut([fiveAndTwo], 'recent', sheet(3)), from: 3, count: 7, page: 5, rtl: false };
  expect(moveFor('ArrowRight', place)).toBe(4);
  expect(moveFor('ArrowRight', { ...place, rtl: true })).toBe(2);
  expect(moveFor('End', place)).toBe(6);
  expect(moveFor('PageUp', place)).toBe(0);
  expect(moveFor('ArrowDown', { ...place, from: -1 })).toBe(0);
  expect(moveFor('x', place)).toBeUndefined();
});

/** The same by the plainest means: one row after the other, all of them anew. */
function laidOutPlainly(rows: readonly Row[], sort: HistorySort, across: number, linesInPart: number) {
  const parts: Part[] = [];
  const tops: number[] = [];
  let top = 0;
  for (let start = 0; start < rows.length; ) {
    const at = rows[start] === undefined ? undefined : dayOf(rows[start] as Row, sort);
    let end = start;
    for (let one = rows[end]; one !== undefined && dayOf(one, sort) === at; one = rows[end]) end += 1;
    if (at !== undefined) {
      parts.push({ kind: 'day', at, images: end - start, height: 40 });
      top += 40;
    }
    for (let index = start; index < end; index += 1) tops.push(top + Math.floor((index - start) / across) * 200);
    const step = across * linesInPart;
    for (let part = start; part < end; part += step) {
      const until = Math.min(part + step, end);
      parts.push({ kind: 'images', start: part, end: until, height: Math.ceil((until - part) / across) * 200 });
    }
    top += Math.ceil((end - start) / across) * 200;
    start = end;
  }
  return { parts, tops };
}

/** Cut at these places. */
function pagesOf(rows: readonly Row[], cuts: readonly number[]): readonly (readonly Row[])[] {
  const places = [0, ...cuts.map((cut) => cut % (rows.length + 1)), rows.length].sort((one, other) => one - other);
  return places.slice(1).map((end, nth) => rows.slice(places[nth], end));
}

const anyRows = fc
  .tuple(
    fc.array(fc.tuple(fc.nat({ max: 12 }), fc.boolean()), { maxLength: 120 }),
    fc.constantFrom('recent' as const, 'taken' as const, 'name' as const, 'size' as const),
  )
  .map(([days, sort]) => ({
    sort,
    rows: days
      .toSorted(([one], [other]) => other - one)
      .map(([number, isDated], index) => {
        const at = day('2026-01-01') + number * 86_400_000;
        return row(index, at, { capturedAt: isDated ? new Date(at).toISOString() : null });
      }),
  }));
const split = fc.array(fc.nat({ max: 200 }), { maxLength: 8 });

test('however the rows came in, page by page, they are laid out as if they had come at once', () => {
  fc.assert(
    fc.property(
      anyRows,
      split,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 4 }),
      ({ rows, sort }, cuts, across, linesInPart) => {
        const plain = laidOutPlainly(rows, sort, across, linesInPart);
        const layout = layOut(pagesOf(rows, cuts), sort, sheet(across, linesInPart));
        expect(layout.count).toBe(plain.parts.length);
        expect(partsOf(layout)).toEqual(plain.parts);
        expect(rows.map((_, index) => topOf(layout, index))).toEqual(plain.tops);
      },
    ),
  );
});

test('pages that are kept beside new ones are laid out anew by another order, and the same again by the first', () => {
  fc.assert(
    fc.property(anyRows, split, ({ rows, sort }, cuts) => {
      const pages = pagesOf(rows, cuts);
      const first = partsOf(layOut(pages, sort, sheet(3)));
      expect(partsOf(layOut(pages, 'name', sheet(3)))).toEqual(laidOutPlainly(rows, 'name', 3, 1).parts);
      expect(partsOf(layOut(pages, sort, sheet(3)))).toEqual(first);
    }),
  );
});

test('a step down and up again is on the same line', () => {
  fc.assert(
    fc.property(anyRows, split, fc.integer({ min: 1, max: 9 }), ({ rows, sort }, cuts, across) => {
      const layout = layOut(pagesOf(rows, cuts), sort, sheet(across));
      for (const index of rows.keys()) {
        const down = stepFrom(layout, index, 1);
        if (down === index) continue;
        expect(topOf(layout, down)).toBeGreaterThan(topOf(layout, index));
        expect(topOf(layout, stepFrom(layout, down, -1))).toBe(topOf(layout, index));
      }
    }),
  );
});
