/** @file What the contract's calls need of a terminal that only looks at the ledger, beside whoever carries. */
import type { RouterContext } from '../api/router.ts';
import type { Clock } from '../foundation/clock.ts';
import { closedGate, noConditions } from '../journey/gate.ts';
import { readPause } from '../journey/pause.ts';
import { queue } from '../journey/queue.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import type { Home } from './session.ts';

/** The ledger is one that can only be read, so orders are refused by it; they have commands of their own. */
export function onlyLooking({ limits }: Home, ledger: Ledger, clock: Clock): RouterContext {
  return {
    ledger,
    queue: queue(ledger, clock, () => Promise.resolve()),
    closed: () => closedGate({ pause: readPause(ledger.meta), limits, conditions: noConditions }, clock.now()),
    unwritable: () => null,
  };
}
