/** @file Uploads in parts: one per image, with the parts that the store took, until they end. */
import { expect, test } from 'vitest';
import type { ObjectKey } from '../../shared/image.ts';
import { image, ledgerWorld, profile } from './ledger-world.ts';

const upload = {
  profile,
  imageId: image(1),
  bucket: 'b',
  key: 'k' as ObjectKey,
  uploadId: 'u',
  partSize: 8,
  begunAt: 1,
};
const part = (number: number, etag = 'e') => ({ number, etag, sha256: 'ab', size: 8 });

test('an upload and its parts are read back in order, whatever the order they came in', () => {
  const { ledger } = ledgerWorld();
  ledger.uploads.begin(upload);
  for (const number of [3, 1, 2]) ledger.uploads.addPart('u', part(number));
  expect(ledger.uploads.find(profile, image(1))).toEqual(upload);
  expect(ledger.uploads.parts('u')).toEqual([part(1), part(2), part(3)]);
});

test('a part that is sent again replaces the one before, and a new upload of the image the old', () => {
  const { ledger } = ledgerWorld();
  ledger.uploads.begin(upload);
  ledger.uploads.addPart('u', part(1));
  ledger.uploads.addPart('u', part(1, 'f'));
  expect(ledger.uploads.parts('u')).toEqual([part(1, 'f')]);
  ledger.uploads.begin({ ...upload, uploadId: 'w' });
  expect(ledger.uploads.all().map(({ uploadId }) => uploadId)).toEqual(['w']);
});

test('what has ended is forgotten with its parts', () => {
  const { ledger } = ledgerWorld();
  ledger.uploads.begin(upload);
  ledger.uploads.addPart('u', part(1));
  ledger.uploads.end('u');
  expect(ledger.uploads.find(profile, image(1))).toBeNull();
  expect(ledger.uploads.parts('u')).toEqual([]);
});
