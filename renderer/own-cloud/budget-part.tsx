/** @file A budget for the month, with a warning on the way and a stop at its end if that is wanted. */
import { type FormEvent, useState } from 'react';
import { Budget, type CostReport } from '../../shared/cost.ts';
import { cloudroll } from '../bridge.ts';
import page from '../library/page.module.css';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { Labelled } from '../ui/labelled.tsx';
import { Tick } from '../ui/tick.tsx';
import { useWords } from '../words/language.ts';
import styles from './own-cloud.module.css';
import { Part, Said } from './part.tsx';
import { useDeed } from './use-deed.ts';

export type CostPartProps = {
  readonly report: CostReport;
  readonly onReport: (report: CostReport) => void;
};

export function BudgetPart({ report, onReport }: CostPartProps) {
  const words = useWords();
  const text = words.cost;
  const deed = useDeed();
  const [amount, setAmount] = useState(report.budget === null ? '' : String(report.budget.amount));
  const [stops, setStops] = useState(report.budget?.stops ?? false);
  const budget = amount.trim() === '' ? null : Budget.safeParse({ amount: Number(amount), stops }).data;
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (budget === undefined) return;
    void deed.run(async () => onReport(await cloudroll.cloud.cost.setBudget({ profile: report.profile, budget })));
  };
  return (
    <Part title={text.budget} why={text.budgetWhy}>
      <form className={styles.form} onSubmit={save}>
        <Labelled label={text.amountIn(report.prices.currency)} problem={budget === undefined ? text.wrong : null}>
          <TextField
            type="number"
            min={0}
            step="any"
            aria-invalid={budget === undefined}
            value={amount}
            onChange={(event) => setAmount(event.target.value)}
          />
        </Labelled>
        <Tick label={text.stops} help={text.stopsWhy} checked={stops} onChange={setStops} />
        <div className={page.deeds}>
          <Button type="submit" disabled={budget === undefined || deed.state === 'running'}>
            {words.save}
            <span className="out-of-sight"> {text.budget}</span>
          </Button>
          <Said bad={deed.problem !== null} text={deed.problem ?? (deed.state === 'done' ? text.saved : '')} />
        </div>
      </form>
    </Part>
  );
}
