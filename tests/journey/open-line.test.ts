/** @file How fast the line may be at each time of the day, and how many bodies share it. */
import { expect, test } from 'vitest';
import { bandwidthAt, openLine } from '../../electron/journey/open-line.ts';
import { bandwidthSlots, Limits } from '../../shared/limits.ts';
import { manualClock } from '../fakes/manual-clock.ts';

const at = (hours: number, minutes = 0): number => new Date(2026, 5, 10, hours, minutes).getTime();
const hour = 3_600_000;

test.each([
  [0, null],
  [7 * 60 + 59, null],
  [8 * 60, 512 * 1024],
  [12 * 60, 512 * 1024],
  [19 * 60, null],
])('at minute %d of the day the timetable says %s', (minute, rate) => {
  expect(bandwidthAt(bandwidthSlots('08:00,512k 19:00,off') ?? [], minute)).toBe(rate);
});

test('the line follows its timetable and a change of the limits, without being opened again', () => {
  const clock = manualClock(at(7));
  let limits = Limits.parse({ bandwidth: '08:00,512k 19:00,off' });
  const line = openLine({ limits: () => limits, isOpen: () => true, clock });
  expect(line.pace.rate()).toBeNull();
  clock.advance(hour);
  expect(line.pace.rate()).toBe(512 * 1024);
  clock.advance(11 * hour);
  expect(line.pace.rate()).toBeNull();
  limits = { ...limits, bandwidth: '1M' };
  expect(line.pace.rate()).toBe(1024 * 1024);
});

test.each([
  ['off', 1],
  ['32k', 48],
  ['256k', 24],
  ['1M', 6],
  ['100M', 1],
])('under a limit of %s a body weighs %d of 48, so that each is fast enough to arrive', (bandwidth, weight) => {
  const limits = Limits.parse({ bandwidth });
  expect(openLine({ limits: () => limits, isOpen: () => true, clock: manualClock() }).weight()).toBe(weight);
});
