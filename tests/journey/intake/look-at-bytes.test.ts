/** @file Looking beyond the end finds nothing. */
import { expect, test } from 'vitest';
import { dataView, latin1 } from '../../../electron/journey/intake/look-at-bytes.ts';

const part = new Uint8Array(Buffer.from('....JFIF')).subarray(4);

test('a view into a larger buffer is seen as what it is', () => {
  expect(latin1(part, 0, 100)).toBe('JFIF');
  expect(dataView(part).getUint8(0)).toBe(0x4a);
});

test('beyond the end there is nothing', () => {
  expect(latin1(part, 4_000_000_000, 4_000_000_016)).toBe('');
});
