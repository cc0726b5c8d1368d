/** @file When nothing may begin, why, and until when; in the computer's own time, over midnight and summer time. */
import { expect, test, vi } from 'vitest';
import { closedGate, type GateState, noConditions, pauseFrom } from '../../electron/journey/gate.ts';
import { noLimits } from '../../shared/limits.ts';

const open: GateState = { pause: null, limits: noLimits, conditions: noConditions };
const at = (hours: number, minutes = 0, day = 10): number => new Date(2026, 5, day, hours, minutes).getTime();

test('without a reason it is open', () => {
  expect(closedGate(open, at(12))).toBeNull();
});

test('a pause holds until its time, to the millisecond, and one without a time until it is ended', () => {
  const pause = { until: at(13) };
  expect(closedGate({ ...open, pause }, at(13) - 1)).toEqual({ reason: 'paused', until: at(13) });
  expect(closedGate({ ...open, pause }, at(13))).toBeNull();
  expect(closedGate({ ...open, pause: { until: null } }, at(13, 0, 30))).toEqual({ reason: 'paused', until: null });
});

test('an hour is an hour', () => {
  expect(pauseFrom({ kind: 'for', minutes: 60 }, at(12))).toEqual({ until: at(13) });
});

test.each([
  ['in the evening', at(23, 30), at(6, 0, 11)],
  ['in the night', at(2), at(6)],
  ['at six', at(6), at(6, 0, 11)],
])('until tomorrow, said %s, is until six in the morning', (_, said, until) => {
  expect(pauseFrom({ kind: 'until-tomorrow' }, said)).toEqual({ until });
});

test('until tomorrow is six by the clock on the wall when clocks change in the night', () => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  const said = Date.parse('2026-03-28T23:00:00+01:00');
  expect(pauseFrom({ kind: 'until-tomorrow' }, said)).toEqual({ until: Date.parse('2026-03-29T06:00:00+02:00') });
});

test.each([
  ['before', at(7, 59), at(8)],
  ['at its end', at(18), at(8, 0, 11)],
  ['after', at(22), at(8, 0, 11)],
])('%s its window it is closed until the window opens', (_, now, until) => {
  const limits = { ...noLimits, window: { from: '08:00', to: '18:00' } };
  expect(closedGate({ ...open, limits }, now)).toEqual({ reason: 'outside-window', until });
  expect(closedGate({ ...open, limits }, until)).toBeNull();
});

test('a window may go over midnight', () => {
  const limits = { ...noLimits, window: { from: '22:00', to: '06:00' } };
  expect(closedGate({ ...open, limits }, at(23))).toBeNull();
  expect(closedGate({ ...open, limits }, at(5, 59))).toBeNull();
  expect(closedGate({ ...open, limits }, at(6))).toEqual({ reason: 'outside-window', until: at(22) });
});

test('a window that a change of clocks skips opens at the next day that has it, and is asked no sooner', () => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  const limits = { ...noLimits, window: { from: '02:15', to: '02:45' } };
  const skipped = Date.parse('2026-03-29T03:15:00+02:00');
  const closed = closedGate({ ...open, limits }, skipped);
  expect(closed).toEqual({ reason: 'outside-window', until: Date.parse('2026-03-30T02:15:00+02:00') });
});

test('metered lines and batteries close it only for those who said so', () => {
  const conditions = { metered: true, onBattery: true };
  expect(closedGate({ ...open, conditions }, at(12))).toBeNull();
  const onBattery = { ...noLimits, notOnBattery: true };
  expect(closedGate({ ...open, conditions, limits: onBattery }, at(12))).toEqual({ reason: 'battery', until: null });
  const onMetered = { ...onBattery, notOnMetered: true };
  expect(closedGate({ ...open, conditions, limits: onMetered }, at(12))).toEqual({ reason: 'metered', until: null });
  expect(closedGate({ ...open, limits: onMetered }, at(12))).toBeNull();
});

test('of several reasons the pause is told', () => {
  const limits = { ...noLimits, notOnMetered: true, window: { from: '08:00', to: '09:00' } };
  const conditions = { metered: true, onBattery: false };
  expect(closedGate({ pause: { until: null }, limits, conditions }, at(12))?.reason).toBe('paused');
});
