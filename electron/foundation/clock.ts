/** @file The only place that asks the computer for the time; everything else is handed a clock, so that tests own it. */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds, as a length or since 1970 UTC. */
export type Milliseconds = number;

export type Clock = {
  /** Milliseconds since 1970 UTC. For display and schedules only: it can jump. */
  readonly now: () => Milliseconds;
  /** Milliseconds since an unknown start; never goes back. For measuring lengths. */
  readonly elapsed: () => Milliseconds;
  /** Resolves after that long; rejects with an AbortError when the signal aborts first. */
  readonly sleep: (length: Milliseconds, signal?: AbortSignal) => Promise<void>;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: (length, signal) => sleep(length, undefined, signal === undefined ? {} : { signal }),
};
