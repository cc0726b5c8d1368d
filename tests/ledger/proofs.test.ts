/** @file When an image was last proven is noted of what is stored, and of nothing else. */
import { expect, test } from 'vitest';
import { image, ledgerWorld, profile } from './ledger-world.ts';

test('stored images are noted as proven, others are passed over', () => {
  const { ledger, store, begin } = ledgerWorld();
  const [one, other] = [store(1), begin(2)];
  expect(ledger.proofs.of(one)).toBeNull();
  ledger.proofs.note(profile, [one.imageId, other.imageId, image(3)], 50);
  expect([one, other, { profile, imageId: image(3) }].map(ledger.proofs.of)).toEqual([50, null, null]);
  ledger.proofs.note(profile, [one.imageId], 60);
  expect(ledger.proofs.of(one)).toBe(60);
});
