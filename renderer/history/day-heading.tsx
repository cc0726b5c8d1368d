/** @file The heading of a day in History. */
import { formatDay, formatNumber } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import styles from './day-heading.module.css';

export type DayHeadingProps = { readonly at: number | null; readonly images: number; readonly isTable: boolean };

export function DayHeading({ at, images, isTable }: DayHeadingProps) {
  const { noDate, today, yesterday } = useWords();
  const locale = useLocale();
  const text = (
    <span className={styles.day}>
      <span className={styles.name}>
        {at === null ? noDate : formatDay(at, Date.now(), locale, { today, yesterday })}
      </span>
      <span className={styles.count}>{formatNumber(images, locale)}</span>
    </span>
  );
  if (!isTable) return text;
  return (
    <div role="row">
      <div role="gridcell">{text}</div>
    </div>
  );
}
