/** @file What a screen shows when it has nothing to show: empty, failed, or still asking. */
import { type ReactNode, useEffect, useState } from 'react';
import styles from './blank.module.css';

export type BlankProps = {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  /** The one deed. */
  readonly deed?: ReactNode;
  readonly tone?: 'quiet' | 'good' | 'bad';
};

export function Blank({ icon, title, children, deed, tone = 'quiet' }: BlankProps) {
  return (
    <div className={styles.blank} role={tone === 'bad' ? 'alert' : undefined}>
      <span className={`${styles.icon} ${styles[tone]}`} aria-hidden>
        {icon}
      </span>
      <p className={styles.title}>{title}</p>
      {children === undefined ? null : <div className={styles.text}>{children}</div>}
      {deed === undefined ? null : <div className={styles.deed}>{deed}</div>}
    </div>
  );
}

/** Nothing for a moment, so that a quick answer does not flicker. */
export function Later({ children }: { readonly children: ReactNode }) {
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return due ? children : null;
}

/** Rows in the shape of what is coming. */
export function LoadingRows({ count, label }: { readonly count: number; readonly label: string }) {
  return (
    <Later>
      <div role="status" aria-label={label} className={styles.loading}>
        {Array.from({ length: count }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike and never move.
          <span key={row} className={styles.row} />
        ))}
      </div>
    </Later>
  );
}
