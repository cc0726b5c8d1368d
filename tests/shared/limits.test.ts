/** @file Limits as a person writes them, and what they mean. */
import { expect, test } from 'vitest';
import { bandwidthSlots, Limits } from '../../shared/limits.ts';

const kibibyte = 1024;

test.each([
  ['off', [{ from: 0, bytesPerSecond: null }]],
  ['512k', [{ from: 0, bytesPerSecond: 512 * kibibyte }]],
  ['2M', [{ from: 0, bytesPerSecond: 2 * kibibyte ** 2 }]],
  ['1.5m', [{ from: 0, bytesPerSecond: 1.5 * kibibyte ** 2 }]],
  ['1G', [{ from: 0, bytesPerSecond: kibibyte ** 3 }]],
  ['100000', [{ from: 0, bytesPerSecond: 100_000 }]],
  [
    '19:00,off 08:00,512k',
    [
      { from: 480, bytesPerSecond: 512 * kibibyte },
      { from: 1140, bytesPerSecond: null },
    ],
  ],
])('%j is read', (text, slots) => {
  expect(bandwidthSlots(text)).toEqual(slots);
});

test.each([
  '',
  'fast',
  '512kb',
  '-1k',
  '08:00',
  '08:00,',
  '8:00,512k',
  '24:00,off',
  '08:00,off 08:00,1M',
  '08:00,1M,2M',
])('%j is no bandwidth', (text) => {
  expect(bandwidthSlots(text)).toBeNull();
});

test('a bandwidth at which a large body would never arrive is refused', () => {
  expect(bandwidthSlots('31k')).toBeNull();
  expect(bandwidthSlots('512')).toBeNull();
  expect(bandwidthSlots('32k')).not.toBeNull();
});

test('nothing asked for is no limit, and a window of no length is no window', () => {
  expect(Limits.parse({})).toMatchObject({ bandwidth: 'off', window: null, notOnMetered: false, notOnBattery: false });
  expect(Limits.safeParse({ window: { from: '08:00', to: '08:00' } }).success).toBe(false);
  expect(Limits.safeParse({ window: { from: '8', to: '25:00' } }).success).toBe(false);
});
