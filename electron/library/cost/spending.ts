/** @file Stops a profile whose month's budget is spent, where its owner wants that; main process. */
import type { CostSettings } from '../../../shared/cost.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { Clock, Milliseconds } from '../../foundation/clock.ts';
import { Failed } from '../../foundation/failed.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { costReport } from './cost-report.ts';

export type Spending = {
  /** Throws Failed `budget-spent`. Looks at the ledger once in a while only: may be called for each image. */
  readonly expectWithinBudget: (profile: string) => void;
};

const noBudget: CostSettings = { prices: {}, budgets: {} };

/** A sum over a million objects takes a tenth of a second. */
const lookEvery: Milliseconds = 60_000;

export type SpendingParts = {
  readonly profiles: () => readonly Profile[];
  /** As they are now; absent: no budget. */
  readonly cost?: () => CostSettings;
  readonly ledger: Pick<Ledger, 'usage'>;
  readonly clock: Clock;
};

export function spending({ profiles, cost = () => noBudget, ledger, clock }: SpendingParts): Spending {
  const looks = new Map<
    string,
    { readonly at: Milliseconds; readonly settings: CostSettings; readonly isSpent: boolean }
  >();

  function isSpent(profile: Profile, settings: CostSettings): boolean {
    const now = clock.now();
    const before = looks.get(profile.name);
    const isFresh = before?.settings === settings && now >= before.at && now - before.at < lookEvery;
    if (isFresh) return before.isSpent;
    const look = { at: now, settings, isSpent: costReport(profile, settings, ledger, now).state === 'spent' };
    looks.set(profile.name, look);
    return look.isSpent;
  }

  return {
    expectWithinBudget: (name) => {
      const settings = cost();
      const profile = profiles().find((one) => one.name === name);
      if (profile === undefined || settings.budgets[name]?.stops !== true || !isSpent(profile, settings)) return;
      throw new Failed({ code: 'budget-spent', retry: 'soon', scope: 'profile', subject: `profile ${name}` });
    },
  };
}
