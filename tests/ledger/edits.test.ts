/** @file Edits wait until their image is stored and the cloud has them, and are forgotten when nobody undoes them any more. */
import { expect, test } from 'vitest';
import { ledgerWorld, profile } from './ledger-world.ts';

test('an edit waits for its image to be stored, then until it is settled', () => {
  const { ledger, begin, store } = ledgerWorld();
  const edit = { madeAt: 5, assigned: { title: 'a' }, before: { title: '' }, batch: 'one', state: 'waiting' } as const;
  const moving = begin(1);
  const stored = store(2);
  ledger.edits.add({ ...moving, ...edit });
  ledger.edits.add({ ...stored, ...edit });
  ledger.edits.add({ ...stored, ...edit, assigned: { 'tag:sea': true }, batch: 'two' });
  expect(ledger.edits.waiting(profile, 10)).toEqual([stored.imageId]);
  expect(ledger.edits.waiting('another', 10)).toEqual([]);
  expect(ledger.edits.profiles()).toEqual([profile]);
  expect(ledger.edits.ofBatch('one').map(({ imageId }) => imageId)).toEqual([moving.imageId, stored.imageId]);
  const ids = ledger.edits.ofImage(stored).map(({ id }) => id);
  ledger.edits.settle(ids, 'sent');
  expect(ledger.edits.waiting(profile, 10)).toEqual([]);
  expect(ledger.edits.ofImage(stored).map(({ state, assigned }) => [state, assigned])).toEqual([
    ['sent', { title: 'a' }],
    ['sent', { 'tag:sea': true }],
  ]);
  expect(ledger.edits.prune(6)).toBe(2);
  expect(ledger.edits.ofImage(moving)).toHaveLength(1);
});
