/** @file The system's clock: it sleeps as long as asked, and wakes early with the reason that it is given. */
import { expect, test } from 'vitest';
import { systemClock } from '../../electron/foundation/clock.ts';
import { isAbort } from '../../electron/foundation/failed.ts';

test('a sleep lasts at least as long as asked', async () => {
  const before = systemClock.elapsed();
  await systemClock.sleep(20);
  // Timers count whole milliseconds, the clock parts of them.
  expect(systemClock.elapsed() - before).toBeGreaterThanOrEqual(19);
});

test('an abort ends it with its reason, and one of before lets none begin', async () => {
  const stop = new AbortController();
  const asleep = systemClock.sleep(3_600_000, stop.signal);
  stop.abort('busy');
  await expect(asleep).rejects.toBe('busy');
  await expect(systemClock.sleep(3_600_000, stop.signal)).rejects.toBe('busy');
});

test('an abort without a reason is an AbortError', async () => {
  const stop = new AbortController();
  const asleep = systemClock.sleep(3_600_000, stop.signal);
  stop.abort();
  await expect(asleep).rejects.toSatisfy(isAbort);
});
