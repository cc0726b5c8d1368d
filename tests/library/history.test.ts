/** @file The history: whatever the order and the pages, each image once and in its place, at the cost of its rows. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { historyCount, historyPage, historyTypes } from '../../electron/library/history.ts';
import { type HistoryEntry, HistoryRequest, type HistorySort } from '../../shared/history.ts';
import { denied, image, ledgerWorld, object, profile } from '../ledger/ledger-world.ts';

const sorts = ['recent', 'taken', 'name', 'size'] as const satisfies readonly HistorySort[];

/** Few values, so that many images are equal in them. */
const picture = fc.record({
  storedAt: fc.integer({ min: 1, max: 4 }),
  name: fc.constantFrom('a.png', 'b.png', 'ä.png'),
  size: fc.integer({ min: 1, max: 3 }),
  capturedAt: fc.option(fc.constantFrom('2024-01-01T00:00:00', '2024-01-02T00:00:00+02:00'), { nil: undefined }),
  isStored: fc.boolean(),
});

function filled(pictures: readonly (typeof picture extends fc.Arbitrary<infer One> ? One : never)[]) {
  const world = ledgerWorld();
  for (const [number, { storedAt, name, size, capturedAt, isStored }] of pictures.entries()) {
    const imageId = image(number);
    world.ledger.images.add({ imageId, size, contentType: 'image/png', extension: 'png' }, 1);
    if (isStored) world.store(number, storedAt, name);
    else world.begin(number, storedAt, name);
    if (capturedAt !== undefined) world.ledger.images.describe(imageId, { capturedAt });
  }
  return world;
}

function pages(world: ReturnType<typeof filled>, asked: object, limit: number): HistoryEntry[] {
  const all: HistoryEntry[] = [];
  let after: string | undefined;
  do {
    const page = historyPage(world.ledger, HistoryRequest.parse({ ...asked, limit, after }));
    expect(page.entries.length).toBeLessThanOrEqual(limit);
    all.push(...page.entries);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return all;
}

const keyOf: Record<HistorySort, (entry: HistoryEntry) => string | number> = {
  recent: (entry) => entry.storedAt ?? entry.begunAt,
  taken: (entry) => entry.capturedAt ?? '',
  name: (entry) => entry.fileName,
  size: (entry) => entry.size,
};

describe('pages', () => {
  test('put together are the whole, each image once and in order, whatever their size', () => {
    fc.assert(
      fc.property(
        fc.array(picture, { maxLength: 25 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(...sorts),
        fc.boolean(),
        (pictures, limit, sort, descending) => {
          const world = filled(pictures);
          const all = pages(world, { sort, descending }, limit);
          expect(all).toEqual(pages(world, { sort, descending }, 500));
          expect(new Set(all.map(({ imageId }) => imageId)).size).toBe(pictures.length);
          const keys = all.map(keyOf[sort]);
          const bytes = (key: string | number) => (typeof key === 'number' ? key : Buffer.from(key).toString('hex'));
          const inOrder = keys.toSorted((one, other) =>
            bytes(one) < bytes(other) ? -1 : Number(bytes(one) > bytes(other)),
          );
          expect(keys).toEqual(descending ? inOrder.reverse() : inOrder);
          world.ledger.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  test('of an empty ledger are one, and it is the last', () => {
    expect(historyPage(ledgerWorld().ledger, HistoryRequest.parse({}))).toEqual({ entries: [], next: null });
  });

  test('shift nothing when an image is stored while they are turned', () => {
    const world = ledgerWorld();
    for (let number = 0; number < 4; number += 1) world.store(number, 10 + number);
    const first = historyPage(world.ledger, HistoryRequest.parse({ limit: 2 }));
    world.store(9, 99);
    const second = historyPage(world.ledger, HistoryRequest.parse({ limit: 2, after: first.next }));
    const seen = [...first.entries, ...second.entries].map(({ imageId }) => imageId);
    expect(seen).toEqual([3, 2, 1, 0].map(image));
  });

  test('after a cursor of another order are refused', () => {
    const world = ledgerWorld();
    for (let number = 0; number < 2; number += 1) world.store(number);
    const { next } = historyPage(world.ledger, HistoryRequest.parse({ limit: 1 }));
    const other = HistoryRequest.parse({ limit: 1, sort: 'name', after: next });
    expect(() => historyPage(world.ledger, other)).toThrow(/bad-settings/);
    expect(() => historyPage(world.ledger, HistoryRequest.parse({ after: 'AAAA' }))).toThrow(/bad-settings/);
  });
});

describe('what a page costs', () => {
  /** The last term is the profile: what is left to sort are the journeys of one image. */
  const sortsAll = (step: string): boolean => /TEMP B-TREE FOR (?!LAST TERM)/.test(step);

  /** What SQLite would do, of the statement that the page is really asked with. */
  function plan(world: ReturnType<typeof ledgerWorld>, asked: object): string[] {
    const { database, objects } = world.ledger;
    const plans: string[] = [];
    const looking = {
      prepare: (sql: string) => {
        const explained = database.prepare(`EXPLAIN QUERY PLAN ${sql}`);
        const real = database.prepare(sql);
        return {
          all: (...values: never[]) => {
            plans.push(...explained.all(...values).map((row) => String(row['detail'])));
            return real.all(...values);
          },
        };
      },
    };
    // The one method of a database that a page is asked with.
    historyPage({ database: looking as never, objects }, HistoryRequest.parse(asked));
    return plans;
  }

  test.each(sorts.flatMap((sort) => [true, false].map((descending) => ({ sort, descending }))))(
    'is that of its rows: nothing is sorted or read through, by $sort, descending: $descending',
    (asked) => {
      const world = ledgerWorld();
      for (let number = 0; number < 300; number += 1) world.store(number, number % 7);
      world.ledger.database.exec('ANALYZE');
      const { next } = historyPage(world.ledger, HistoryRequest.parse({ ...asked, limit: 10 }));
      const deep = plan(world, { ...asked, limit: 10, after: next });
      expect(deep.length).toBeGreaterThan(0);
      expect(deep.filter(sortsAll)).toEqual([]);
      expect(deep.filter((step) => /^SCAN/.test(step))).toEqual([]);
      const first = plan(world, { ...asked, limit: 10 });
      expect(
        first.filter((step) => sortsAll(step) || (/^SCAN/.test(step) && !/USING (COVERING )?INDEX/.test(step))),
      ).toEqual([]);
    },
  );
});

describe('an entry', () => {
  test('tells what is known of the image and where its objects are', () => {
    const world = ledgerWorld();
    const { imageId } = world.store(1, 7, 'a.png');
    world.ledger.objects.confirm(profile, imageId, object('thumb', { sha256: 'cd'.repeat(32) }));
    world.ledger.images.describe(imageId, { width: 4, height: 3, camera: 'Canon' });
    expect(historyPage(world.ledger, HistoryRequest.parse({})).entries).toMatchObject([
      {
        profile,
        imageId,
        state: 'stored',
        fileName: 'a.png',
        width: 4,
        camera: 'Canon',
        storedAt: 7,
        thumb: 'cd'.repeat(8),
      },
    ]);
  });

  test('of a ledger that was rebuilt has a thumbnail to show too', () => {
    const world = ledgerWorld();
    const { imageId } = world.store(1);
    world.ledger.objects.confirm(profile, imageId, object('thumb', { sha256: '', etag: 'tag' }));
    expect(historyPage(world.ledger, HistoryRequest.parse({})).entries[0]?.thumb).toBe('tag');
  });
});

test('filters choose, count and add up', () => {
  const world = ledgerWorld();
  world.store(1, 5, 'Ferien 100%.png');
  world.store(2, 9, 'b.png');
  world.begin(3, 1, 'c.png');
  const names = (filter: object) => pages(world, filter, 10).map(({ fileName }) => fileName);
  expect(names({ text: '100%' })).toEqual(['Ferien 100%.png']);
  expect(names({ text: '%' })).toEqual(['Ferien 100%.png']);
  expect(names({ states: ['hashed'] })).toEqual(['c.png']);
  expect(names({ stored: { from: 5, to: 9 } })).toEqual(['Ferien 100%.png']);
  expect(names({ profile: 'another' })).toEqual([]);
  expect(historyCount(world.ledger, {})).toEqual({ images: 3, bytes: 36 });
  expect(historyTypes(world.ledger)).toEqual([{ type: 'image/png', images: 3 }]);
});

test('what is being deleted is not counted; what could not be deleted is', () => {
  const { ledger, store } = ledgerWorld();
  const [kept, going, failed] = [store(1), store(2), store(3)];
  expect(kept).toBeDefined();
  const asked = { batch: 'b', state: 'waiting', versions: false, device: 'desk', fileName: 'a', size: 1 } as const;
  for (const key of [going, failed]) ledger.deletions.begin({ ...key, ...asked, askedAt: 1, dueAt: 2, gathered: null });
  ledger.deletions.fail(failed, denied, null);
  expect(historyCount(ledger, {})).toEqual({ images: 2, bytes: 24 });
  expect(historyCount(ledger, { text: 'png' })).toEqual({ images: 2, bytes: 24 });
});
