/** @file The objects table: what the store has confirmed, per image and rendition, the last word counting. */
import { expect, test } from 'vitest';
import { image, ledgerWorld, object, profile } from './ledger-world.ts';

test('what was confirmed is read back as it was, by rendition', () => {
  const { ledger } = ledgerWorld();
  const thumb = object('thumb', { width: 4, height: 3, versionId: 'v', proof: 'md5' });
  for (const one of [thumb, object('original')]) ledger.objects.confirm(profile, image(1), one);
  expect(ledger.objects.ofImage(profile, image(1))).toEqual([object('original'), thumb]);
  expect(ledger.objects.ofImage('another', image(1))).toEqual([]);
});

test('the same object again replaces what was known of it', () => {
  const { ledger } = ledgerWorld();
  ledger.objects.confirm(profile, image(1), object('original'));
  ledger.objects.confirm(profile, image(1), object('original', { etag: 'f', proof: 'size' }));
  expect(ledger.objects.ofImage(profile, image(1))).toMatchObject([{ etag: 'f', proof: 'size' }]);
});

test('what the store is known to lack is forgotten alone', () => {
  const { ledger } = ledgerWorld();
  for (const name of ['original', 'thumb']) ledger.objects.confirm(profile, image(1), object(name));
  ledger.objects.forget(profile, image(1), 'thumb');
  ledger.objects.forget(profile, image(1), 'thumb');
  expect(ledger.objects.ofImage(profile, image(1)).map(({ rendition }) => rendition)).toEqual(['original']);
});
