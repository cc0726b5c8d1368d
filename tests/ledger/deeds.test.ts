/** @file The activity log writes itself as images come to their ends, can be searched, and stays within bounds. */
import { expect, test } from 'vitest';
import { thisDeviceFact } from '../../electron/ledger/catalogue.ts';
import { image, ledgerWorld, offline, profile } from './ledger-world.ts';

function logged() {
  const world = ledgerWorld();
  world.ledger.meta.set(thisDeviceFact, 'desk');
  world.store(1, 10, 'a.png');
  const key = world.begin(2, 20, 'b.png');
  world.ledger.journeys.hold(key, 'hashed', 'failed', offline, null, 20);
  world.ledger.deeds.note({ kind: 'deleted', subject: '100%', profile, images: 3, device: 'laptop' }, 30);
  return world;
}

test('what is stored and what fails notes itself, by this computer; what was adopted does not', () => {
  const { ledger } = logged();
  const imageId = image(9);
  ledger.images.add({ imageId, size: 1, contentType: 'image/png', extension: 'png' }, 1);
  ledger.adoptions.adopt(
    { profile, imageId, fileName: 'c', directory: '', replaces: null, warning: null },
    'stored',
    40,
  );
  expect(ledger.deeds.page({}, null, 10)).toMatchObject([
    { kind: 'deleted', device: 'laptop', images: 3, imageId: null, at: 30 },
    { kind: 'failed', device: 'desk', subject: 'b.png', imageId: image(2), detail: 'offline', at: 20 },
    { kind: 'stored', device: 'desk', subject: 'a.png', profile, images: 1, at: 10 },
  ]);
});

test('an image without a name is told by the beginning of its id', () => {
  const { ledger } = logged();
  ledger.deeds.note({ kind: 'described', subject: '', profile, imageId: image(7) }, 50);
  expect(ledger.deeds.page({}, null, 1)).toMatchObject([{ subject: image(7).slice(0, 12), imageId: image(7) }]);
});

test('it is searched by text, kind, computer, profile and time, page by page', () => {
  const { ledger } = logged();
  const kinds = (filter: object, before: number | null = null) =>
    ledger.deeds.page(filter, before, 10).map(({ kind }) => kind);
  expect(kinds({ text: '0%' })).toEqual(['deleted']);
  expect(kinds({ text: 'A.PNG' })).toEqual(['stored']);
  expect(kinds({ kinds: ['stored', 'deleted'] })).toEqual(['deleted', 'stored']);
  expect(kinds({ device: 'laptop' })).toEqual(['deleted']);
  expect(kinds({ profile: 'another' })).toEqual([]);
  expect(kinds({ from: 20, to: 30 })).toEqual(['failed']);
  const [first] = ledger.deeds.page({}, null, 1);
  expect(kinds({}, first?.id)).toEqual(['failed', 'stored']);
});

test('what is too old or too much is forgotten', () => {
  const { ledger } = logged();
  expect(ledger.deeds.prune(15, 10)).toBe(1);
  expect(ledger.deeds.prune(0, 1)).toBe(1);
  expect(ledger.deeds.page({}, null, 10).map(({ kind }) => kind)).toEqual(['deleted']);
});
