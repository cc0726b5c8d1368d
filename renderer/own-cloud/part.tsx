/** @file One part of a page about a person's own cloud: what it is, what it is for, and below it what it holds. */
import type { ReactNode } from 'react';
import page from '../library/page.module.css';

export type PartProps = { readonly title: string; readonly why?: string; readonly children: ReactNode };

export function Part({ title, why, children }: PartProps) {
  return (
    <section className={page.part}>
      <h2 className={page.title}>{title}</h2>
      {why === undefined ? null : <p className={page.why}>{why}</p>}
      {children}
    </section>
  );
}

/** What a deed of a part ended with, where it was done. */
export function Said({ text, bad = false }: { readonly text: string; readonly bad?: boolean }) {
  return (
    <p role={bad ? 'alert' : 'status'} className={`${page.said} ${bad ? page.bad : ''}`}>
      {text}
    </p>
  );
}
