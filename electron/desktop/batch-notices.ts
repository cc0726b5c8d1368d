/** @file What a person is told of a batch: one notice when it has ended, one when something new needs them; shows nothing. */
import type { WindowSettings } from '../../shared/window-settings.ts';
import type { BudgetIssue } from '../api/budget-desk.ts';
import type { RaisedAlert } from '../library/log/watch-health.ts';
import type { DesktopView } from './desktop-view.ts';
import { plural } from './words.ts';

export type Notice = { readonly title: string; readonly body: string; readonly opens: 'history' | 'issues' };

export type Batch = {
  readonly storedBefore: number;
  readonly issuesBefore: number;
  readonly budgetsBefore: readonly string[];
  readonly wasAlerted: boolean;
  readonly isOpen: boolean;
};

export function newBatch({ stored, issues, budgets, alert }: DesktopView): Batch {
  const before = { storedBefore: stored, issuesBefore: issues, budgetsBefore: budgets.map(nameOf) };
  return { ...before, wasAlerted: alert !== null, isOpen: false };
}

/** A batch lasts from the first thing to do until there is nothing left, or only what waits for a person. */
export function nextNotices(
  batch: Batch,
  view: DesktopView,
  wanted: WindowSettings['notifications'],
): { batch: Batch; notices: Notice[] } {
  // It does not wait for the batch's end: it may be what makes somebody pause it.
  const isNew = (budget: BudgetIssue) => !batch.budgetsBefore.includes(nameOf(budget));
  const notices: Notice[] = wanted.issues ? view.budgets.filter(isNew).map(budgetNotice) : [];
  if (wanted.issues && view.alert !== null && !batch.wasAlerted) notices.push(alertNotice(view.alert));
  if (view.left > 0) {
    const told = { budgetsBefore: view.budgets.map(nameOf), wasAlerted: view.alert !== null };
    return { batch: { ...batch, ...told, isOpen: true }, notices };
  }
  const stored = view.stored - batch.storedBefore;
  const found = view.issues - batch.issuesBefore;
  if (wanted.stored && stored > 0)
    notices.push({
      title: `${plural(stored, 'image')} stored`,
      body: 'They are in your cloud, checked byte for byte.',
      opens: 'history',
    });
  if (wanted.issues && found > 0)
    notices.push({ title: `${plural(found, 'issue')} to look at`, body: 'Everything else goes on.', opens: 'issues' });
  return { batch: newBatch(view), notices };
}

function alertNotice({ failed, ended }: RaisedAlert): Notice {
  return {
    title: `${Math.round((failed / ended) * 100)} % of images fail`,
    body: `${failed} of ${plural(ended, 'image')} in the last hour. They are kept, and tried again.`,
    opens: 'issues',
  };
}

function nameOf({ profile, month, state, amount }: BudgetIssue): string {
  return `${profile} ${month} ${state} ${amount}`;
}

function budgetNotice({ profile, state, cost, amount, currency }: BudgetIssue): Notice {
  return {
    title: `${profile}: ${state === 'near' ? 'more than 80% of the budget is spent' : 'the budget is spent'}`,
    body: `About ${cost.toFixed(2)} of ${amount.toFixed(2)} ${currency} this month.`,
    opens: 'issues',
  };
}
