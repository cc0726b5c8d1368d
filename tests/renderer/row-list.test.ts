/** @file Rows of many pages as one list: the same as if they stood in one array. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageOf, rowListOf } from '../../renderer/history/row-list.ts';
import { row } from './rows.ts';

const anyPages = fc
  .array(fc.nat({ max: 6 }), { maxLength: 12 })
  .map((sizes) => sizes.map((size, page) => Array.from({ length: size }, (_, nth) => row(page * 10 + nth, 1))));

test('every image is found at its place, and at no other', () => {
  fc.assert(
    fc.property(anyPages, (pages) => {
      const list = rowListOf(pages);
      const all = pages.flat();
      expect(list.length).toBe(all.length);
      for (const [index, one] of all.entries()) {
        expect(list.at(index)).toBe(one);
        expect(list.placeOf(one.key)).toBe(index);
        expect(pages[pageOf(pages, one.key)]).toContain(one);
      }
      expect(list.at(-1)).toBeUndefined();
      expect(list.at(all.length)).toBeUndefined();
      expect(list.placeOf('none')).toBe(-1);
    }),
  );
});

test('a stretch of it goes over the ends of pages', () => {
  fc.assert(
    fc.property(anyPages, fc.nat({ max: 80 }), fc.nat({ max: 80 }), (pages, start, length) => {
      expect(rowListOf(pages).slice(start, start + length)).toEqual(pages.flat().slice(start, start + length));
    }),
  );
});
