/** @file A location that its owner took away is told to nobody of that profile; all else is, and so is that of other profiles. */
import { expect, test } from 'vitest';
import { toldDetails } from '../../electron/journey/told-details.ts';
import { noDescription } from '../../electron/library/describe/last-word.ts';
import { ledgerWorld } from '../ledger/ledger-world.ts';

test('only the location goes, only where it was taken away', async () => {
  const { ledger, store } = ledgerWorld();
  const [kept, away] = [store(1), store(2)];
  await ledger.commit(() => ledger.catalogue.describe(away, { ...noDescription, location: false }));
  const details = { width: 4, gps: { latitude: 1, longitude: 2 } };
  expect(toldDetails(ledger, kept, details)).toEqual(details);
  expect(toldDetails(ledger, away, details)).toEqual({ width: 4 });
  expect(toldDetails(ledger, { ...away, profile: 'another' }, details)).toEqual(details);
  expect(toldDetails(ledger, away, null)).toBeNull();
});
