/** @file A clock that runs faster than the wall's, so that a wait of minutes is one of seconds and everything else stays real. */
import { performance } from 'node:perf_hooks';
import { type Clock, systemClock } from '../../electron/foundation/clock.ts';

export function fastClock(times: number): Clock {
  const begun = performance.now();
  const elapsed = () => (performance.now() - begun) * times;
  return {
    now: () => Math.floor(performance.timeOrigin + begun + elapsed()),
    elapsed,
    sleep: (length, signal) => systemClock.sleep(Math.ceil(length / times), signal),
  };
}
