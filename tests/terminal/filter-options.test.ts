/** @file What is chosen on the command line is the filter that the window would ask with; a day that is none is said. */
import { expect, test } from 'vitest';
import { filterOf } from '../../electron/terminal/filter-options.ts';

const nothing = { tag: [], anyTag: false, favourite: false };

test('what is not asked stands nowhere', () => {
  expect(filterOf(nothing, '')).toEqual({});
});

test('tags are all asked for, or any', () => {
  const tag = ['sea', 'sun'];
  expect(filterOf({ ...nothing, tag }, 'mer')).toEqual({ text: 'mer', tags: { of: tag, match: 'all' } });
  expect(filterOf({ ...nothing, tag, anyTag: true, favourite: true, device: 'desk', profile: 'p' }, '')).toEqual({
    ...{ tags: { of: tag, match: 'any' }, favourite: true, device: 'desk', profile: 'p' },
  });
});

test('days are days', () => {
  expect(filterOf({ ...nothing, takenFrom: '2026-01-31' }, '')).toEqual({ taken: { from: '2026-01-31' } });
  expect(() => filterOf({ ...nothing, takenTo: 'yesterday' }, '')).toThrow(/taken to/);
});
