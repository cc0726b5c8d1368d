/** @file Words, tags, favourites and computers choose the same images whichever way they are found, page by page. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { thisDeviceFact } from '../../electron/ledger/catalogue.ts';
import { historyCount, historyPage } from '../../electron/library/history.ts';
import { searchOf } from '../../electron/library/history-search.ts';
import { type HistoryFilter, HistoryRequest } from '../../shared/history.ts';
import { image, ledgerWorld, profile } from '../ledger/ledger-world.ts';

const nothing = { title: '', description: '', tags: [], favourite: false, location: true, fields: {} };

type Said = {
  readonly name: string;
  readonly tags: string[];
  readonly favourite: boolean;
  readonly device: string | null;
};

function filled(images: readonly Said[]) {
  const world = ledgerWorld();
  world.ledger.meta.set(thisDeviceFact, 'desk');
  world.ledger.database.exec('BEGIN');
  for (const [number, { name, tags, favourite, device }] of images.entries()) {
    const key = world.store(number, number, name);
    world.ledger.catalogue.describe(key, { ...nothing, tags, favourite });
    world.ledger.catalogue.seen(key, { device, version: 0, edits: [] });
  }
  world.ledger.database.exec('COMMIT');
  return world.ledger;
}

function names(ledger: ReturnType<typeof filled>, filter: HistoryFilter, limit = 3): string[] {
  const all: string[] = [];
  let after: string | undefined;
  do {
    const page = historyPage(ledger, HistoryRequest.parse({ ...filter, limit, after, descending: false }));
    all.push(...page.entries.map(({ fileName }) => fileName));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return all;
}

const plain = (name: string, more: Partial<Said> = {}): Said => ({
  name,
  tags: [],
  favourite: false,
  device: null,
  ...more,
});

test('all words must be there, in any place, any case, with or without accents, however short', () => {
  const ledger = filled([plain('Fête à la mer.jpg'), plain('mer.jpg'), plain('100%_"x".png'), plain('日本.png')]);
  expect(names(ledger, { text: 'fete MER' })).toEqual(['Fête à la mer.jpg']);
  expect(names(ledger, { text: 'mer' })).toEqual(['Fête à la mer.jpg', 'mer.jpg']);
  expect(names(ledger, { text: 'à' })).toEqual(['Fête à la mer.jpg']);
  expect(names(ledger, { text: '%' })).toEqual(['100%_"x".png']);
  expect(names(ledger, { text: '"x"' })).toEqual(['100%_"x".png']);
  expect(names(ledger, { text: '日本' })).toEqual(['日本.png']);
  expect(names(ledger, { text: 'mer OR png' })).toEqual([]);
  expect(names(ledger, { text: '  ' })).toHaveLength(4);
});

test('tags are asked for by any or all; favourites and computers by themselves', () => {
  const ledger = filled([
    plain('a', { tags: ['sea', 'sun'], favourite: true }),
    plain('b', { tags: ['sea'], device: 'laptop' }),
    plain('c', { tags: ['rain'], device: '' }),
  ]);
  expect(names(ledger, { tags: { of: ['sun', 'rain'], match: 'any' } })).toEqual(['a', 'c']);
  expect(names(ledger, { tags: { of: ['sea', 'sun'], match: 'all' } })).toEqual(['a']);
  expect(names(ledger, { tags: { of: ['Sea'], match: 'any' } })).toEqual([]);
  expect(names(ledger, { favourite: true })).toEqual(['a']);
  expect(names(ledger, { favourite: false })).toEqual(['b', 'c']);
  expect(names(ledger, { device: 'laptop' })).toEqual(['b']);
  expect(names(ledger, { device: 'desk' })).toEqual(['a']);
  expect(historyCount(ledger, { tags: { of: ['sea'], match: 'any' } }).images).toBe(2);
  expect(historyPage(ledger, HistoryRequest.parse({})).entries.map(({ device }) => device)).toEqual([
    null,
    'laptop',
    'desk',
  ]);
});

const some = fc.record({
  name: fc.constantFrom('sea one.jpg', 'sea two.jpg', 'lake.png', 'été sea.jpg'),
  tags: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
  favourite: fc.boolean(),
  device: fc.constantFrom(null, 'laptop', ''),
});
const filter = fc.record(
  {
    text: fc.constantFrom('sea', 'se', 'jpg sea', 'ete', 'lake'),
    tags: fc.record({
      of: fc.uniqueArray(fc.constantFrom<'a' | 'b'>('a', 'b'), { minLength: 1 }),
      match: fc.constantFrom<'any' | 'all'>('any', 'all'),
    }),
    favourite: fc.boolean(),
    device: fc.constantFrom('laptop', 'desk'),
  },
  { requiredKeys: [] },
);

test('whatever is asked together, it is what each image says, page by page and counted', () => {
  fc.assert(
    fc.property(fc.array(some, { maxLength: 20 }), filter, fc.integer({ min: 1, max: 5 }), (images, asked, limit) => {
      const ledger = filled(images);
      const words = (asked.text ?? '').split(' ');
      const fits = images.filter(({ name, tags, favourite, device }) => {
        const bare = name.replace('été', 'ete');
        const has = (tag: 'a' | 'b'): boolean => tags.includes(tag);
        const { of, match } = asked.tags ?? { of: [], match: 'all' };
        return (
          words.every((word) => bare.includes(word)) &&
          (match === 'all' ? of.every(has) : of.some(has)) &&
          (asked.favourite === undefined || asked.favourite === favourite) &&
          (asked.device === undefined || asked.device === (device ?? 'desk'))
        );
      });
      expect(names(ledger, asked, limit)).toEqual(fits.map(({ name }) => name));
      expect(historyCount(ledger, asked).images).toBe(fits.length);
      ledger.close();
    }),
    { numRuns: 60 },
  );
});

test('of very many matches a page comes from the order itself, and where they lie far apart from all of them', () => {
  const ledger = filled(
    Array.from({ length: 15_000 }, (_, number) => plain(`${number < 6500 ? 'sea' : 'lake'} ${number}.jpg`)),
  );
  ledger.catalogue.index(15_000);
  for (const word of ['sea', 'lake', 'jpg']) expect(searchOf(ledger, { text: word }, () => 6000).kind).toBe('many');
  expect(searchOf(ledger, { text: 'sea 123' }, () => 6000).kind).toBe('few');
  const page = (text: string, descending: boolean, after?: string) =>
    historyPage(ledger, HistoryRequest.parse({ text, descending, limit: 2, after }));
  const shown = (text: string, descending: boolean): string[] => {
    const first = page(text, descending);
    const second = page(text, descending, first.next ?? '');
    return [...first.entries, ...second.entries].map(({ fileName }) => fileName.replace(/\D/g, ''));
  };
  expect(shown('lake', true)).toEqual(['14999', '14998', '14997', '14996']);
  // All of them are behind more others than are looked at.
  expect(shown('sea', true)).toEqual(['6499', '6498', '6497', '6496']);
  expect(shown('lake', false)).toEqual(['6500', '6501', '6502', '6503']);
});

test('states, days, types, profiles and folders choose the same whether few or many fit', () => {
  const { ledger, store, begin } = ledgerWorld();
  ledger.database.exec('BEGIN');
  for (let number = 0; number < 300; number += 1) {
    const imageId = image(number);
    const [contentType, extension] = number % 100 === 0 ? ['image/heic', 'heic'] : ['image/png', 'png'];
    ledger.images.add({ imageId, size: 1, contentType, extension }, 1);
    if (number % 50 === 0) begin(number, number, String(number));
    else store(number, number, String(number));
    if (number > 0)
      ledger.images.describe(imageId, { capturedAt: `2024-01-${String(1 + (number % 28)).padStart(2, '0')}T10:00:00` });
  }
  ledger.database.exec('COMMIT');
  const asked = (filter: HistoryFilter): string[] => {
    const orders = (['recent', 'taken', 'name', 'size'] as const).map((sort) => {
      const { entries } = historyPage(ledger, HistoryRequest.parse({ ...filter, sort, limit: 500 }));
      return entries.map(({ fileName }) => fileName).sort((one, other) => Number(one) - Number(other));
    });
    for (const order of orders) expect(order).toEqual(orders[0]);
    expect(historyCount(ledger, filter).images).toBe(orders[0]?.length);
    return orders[0] ?? [];
  };
  expect(asked({ states: ['hashed'] })).toEqual(['0', '50', '100', '150', '200', '250']);
  expect(asked({ states: ['hashed', 'stored'] })).toHaveLength(300);
  expect(asked({ states: ['refused'] })).toEqual([]);
  expect(asked({ types: ['image/heic'] })).toEqual(['0', '100', '200']);
  expect(asked({ types: ['image/heic', 'image/heic', 'image/png'] })).toHaveLength(300);
  expect(asked({ taken: { from: '2024-01-02', to: '2024-01-02' }, stored: { to: 60 } })).toEqual(['1', '29', '57']);
  expect(asked({ taken: {} })).toHaveLength(299);
  expect(asked({ stored: { from: 99, to: 102 } })).toEqual(['99', '101']);
  expect(asked({ profile })).toHaveLength(300);
  expect(asked({ profile: 'another' })).toEqual([]);
  expect(asked({ folder: 7 })).toEqual([]);
  const page = HistoryRequest.parse({ sort: 'taken', taken: { from: '2024-01-27' }, limit: 15 });
  const first = historyPage(ledger, page);
  const second = historyPage(ledger, { ...page, after: first.next ?? '' });
  const days = [...first.entries, ...second.entries].map(({ capturedAt }) => capturedAt?.slice(8, 10));
  expect(days).toEqual([...Array(10).fill('28'), ...Array(10).fill('27')]);
  expect(second.next).toBeNull();
});
