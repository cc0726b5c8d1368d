/** @file Says once when more fails than a person wants to let pass, and keeps the log within bounds; main process. */
import type { Clock } from '../../foundation/clock.ts';
import { isAbort } from '../../foundation/failed.ts';
import type { Log } from '../../foundation/log.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { health, type LedgerHealth } from './health.ts';
import { pruneLog } from './log-page.ts';

export type WatchHealthParts = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  /** Told at each look, for whoever publishes the figures. */
  readonly onLook: (health: LedgerHealth) => Promise<void>;
  /** Told when the rate goes above what was set, and when it is below again: null. */
  readonly onAlert: (alert: RaisedAlert | null) => void;
};

/** Of the images that came to an end in the last hour. */
export type RaisedAlert = { readonly failed: number; readonly ended: number };

const lookEvery = 5 * 60_000;
const pruneEvery = 24 * 60 * 60_000;

/** Until the signal aborts. */
export async function watchHealth(parts: WatchHealthParts, signal: AbortSignal): Promise<void> {
  const { ledger, clock, log } = parts;
  let wasAbove = false;
  let prunedAt = Number.NEGATIVE_INFINITY;
  try {
    for (;;) {
      await clock.sleep(lookEvery, signal);
      const now = clock.now();
      const look = health(ledger, now);
      const { isAbove } = look.alert;
      if (isAbove !== wasAbove) {
        wasAbove = isAbove;
        if (isAbove) await noteAlert(parts, look);
        const { failed, stored } = look.lastHour;
        parts.onAlert(isAbove ? { failed, ended: failed + stored } : null);
      }
      await parts.onLook(look);
      if (now - prunedAt < pruneEvery) continue;
      prunedAt = now;
      await pruneLog(ledger, now);
    }
  } catch (error) {
    if (!isAbort(error)) log.error('The failure rate is watched no more because of a fault of ours', { error });
  }
}

function noteAlert({ ledger, clock }: WatchHealthParts, { lastHour, failureRate }: LedgerHealth): Promise<void> {
  const subject = `${Math.round((failureRate ?? 0) * 100)} %`;
  const detail = `${lastHour.failed} of ${lastHour.failed + lastHour.stored} in the last hour`;
  return ledger.commit(() =>
    ledger.deeds.note({ kind: 'alert', subject, detail, images: lastHour.failed }, clock.now()),
  );
}
