/** @file Which budgets are nearly or wholly spent, for the page of issues: told when that changes, gone once it was read. */
import type { BudgetSeen, CostReport } from '../../shared/cost.ts';
import type { IssueEntry } from '../../shared/issue.ts';
import type { Clock, Milliseconds } from '../foundation/clock.ts';
import { isAbort } from '../foundation/failed.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { costReport } from '../library/cost/cost-report.ts';
import type { Changes } from './changes.ts';
import type { LiveSettings } from './live-settings.ts';

export type BudgetIssue = Extract<IssueEntry, { kind: 'budget' }>;

export type BudgetDesk = {
  /** Of this month and not put aside yet. A profile that rests for its budget is an issue of its own. */
  readonly issues: () => readonly BudgetIssue[];
  /** Tells the windows where there is another than before. Looks at the ledger once a minute: may be called for each image. */
  readonly look: () => void;
  /** What lies there costs more by the hour, whether anything is carried or not. Resolves when the signal has aborted. */
  readonly keepLooking: (signal: AbortSignal) => Promise<void>;
};

export type BudgetDeskParts = {
  readonly settings: Pick<LiveSettings, 'profiles' | 'cost'>;
  readonly ledger: Pick<Ledger, 'usage' | 'holds'>;
  readonly clock: Clock;
  readonly changes: Pick<Changes, 'tell'>;
};

/** A sum over a million objects takes a tenth of a second. */
const goodFor: Milliseconds = 60_000;
const betweenLooks: Milliseconds = 10 * 60_000;

export function budgetDesk({ settings, ledger, clock, changes }: BudgetDeskParts): BudgetDesk {
  let kept: { readonly at: Milliseconds; readonly of: unknown; readonly reports: readonly CostReport[] } | null = null;
  let told = '';

  function reports(): readonly CostReport[] {
    const now = clock.now();
    const cost = settings.cost();
    if (kept !== null && kept.of === cost && now >= kept.at && now - kept.at < goodFor) return kept.reports;
    const priced = settings.profiles().filter(({ name }) => cost.budgets[name] !== undefined);
    kept = { at: now, of: cost, reports: priced.map((profile) => costReport(profile, cost, ledger, now)) };
    return kept.reports;
  }

  function issues(): readonly BudgetIssue[] {
    const seen = settings.cost().seen ?? {};
    return reports().flatMap(({ profile, month, state, cost, budget, prices: { currency } }) => {
      if (budget === null || (state !== 'near' && state !== 'spent')) return [];
      if (ledger.holds.find(profile)?.failure.code === 'budget-spent') return [];
      const { amount } = budget;
      if (isSame(seen[profile], { month, state, amount })) return [];
      return [{ kind: 'budget', profile, month, state, cost, amount, currency }];
    });
  }

  function look(): void {
    const now = issues()
      .map(({ profile, month, state, amount }) => `${profile} ${month} ${state} ${amount}`)
      .join('\n');
    if (now === told) return;
    told = now;
    changes.tell('issues');
  }

  return {
    issues,
    look,
    keepLooking: async (signal) => {
      try {
        for (;;) {
          look();
          await clock.sleep(betweenLooks, signal);
        }
      } catch (error) {
        if (!isAbort(error)) throw error;
      }
    },
  };
}

function isSame(one: BudgetSeen | undefined, other: BudgetSeen): boolean {
  return one?.month === other.month && one.state === other.state && one.amount === other.amount;
}
