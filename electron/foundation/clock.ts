/** @file The only place that asks the computer for the time; everything else is handed a clock, so that tests own it. */
import { performance } from 'node:perf_hooks';

/** Milliseconds, as a length or since 1970 UTC. */
export type Milliseconds = number;

export type Clock = {
  /** Milliseconds since 1970 UTC. For display and schedules only: it can jump. */
  readonly now: () => Milliseconds;
  /** Milliseconds since an unknown start; never goes back. For measuring lengths. */
  readonly elapsed: () => Milliseconds;
  /** Resolves after that long; rejects with the signal's reason, by default an AbortError, when it aborts first. */
  readonly sleep: (length: Milliseconds, signal?: AbortSignal) => Promise<void>;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  // Node's own makes an error with a stack for each end before its time: of the timers that watch over images, nearly all.
  sleep: (length, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, length);
      signal?.addEventListener('abort', stop, { once: true });
    }),
};
