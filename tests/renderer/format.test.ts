/** @file Numbers, sizes, dates and durations as the window writes them. */
import { describe, expect, test } from 'vitest';
import { english } from '../../renderer/words/english.ts';
import {
  daysBetween,
  formatAway,
  formatBytes,
  formatDay,
  formatDuration,
  formatLength,
  formatPercent,
  formatShare,
} from '../../renderer/words/format.ts';
import { german } from '../../renderer/words/german.ts';

const at = (text: string) => new Date(text).getTime();

test('a share may be more than the whole, and how long something took is never nought', () => {
  expect(formatShare(108, 100, 'en')).toBe('108%');
  expect(formatShare(1, 0, 'en')).toBe('0%');
  expect(formatLength(420, 'en')).toBe('0.4 sec');
  expect(formatLength(3, 'en')).toBe('0.1 sec');
  expect(formatLength(120_000, 'en')).toBe('2 minutes');
});

describe('sizes', () => {
  test.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [1234, '1.23 kB'],
    [999_999, '1 MB'],
    [3_456_789, '3.46 MB'],
    [5_000_000_000, '5 GB'],
    [2.5e15, '2,500 TB'],
  ])('%d is %s', (bytes, written) => {
    expect(formatBytes(bytes, 'en')).toBe(written);
  });

  test('are written as the language does', () => {
    expect(formatBytes(1_234_000, 'de')).toBe('1,23 MB');
  });
});

describe('days', () => {
  const now = at('2026-11-21T09:00');

  test('the last two have names', () => {
    expect(formatDay(at('2026-11-21T00:01'), now, 'en', english)).toBe('Today');
    expect(formatDay(at('2026-11-20T23:59'), now, 'en', english)).toBe('Yesterday');
    expect(formatDay(at('2026-11-20T23:59'), now, 'de', german)).toBe('Gestern');
  });

  test('others say their year only when it is another', () => {
    expect(formatDay(at('2026-05-14T12:00'), now, 'en-GB', english)).toBe('Thursday 14 May');
    expect(formatDay(at('2025-05-14T12:00'), now, 'en-GB', english)).toBe('Wednesday, 14 May 2025');
  });

  test('are counted by the calendar, not by hours', () => {
    expect(daysBetween(at('2026-11-20T23:59'), at('2026-11-21T00:01'))).toBe(1);
    expect(daysBetween(at('2026-11-21T00:01'), at('2026-11-21T23:59'))).toBe(0);
  });
});

test('what is not done is never 100 %', () => {
  expect(formatPercent(999, 1000, 'en')).toBe('99%');
  expect(formatPercent(1000, 1000, 'en')).toBe('100%');
  expect(formatPercent(0, 0, 'en')).toBe('0%');
});

test.each([
  [4, 'now'],
  [42, 'in 42 seconds'],
  [180, 'in 3 minutes'],
  [-7200, '2 hours ago'],
  [-86_400 * 3, '3 days ago'],
])('%d seconds away is %s', (seconds, written) => {
  expect(formatAway(1_000_000_000_000 + seconds * 1000, 1_000_000_000_000, 'en')).toBe(written);
});

test.each([
  [0.2, '1 second'],
  [59, '59 seconds'],
  [61, '1 minute'],
  [3600 * 5, '5 hours'],
])('%d seconds are left as %s', (seconds, written) => {
  expect(formatDuration(seconds, 'en')).toBe(written);
});
