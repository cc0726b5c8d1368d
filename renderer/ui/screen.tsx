/** @file The frame of a screen: its heading and tools on top, what it is about below. */
import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './screen.module.css';

export type ScreenFrameProps = {
  readonly title: string;
  readonly tools?: ReactNode;
  /** For a page below a screen. */
  readonly back?: { readonly label: string; readonly href: string };
  /** Something else stands in its place: nothing of it can be reached. */
  readonly covered?: boolean;
  readonly children: ReactNode;
};

export function ScreenFrame({ title, tools, back, covered = false, children }: ScreenFrameProps) {
  return (
    <div className={styles.frame} inert={covered}>
      <header className={styles.head}>
        {back === undefined ? null : (
          <a href={back.href} className={styles.back}>
            <ArrowLeft size={16} aria-hidden className={styles.arrow} />
            {back.label}
          </a>
        )}
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
