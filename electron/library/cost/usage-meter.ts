/** @file Gathers counted requests in memory and lets them ride with the ledger's next group commit, which costs no fsync; main. */
import type { RequestClass } from '../../../shared/cost.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import type { Used } from '../../ledger/usage.ts';

export type UsageMeter = {
  readonly count: (profile: string, of: RequestClass, sent: number, received: number) => void;
  /** What was counted and is not on the disk yet, in a commit of its own if need be. */
  readonly flush: () => Promise<void>;
};

/** A crash loses what came after the last commit: these are estimates, and images have commits all the time. */
export function usageMeter(ledger: Pick<Ledger, 'alongside' | 'commit' | 'usage'>, clock: Clock): UsageMeter {
  let gathered = new Map<string, Used>();
  ledger.alongside(() => {
    const now = gathered;
    if (now.size === 0) return () => undefined;
    for (const used of now.values()) ledger.usage.add(used);
    return () => {
      // Nothing was counted meanwhile: a transaction does not leave this process's loop.
      if (gathered === now) gathered = new Map();
    };
  });
  return {
    count: (profile, of, sent, received) => {
      const day = new Date(clock.now()).toISOString().slice(0, 10);
      const name = `${day} ${of} ${profile}`;
      const before = gathered.get(name) ?? { profile, day, class: of, requests: 0, sent: 0, received: 0 };
      gathered.set(name, {
        ...before,
        requests: before.requests + 1,
        sent: before.sent + sent,
        received: before.received + received,
      });
    },
    flush: async () => {
      if (gathered.size > 0) await ledger.commit(() => undefined);
    },
  };
}
