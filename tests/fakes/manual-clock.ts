/** @file A clock that stands still until a test moves it. */
import type { Clock, Milliseconds } from '../../electron/foundation/clock.ts';

export type ManualClock = Clock & {
  /** Moves time on, and wakes whoever has slept long enough, the earliest first. */
  readonly advance: (length: Milliseconds) => void;
  /** How long each of those asleep will sleep still, the shortest first. */
  readonly sleeping: () => readonly Milliseconds[];
};

type Sleeper = { readonly until: Milliseconds; readonly wake: () => void };

export function manualClock(start: Milliseconds = Date.UTC(2026, 0, 1)): ManualClock {
  let time = start;
  let sleepers: readonly Sleeper[] = [];
  const byTime = () => sleepers.toSorted((a, b) => a.until - b.until);
  return {
    now: () => time,
    elapsed: () => time - start,
    sleep: (length, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const leave = (): void => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          signal?.removeEventListener('abort', stop);
        };
        const stop = (): void => {
          leave();
          reject(signal?.reason);
        };
        const sleeper: Sleeper = {
          until: time + length,
          wake: () => {
            leave();
            resolve();
          },
        };
        signal?.addEventListener('abort', stop, { once: true });
        sleepers = [...sleepers, sleeper];
      }),
    advance: (length) => {
      time += length;
      for (const sleeper of byTime()) if (sleeper.until <= time) sleeper.wake();
    },
    sleeping: () => byTime().map(({ until }) => until - time),
  };
}
