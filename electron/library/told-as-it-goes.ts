/** @file Long work that somebody watches: told as it goes, at most ten times a second, and ended when nobody listens any more. */
import type { Clock } from '../foundation/clock.ts';
import { isAbort } from '../foundation/failed.ts';

/** Milliseconds. */
const betweenTellings = 100;

export type Work = (tell: () => void, signal: AbortSignal) => Promise<void>;

/**
 * The first snapshot at once, one after each change, the last when the work has ended. Throws what the work throws. When the
 * reader stops, or the signal aborts, the work is aborted, and has ended when the reader knows.
 */
export async function* toldAsItGoes<Snapshot>(
  clock: Clock,
  snapshot: () => Snapshot,
  work: Work,
  signal: AbortSignal,
): AsyncGenerator<Snapshot, void> {
  const leaving = new AbortController();
  const either = AbortSignal.any([signal, leaving.signal]);
  let isTold = false;
  let hasEnded = false;
  let wake: (() => void) | undefined;
  const tell = (): void => {
    isTold = true;
    wake?.();
  };
  const done = work(tell, either).finally(() => {
    hasEnded = true;
    wake?.();
  });
  // Thrown where it is awaited.
  const settled = done.catch(() => undefined);
  try {
    yield snapshot();
    while (!hasEnded) {
      if (!isTold) await new Promise<void>((resolve) => (wake = resolve));
      isTold = false;
      if (hasEnded) break;
      yield snapshot();
      await Promise.race([clock.sleep(betweenTellings, either).catch(() => undefined), settled]);
    }
    await done;
    yield snapshot();
  } catch (error) {
    if (!isAbort(error) || !either.aborted) throw error;
  } finally {
    leaving.abort(new DOMException('Nobody listens', 'AbortError'));
    await settled;
  }
}
