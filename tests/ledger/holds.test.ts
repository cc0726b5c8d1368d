/** @file Holds: one per profile, counting its tries from the first failure on, until it is lifted. */
import { expect, test } from 'vitest';
import { denied, ledgerWorld, offline, profile } from './ledger-world.ts';

test('later failures count, and the first says since when', () => {
  const { ledger } = ledgerWorld();
  ledger.holds.put(profile, offline, 10, 1);
  ledger.holds.put(profile, denied, 20, 5);
  expect(ledger.holds.find(profile)).toEqual({ profile, failure: denied, since: 1, attempts: 2, nextAt: 20 });
});

test('what is lifted is gone, and the others stay', () => {
  const { ledger } = ledgerWorld();
  ledger.holds.put(profile, offline, 10, 1);
  ledger.holds.put('another', offline, 10, 1);
  ledger.holds.lift(profile);
  ledger.holds.lift(profile);
  expect(ledger.holds.find(profile)).toBeNull();
  expect(ledger.holds.all().map((hold) => hold.profile)).toEqual(['another']);
});
