/** @file Notices orders that another process wrote into the ledger (a pause, a cancel, a "try now"), within a second or so. */
import type { Clock } from '../foundation/clock.ts';
import { isAbort } from '../foundation/failed.ts';
import type { Log } from '../foundation/log.ts';
import { commitsOfOthers } from '../ledger/join-ledger.ts';
import type { Ledger } from '../ledger/open-ledger.ts';

/** Milliseconds: soon to a person, nothing to a processor (see [Note: Orders through the ledger] in join-ledger.ts). */
const lookEvery = 1000;

/** Until the signal aborts. `onOrder` may be called for nothing. */
export async function followOthers(
  { ledger, clock, log }: { readonly ledger: Ledger; readonly clock: Clock; readonly log: Log },
  onOrder: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const haveCommitted = commitsOfOthers(ledger);
  while (!signal.aborted) {
    try {
      await clock.sleep(lookEvery, signal);
      if (haveCommitted()) await onOrder();
    } catch (error) {
      if (isAbort(error)) return;
      log.error('The orders of others are followed no more because of a fault of ours', { error });
      return;
    }
  }
}
