/** @file A titled part of the details. */
import { createContext, type ReactNode, use } from 'react';
import styles from './section.module.css';

/** One below the image's name, which is the page's own heading where the details stand in the list's place. */
export const SectionHeading = createContext<'h2' | 'h3'>('h3');

export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const Heading = use(SectionHeading);
  return (
    <section className={styles.section}>
      <Heading className={styles.title}>{title}</Heading>
      {children}
    </section>
  );
}
