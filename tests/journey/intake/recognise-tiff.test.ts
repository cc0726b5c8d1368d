/** @file Directories that lie do not mislead, and do not throw. */
import { expect, test } from 'vitest';
import { recogniseTiff } from '../../../electron/journey/intake/recognise-tiff.ts';
import { rawLike } from '../../fixtures/images.ts';

test('a directory with more entries than bytes is read as far as it goes', () => {
  const bytes = rawLike('SONY', { 254: 1 });
  bytes.writeUInt16LE(65_535, 8);
  expect(recogniseTiff(bytes)).toBe('arw');
});

test('a maker that lies outside of the file is none', () => {
  const bytes = rawLike('SONY', { 254: 1 });
  bytes.writeUInt32LE(0xffffffff, 10 + 12 + 8);
  expect(recogniseTiff(bytes)).toBe('tiff');
});
