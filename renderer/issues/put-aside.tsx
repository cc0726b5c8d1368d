/** @file A budget that is nearly or wholly spent: how much of it, and putting the warning aside for the month. */
import { Check } from 'lucide-react';
import { useState } from 'react';
import type { IssueEntry } from '../../shared/issue.ts';
import { cloudroll } from '../bridge.ts';
import { sayFailure } from '../library/say-failure.ts';
import { Button } from '../ui/button.tsx';
import type { Words } from '../words/english.ts';
import { formatMoney, formatShare, type Locale } from '../words/format.ts';
import { useWords } from '../words/language.ts';

type BudgetIssue = Extract<IssueEntry, { kind: 'budget' }>;

export function budgetText({ cost, amount, currency }: BudgetIssue, words: Words, locale: Locale): string {
  const { about, share } = words.cost;
  const part = share(formatShare(cost, amount, locale), formatMoney(amount, currency, locale));
  return `${about(formatMoney(cost, currency, locale))} · ${part}`;
}

/** The change that the engine then tells of takes it from the list. */
export function PutAside({ budget: { profile, month, state, amount } }: { readonly budget: BudgetIssue }) {
  const words = useWords();
  const [begun, setBegun] = useState(false);
  const run = async () => {
    setBegun(true);
    try {
      await cloudroll.cloud.cost.putAside({ profile, seen: { month, state, amount } });
    } catch (error) {
      setBegun(false);
      sayFailure(error, words);
    }
  };
  return (
    <Button icon={<Check size={14} aria-hidden />} onClick={() => void run()} disabled={begun}>
      {words.cost.putAside}
    </Button>
  );
}
