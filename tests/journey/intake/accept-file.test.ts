/** @file What is refused before it is read. */
import { expect, test } from 'vitest';
import { acceptFile } from '../../../electron/journey/intake/accept-file.ts';

const limits = { largestFile: 1_000_000, platform: 'darwin' } as const;

test('an empty file is refused as empty', () => {
  expect(acceptFile({ identity: { size: 0 }, blocks: 0 }, limits)).toBe('empty');
});

test('a file may be as large as the limit and not a byte larger', () => {
  expect(acceptFile({ identity: { size: 1_000_000 }, blocks: 1954 }, limits)).toBeNull();
  expect(acceptFile({ identity: { size: 1_000_001 }, blocks: 1954 }, limits)).toBe('too-large');
});

test('a file that takes up no room is elsewhere, unless it is small enough to need none', () => {
  expect(acceptFile({ identity: { size: 65_537 }, blocks: 0 }, limits)).toBe('cloud-only');
  expect(acceptFile({ identity: { size: 65_536 }, blocks: 0 }, limits)).toBeNull();
});

test('a mounted share on Linux that counts no blocks is not taken for a placeholder', () => {
  expect(acceptFile({ identity: { size: 900_000 }, blocks: 0 }, { ...limits, platform: 'linux' })).toBeNull();
});
