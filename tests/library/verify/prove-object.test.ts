/** @file What a store's answer proves of an object, by the strongest thing that it says. */
import { expect, test } from 'vitest';
import { compare, type ExpectedObject } from '../../../electron/library/verify/prove-object.ts';
import type { ObjectKey } from '../../../shared/image.ts';
import { image } from '../../ledger/ledger-world.ts';

const sha256 = 'a'.repeat(64);
const head = { size: 5, etag: 'e', contentType: 'image/png', metadata: {}, modifiedAt: 0 };
const place = { imageId: image(1), bucket: 'b', key: 'k' as ObjectKey, rendition: 'thumb' };
const expected: ExpectedObject = { ...place, size: 5, sha256, confirmed: { etag: 'e', proof: 'md5' } };
const proven = (proof: string) => ({ kind: 'proven', proof });
const differs = (in_: string) => ({ kind: 'differs', differs: in_ });

test.each([
  ['its own checksum', { sha256 }, expected, proven('sha256')],
  ['another checksum, though the ETag is the same', { sha256: 'b'.repeat(64) }, expected, differs('checksum')],
  ['another size, whatever else it says', { size: 6, sha256 }, expected, differs('size')],
  ['the ETag of then', {}, expected, proven('md5')],
  ['another ETag, and what was said at upload', { etag: 'f', metadata: { sha256 } }, expected, proven('size')],
  ['another ETag, and another claim', { etag: 'f', metadata: { sha256: 'b' } }, expected, differs('metadata')],
  ['another ETag, and nothing', { etag: 'f' }, expected, differs('metadata')],
  [
    'no ETag at all, as then',
    { etag: '' },
    { ...expected, confirmed: { etag: '', proof: 'md5' } },
    differs('metadata'),
  ],
  [
    'its image, where no hash is known',
    { metadata: { 'image-id': image(1) } },
    { ...expected, sha256: null, confirmed: null },
    proven('size'),
  ],
  [
    'another image, where no hash is known',
    { metadata: { 'image-id': image(2) } },
    { ...expected, sha256: null, confirmed: null },
    differs('metadata'),
  ],
] as const)('%s', (_, says, wanted, verdict) => {
  expect(compare({ ...head, ...says }, wanted)).toEqual(verdict);
});
