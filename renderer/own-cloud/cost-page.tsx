/** @file What a profile costs this month, by our own counters: an estimate, with prices that can be changed, and a budget. */
import { useQuery } from '@tanstack/react-query';
import type { CostLine, CostReport } from '../../shared/cost.ts';
import { cloudroll } from '../bridge.ts';
import { Asked } from '../library/asked.tsx';
import page from '../library/page.module.css';
import { queries } from '../live.ts';
import { Meter } from '../ui/meter.tsx';
import { formatBytes, formatDate, formatMoney, formatNumber, formatPercent } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import { BudgetPart } from './budget-part.tsx';
import styles from './own-cloud.module.css';
import type { OwnCloudProps } from './own-cloud-pages.tsx';
import { Part } from './part.tsx';
import { PricesPart } from './prices-part.tsx';

export function CostPage({ profile: { name }, editable }: OwnCloudProps) {
  const asked = useQuery({
    queryKey: ['cost', name],
    queryFn: ({ signal }) => cloudroll.cloud.cost.report({ profile: name }, { signal }),
    staleTime: 0,
  });
  const onReport = (report: CostReport) => queries.setQueryData(['cost', name], report);
  return (
    <Asked query={asked}>
      {(report) => (
        <>
          <Month report={report} />
          {editable ? <BudgetPart report={report} onReport={onReport} /> : null}
          <PricesPart report={report} onReport={onReport} />
        </>
      )}
    </Asked>
  );
}

function Month({ report }: { readonly report: CostReport }) {
  const words = useWords();
  const locale = useLocale();
  const text = words.cost;
  const { cost, forecast, prices, budget, countedSince, lines, state } = report;
  const money = (amount: number) => formatMoney(amount, prices.currency, locale);
  const share = budget === null ? '' : text.share(formatPercent(cost, budget.amount, locale), money(budget.amount));
  return (
    <Part title={text.title}>
      <dl className={page.counts}>
        <div>
          <dt>{text.soFar}</dt>
          <dd className={page.big}>{text.about(money(cost))}</dd>
        </div>
        <div>
          <dt>{text.forecast}</dt>
          <dd className={page.big}>{text.about(money(forecast))}</dd>
        </div>
      </dl>
      {budget === null ? null : (
        <>
          <Meter label={text.budget} value={cost} of={budget.amount} text={share} />
          <p className={`${page.said} ${state === 'spent' ? page.bad : state === 'near' ? page.wait : ''}`}>
            {text.states[state]}: {share}
          </p>
        </>
      )}
      <p className={page.why}>{text.estimate}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{text.what}</th>
            <th scope="col" className={styles.figure}>
              {text.amount}
            </th>
            <th scope="col" className={styles.figure}>
              {text.price}
            </th>
            <th scope="col" className={styles.figure}>
              {text.forecast}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.what}>
              <th scope="row">{text.lines[line.what]}</th>
              <td className={styles.figure}>
                {isBytes(line.what) ? formatBytes(line.soFar, locale) : formatNumber(line.soFar, locale)}
              </td>
              <td className={styles.figure}>{money(line.cost)}</td>
              <td className={styles.figure}>{money(line.forecast)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={page.facts}>{countedSince === null ? text.notYet : text.since(formatDate(countedSince, locale))}</p>
    </Part>
  );
}

function isBytes(what: CostLine['what']): boolean {
  return what === 'stored' || what === 'records' || what === 'out';
}
