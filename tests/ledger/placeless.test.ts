/** @file What was read and found to tell no place counts for the object that was read, and for no other. */
import { expect, test } from 'vitest';
import { image, ledgerWorld, profile } from './ledger-world.ts';

test('an object counts as read by its ETag, and as another once that is another', () => {
  const { ledger } = ledgerWorld();
  const object = { profile, imageId: image(1), rendition: 'original' };
  expect(ledger.placeless.holds(object, 'a')).toBe(false);
  ledger.placeless.note(object, 'a', 1);
  expect(ledger.placeless.holds(object, 'a')).toBe(true);
  expect(ledger.placeless.holds({ ...object, rendition: 'thumb' }, 'a')).toBe(false);
  ledger.placeless.note(object, 'b', 2);
  expect([ledger.placeless.holds(object, 'a'), ledger.placeless.holds(object, 'b')]).toEqual([false, true]);
});

test('a store that names no ETag is never believed', () => {
  const { ledger } = ledgerWorld();
  const object = { profile, imageId: image(1), rendition: 'original' };
  ledger.placeless.note(object, '', 1);
  expect(ledger.placeless.holds(object, '')).toBe(false);
});
