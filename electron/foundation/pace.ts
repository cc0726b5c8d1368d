/** @file Lets bytes through no faster than a rate that may change at any time. */
import type { Clock } from './clock.ts';

export type Pace = {
  /** Bytes a second; null: no limit now. */
  readonly rate: () => number | null;
  /**
   * Resolves when so many bytes may go, first come first served. An amount is never refused for its size: it is owed, and
   * later ones wait for it. Rejects with the signal's reason; what it had asked for counts all the same.
   */
  readonly take: (bytes: number, signal: AbortSignal) => Promise<void>;
};

/** Milliseconds of silence that may be made up for at once: enough to keep a line busy between two wake-ups. */
const burst = 100;

export function pace(rate: () => number | null, clock: Clock): Pace {
  /** By `clock.elapsed`: when all that was asked for so far will have gone. */
  let owedUntil = 0;
  return {
    rate,
    take: async (bytes, signal) => {
      signal.throwIfAborted();
      const now = clock.elapsed();
      const limit = rate();
      if (limit === null) {
        owedUntil = now;
        return;
      }
      const from = Math.max(owedUntil, now - burst);
      owedUntil = from + (bytes / limit) * 1000;
      if (from > now) await clock.sleep(from - now, signal);
    },
  };
}
