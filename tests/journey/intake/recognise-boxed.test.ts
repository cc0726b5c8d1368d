/** @file A first box that lies about its length is read no further than it goes. */
import { expect, test } from 'vitest';
import { recogniseBoxed } from '../../../electron/journey/intake/recognise-boxed.ts';
import { boxed } from '../../fixtures/images.ts';

test('brands beyond the end of the box do not count', () => {
  const bytes = boxed('mif1', 'mif1', 'heic');
  bytes.writeUInt32BE(20, 0);
  expect(recogniseBoxed(bytes)).toBe('heif');
});

test('a box that claims more than there is is read to the end', () => {
  const bytes = boxed('mif1', 'mif1', 'heic');
  bytes.writeUInt32BE(0xffffffff, 0);
  expect(recogniseBoxed(bytes)).toBe('heic');
});
