/** @file A ring that fills with what is stored of this run, and in it how many are left, or what it is given. */
import { Progress } from '@base-ui/react/progress';
import type { ReactNode } from 'react';
import { useActivity } from '../live.ts';
import { formatNumber } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import styles from './drop-target.module.css';

export type RingProgress = { readonly done: number; readonly left: number };

export function useProgress(): RingProgress {
  const activity = useActivity();
  if (activity === undefined) return { done: 0, left: 0 };
  return { done: activity.run.stored + activity.run.already, left: activity.left.images };
}

export function ProgressRing({
  progress,
  children,
}: {
  readonly progress: RingProgress;
  readonly children: ReactNode;
}) {
  const words = useWords();
  const locale = useLocale();
  const { done, left } = progress;
  const share = left === 0 ? 0 : done / (done + left);
  return (
    <Progress.Root
      aria-label={words.dropProgress}
      value={left === 0 ? 1 : share}
      max={1}
      locale={locale}
      getAriaValueText={() => (left === 0 ? words.statusIdle : words.dropLeft(left))}
      className={styles.meter}
    >
      <svg viewBox="0 0 84 84" aria-hidden className={styles.drawn}>
        <circle cx={42} cy={42} r={39} className={styles.track} />
        {share > 0 ? (
          <circle
            cx={42}
            cy={42}
            r={39}
            pathLength={100}
            strokeDasharray={`${share * 100} 100`}
            className={styles.arc}
          />
        ) : null}
      </svg>
      <span className={styles.inside}>{left > 0 ? formatNumber(left, locale) : children}</span>
    </Progress.Root>
  );
}
