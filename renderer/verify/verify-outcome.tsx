/** @file What a verification found, kind by kind; that there is nothing is said with pleasure. */
import { CircleCheck, SearchX } from 'lucide-react';
import { FindingKind, type VerifyReport } from '../../shared/verification.ts';
import styles from '../library/page.module.css';
import { useWords } from '../words/language.ts';
import own from './verify-outcome.module.css';

export function VerifyOutcome({ report }: { readonly report: VerifyReport }) {
  const words = useWords();
  const text = words.verify;
  const kinds = FindingKind.options.filter((kind) => report.findings[kind].found > 0);
  return (
    <>
      <p className={own.line}>
        {kinds.length === 0 ? <CircleCheck size={15} aria-hidden className={styles.good} /> : null}
        {[
          ...(kinds.length === 0 ? [text.allGood] : []),
          text.proven(report.proven),
          ...(report.notStored === 0 ? [] : [text.notStored(report.notStored)]),
        ].join(', ')}
      </p>
      <ul>
        {kinds.map((kind) => {
          const { found, repaired, examples } = report.findings[kind];
          return (
            <li key={kind} className={own.finding}>
              <SearchX size={15} aria-hidden className={repaired === found ? styles.good : styles.bad} />
              <div>
                <p>{words.findings[kind].what}</p>
                <p className={styles.facts}>
                  {[text.toSee(found), ...(repaired === 0 ? [] : [text.repairedCount(repaired)])].join(', ')}
                </p>
                <p className={styles.facts}>{examples[0]?.subject}</p>
              </div>
            </li>
          );
        })}
      </ul>
    </>
  );
}
