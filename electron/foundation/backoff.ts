/** @file How long to wait before the next try; pure, so that it can be proved. */
import type { Milliseconds } from './clock.ts';

export type BackoffLimits = { readonly base: Milliseconds; readonly cap: Milliseconds };

/** A first try after about half a second; a long outage is asked about four times an hour. */
export const defaultBackoff: BackoffLimits = { base: 1000, cap: 15 * 60 * 1000 };

/**
 * Exponential with full jitter (aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter): anything from 0
 * to base × 2^attempts, never above `cap`, never below what the server asked for.
 * `random` is in [0, 1); `attempts` counts the tries that failed, from 1.
 */
export function backoff(
  attempts: number,
  random: number,
  waitAtLeast: Milliseconds = 0,
  limits: BackoffLimits = defaultBackoff,
): Milliseconds {
  const ceiling = Math.min(limits.cap, limits.base * 2 ** Math.min(attempts - 1, 30));
  return Math.max(waitAtLeast, Math.round(random * ceiling));
}
