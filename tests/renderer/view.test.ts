/** @file What History shows and its address say the same, both ways. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  filterOf,
  type HistoryView,
  isFiltered,
  plainView,
  queryOf,
  unfiltered,
  viewOf,
} from '../../renderer/history/view.ts';
import { hashOf, routeOf } from '../../renderer/route.ts';
import { HistoryFilter } from '../../shared/history.ts';
import { JourneyState } from '../../shared/image.ts';

const day = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const hex = fc.stringMatching(/^[0-9a-f]{64}$/);

const views: fc.Arbitrary<HistoryView> = fc.record(
  {
    text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    profile: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/),
    states: fc
      .subarray([...JourneyState.options], { minLength: 1 })
      .map((states) => JourneyState.options.filter((state) => states.includes(state))),
    folder: fc.nat(),
    types: fc.uniqueArray(fc.constantFrom('image/jpeg', 'image/png', 'image/svg+xml', 'image/x-nikon-nef'), {
      minLength: 1,
    }),
    takenFrom: day,
    takenTo: day,
    storedFrom: day,
    storedTo: day,
    tags: fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 5 }),
    device: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
    favourite: fc.constant(true as const),
    sort: fc.constantFrom('recent', 'taken', 'name', 'size'),
    descending: fc.boolean(),
    layout: fc.constantFrom('grid', 'table'),
    image: fc.record({ profile: fc.constantFrom('photos', 'a.b-c_d'), imageId: hex }),
  },
  { requiredKeys: ['sort', 'descending'] },
);

test('any view comes back from its address as it was', () => {
  fc.assert(
    fc.property(views, (view) => {
      const { screen, query } = routeOf(hashOf('history', queryOf(view)));
      expect(screen).toBe('history');
      expect(viewOf(query)).toEqual(view);
    }),
  );
});

test('any view asks what the contract understands', () => {
  fc.assert(fc.property(views, (view) => void HistoryFilter.parse(filterOf(view))));
});

test('any typed address leads somewhere', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.webQueryParameters(), (text, query) => {
      routeOf(text);
      void HistoryFilter.parse(filterOf(viewOf(routeOf(`#/history?${query}`).query)));
    }),
  );
});

describe('filters', () => {
  test('a plain view has none, and its address says nothing', () => {
    expect(isFiltered(plainView)).toBe(false);
    expect(hashOf('history', queryOf(plainView))).toBe('#/history');
  });

  test('are taken off without the rest', () => {
    const view: HistoryView = { text: 'sea', folder: 3, sort: 'name', descending: false, layout: 'table' };
    expect(unfiltered(view)).toEqual({ sort: 'name', descending: false, layout: 'table' });
  });

  test('of stored days reach from the first moment to before the next day', () => {
    const { stored } = filterOf({ ...plainView, storedFrom: '2026-05-14', storedTo: '2026-05-14' });
    expect(stored).toEqual({ from: new Date(2026, 4, 14).getTime(), to: new Date(2026, 4, 15).getTime() });
  });

  test('of spaces only ask nothing', () => {
    expect(isFiltered({ ...plainView, text: '   ' })).toBe(false);
  });
});

test('what an address has wrong is left out', () => {
  const query = new URLSearchParams('state=stored&state=nonsense&folder=-1&sort=up&taken-from=2026-13-01&image=x~y');
  expect(viewOf(query)).toEqual({ ...plainView, states: ['stored'] });
});
