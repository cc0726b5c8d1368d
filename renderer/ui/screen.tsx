/** @file The frame of a screen: its heading and tools on top, what it is about below. */
import type { ReactNode } from 'react';
import styles from './screen.module.css';

export type ScreenFrameProps = {
  readonly title: string;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
};

export function ScreenFrame({ title, tools, children }: ScreenFrameProps) {
  return (
    <div className={styles.frame}>
      <header className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        {tools === undefined ? null : <div className={styles.tools}>{tools}</div>}
      </header>
      {children}
    </div>
  );
}

/** For screens that are read from top to bottom. */
export function ScrollArea({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section className={styles.scroll} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
