/** @file Tells the desktop what changed in the engine: at most once a second, and never when nothing did. */
import { bell } from '../api/bell.ts';
import type { Changes } from '../api/changes.ts';
import type { Clock, Milliseconds } from '../foundation/clock.ts';
import { isAbort } from '../foundation/failed.ts';

/** More often a menu could not be read, and each rebuild costs a conversation with the system. */
const betweenLooks: Milliseconds = 1000;

/** `look` is called after each change, gathered. Resolves when the signal has aborted. */
export async function followEngine(
  changes: Pick<Changes, 'onTell'>,
  clock: Clock,
  look: () => void,
  signal: AbortSignal,
): Promise<void> {
  const { ring, rung } = bell();
  const leave = changes.onTell(ring);
  try {
    for (;;) {
      await rung(signal);
      look();
      await clock.sleep(betweenLooks, signal);
    }
  } catch (error) {
    if (!isAbort(error)) throw error;
  } finally {
    leave();
  }
}
