/** @file Asks again what passes by itself, so that one slow answer does not end a verification of a million; main process. */
import { backoff } from '../../foundation/backoff.ts';
import type { Clock } from '../../foundation/clock.ts';
import { Failed } from '../../foundation/failed.ts';

export type Patience = { readonly clock: Clock; readonly random: () => number };

/** A verification is interrupted, and can go on later, when the cloud does not answer that often in a row. */
const tries = 5;
/** Together a few seconds: somebody may be waiting for the start. */
const waits = { base: 500, cap: 10_000 };

/** Throws what the last try threw, and at once what does not pass by itself. `call` must be safe to repeat. */
export async function patiently<Answer>(
  { clock, random }: Patience,
  signal: AbortSignal,
  call: () => Promise<Answer>,
): Promise<Answer> {
  for (let failed = 1; ; failed += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Failed) || error.failure.retry !== 'soon' || failed === tries) throw error;
      await clock.sleep(backoff(failed, random(), error.failure.waitAtLeast, waits), signal);
    }
  }
}
