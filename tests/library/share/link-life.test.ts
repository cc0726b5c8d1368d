/** @file A link lasts as long as was asked for, or as the keys that sign it, whichever is shorter. */
import { expect, test } from 'vitest';
import { linkSpan } from '../../../electron/library/share/link-life.ts';

const now = 1_000_000;

test('keys without an end limit nothing', () => {
  expect(linkSpan(3600, { at: null, unknown: false }, now)).toEqual({ seconds: 3600, limitedBy: null });
});

test('temporary keys that do not say when they end are said to be such', () => {
  expect(linkSpan(3600, { at: null, unknown: true }, now)).toEqual({ seconds: 3600, limitedBy: 'keys-may-end' });
});

test('keys that end before cut it short, and later ones do not', () => {
  expect(linkSpan(3600, { at: now + 600_999, unknown: false }, now)).toEqual({ seconds: 600, limitedBy: 'keys-end' });
  expect(linkSpan(3600, { at: now + 3_600_000, unknown: false }, now)).toEqual({ seconds: 3600, limitedBy: null });
});

test('keys that are about to end sign nothing', () => {
  expect(() => linkSpan(3600, { at: now + 59_000, unknown: false }, now)).toThrow(/expired-credentials/);
});
