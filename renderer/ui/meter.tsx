/** @file A progress bar that says its value; Base UI's behaviour. */
import { Progress } from '@base-ui/react/progress';
import { useLocale } from '../words/language.ts';
import styles from './meter.module.css';

export type MeterProps = {
  readonly label: string;
  /** Out of `of`; both in the same unit. */
  readonly value: number;
  readonly of: number;
  readonly text: string;
};

export function Meter({ label, value, of, text }: MeterProps) {
  const locale = useLocale();
  return (
    <Progress.Root
      aria-label={label}
      value={of <= 0 ? 0 : Math.min(value / of, 1)}
      max={1}
      locale={locale}
      getAriaValueText={() => text}
    >
      <Progress.Track className={styles.track}>
        <Progress.Indicator className={styles.bar} />
      </Progress.Track>
    </Progress.Root>
  );
}
