/** @file Rows cut into days and lines, and the arrows that walk through them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOut, lineOf, stepFrom, takenAt } from '../../renderer/history/lay-out.ts';
import { moveFor } from '../../renderer/history/move.ts';
import { row } from './rows.ts';

const sheet = (across: number) => ({ across, lineHeight: 200, dayHeight: 40 });
const day = (text: string) => new Date(`${text}T12:00`).getTime();

const fiveAndTwo = [
  ...[1, 2, 3, 4, 5].map((number) => row(number, day('2026-11-21'))),
  ...[6, 7].map((number) => row(number, day('2026-11-20'))),
];

test('each day has its heading and its own lines', () => {
  expect(
    layOut(fiveAndTwo, 'recent', sheet(3)).map((line) => [
      line.kind,
      line.kind === 'day' ? line.images : [line.start, line.end],
    ]),
  ).toEqual([
    ['day', 5],
    ['images', [0, 3]],
    ['images', [3, 5]],
    ['day', 2],
    ['images', [5, 7]],
  ]);
});

test('by name and size there are no days', () => {
  expect(layOut(fiveAndTwo, 'name', sheet(3)).map(({ kind }) => kind)).toEqual(['images', 'images', 'images']);
});

test('by date taken the camera says the day, and those without one are together', () => {
  const rows = [row(1, 0, { capturedAt: '2026-05-14T23:30:00+09:00' }), row(2, 0), row(3, 0)];
  const days = layOut(rows, 'taken', sheet(3)).filter((line) => line.kind === 'day');
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
  const lines = layOut(fiveAndTwo, 'recent', sheet(3));
  expect(stepFrom(lines, 2, 1)).toBe(4);
  expect(stepFrom(lines, 1, 1)).toBe(4);
  expect(stepFrom(lines, 3, 1)).toBe(5);
  expect(stepFrom(lines, 6, 1)).toBe(6);
  expect(stepFrom(lines, 6, -1)).toBe(4);
  expect(stepFrom(lines, 0, -1)).toBe(0);
});

test('keys lead where they say, from right to left too', () => {
  const place = { lines: layOut(fiveAndTwo, 'recent', sheet(3)), from: 3, count: 7, page: 5, rtl: false };
  expect(moveFor('ArrowRight', place)).toBe(4);
  expect(moveFor('ArrowRight', { ...place, rtl: true })).toBe(2);
  expect(moveFor('End', place)).toBe(6);
  expect(moveFor('PageUp', place)).toBe(0);
  expect(moveFor('ArrowDown', { ...place, from: -1 })).toBe(0);
  expect(moveFor('x', place)).toBeUndefined();
});

test('every image is on exactly the line that says so', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 1, max: 9 }),
      (days, across) => {
        const rows = days
          .toSorted((one, other) => other - one)
          .map((number, index) => row(index, day('2026-01-01') + number * 86_400_000));
        const lines = layOut(rows, 'recent', sheet(across));
        for (const index of rows.keys()) {
          const line = lines[lineOf(lines, index)];
          expect(line?.kind === 'images' && line.start <= index && index < line.end).toBe(true);
        }
      },
    ),
  );
});
