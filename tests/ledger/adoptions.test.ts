/** @file Journeys that do not begin with a file: nothing that is there is replaced, and nothing leaves `stored` but by a new one. */
import { expect, test } from 'vitest';
import { image, ledgerWorld, object, offline, profile } from './ledger-world.ts';

const place = { profile, imageId: image(1), fileName: 'a.png', directory: '', replaces: null, warning: null };

function known() {
  const world = ledgerWorld();
  world.ledger.images.add({ imageId: image(1), size: 1, contentType: 'image/png', extension: 'png' }, 1);
  return world;
}

test('an image with its record is stored from the first, and the journal says how', () => {
  const { ledger } = known();
  expect(ledger.adoptions.adopt(place, 'stored', 7)).toBe(true);
  expect(ledger.journeys.find(place)).toMatchObject({ state: 'stored', storedAt: 7, outcome: 'adopted', bytesSent: 0 });
  expect(ledger.journeys.journal(place)).toEqual([{ state: 'stored', at: 7, note: 'adopted' }]);
  ledger.adoptions.joined(place);
  expect(ledger.journeys.find(place)?.outcome).toBe('joined');
});

test('an image without its record is under way, and its journey ends as others do', () => {
  const { ledger } = known();
  ledger.adoptions.adopt(place, 'confirmed', 7);
  expect(ledger.journeys.moving(10, [])).toMatchObject([{ state: 'confirmed', storedAt: null, outcome: null }]);
  ledger.journeys.stored(place, 'written', 0, 8);
  expect(ledger.journeys.find(place)?.state).toBe('stored');
});

test('an image that has a journey keeps it', () => {
  const { ledger, begin } = known();
  ledger.journeys.hold(begin(1), 'hashed', 'waiting', offline, 9, 1);
  expect(ledger.adoptions.adopt(place, 'stored', 7)).toBe(false);
  expect(ledger.journeys.find(place)?.state).toBe('waiting');
});

test('a stored image begins again as a new journey, and what the store has stays confirmed', () => {
  const { ledger, store } = known();
  const key = store(1, 3, 'name.png');
  ledger.objects.confirm(profile, key.imageId, object('thumb'));
  ledger.adoptions.again(key, 9, 'object-missing');
  expect(ledger.journeys.find(key)).toMatchObject({
    state: 'hashed',
    fileName: 'name.png',
    begunAt: 9,
    storedAt: null,
  });
  expect(ledger.objects.ofImage(profile, key.imageId)).toHaveLength(2);
  expect(ledger.journeys.journal(key).at(-1)).toEqual({ state: 'hashed', at: 9, note: 'object-missing' });
});

test('only a stored image can begin again', () => {
  const { ledger, begin } = known();
  expect(() => ledger.adoptions.again(begin(1), 9, 'why')).toThrow(/not stored/);
  expect(() => ledger.adoptions.again({ profile, imageId: image(2) }, 9, 'why')).toThrow(/not stored/);
});
