/** @file An image's way, step by step, each with its time. */
import type { ImageInFull } from '../../shared/history.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { formatMoment, formatTime, startOfDay } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import styles from './journey.module.css';
import { Section } from './section.tsx';

export function Journey({ image }: { readonly image: ImageInFull }) {
  const words = useWords();
  const locale = useLocale();
  if (image.journal.length === 0) return null;
  return (
    <Section title={words.journey}>
      <ol className={styles.steps}>
        {image.journal.map(({ state, at }, index) => {
          const before = image.journal[index - 1]?.at;
          const sameDay = before !== undefined && startOfDay(before) === startOfDay(at);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a journal only grows at its end.
            <li key={index} className={styles.step}>
              <StateMark state={state} word />
              <time className={styles.time} dateTime={new Date(at).toISOString()}>
                {sameDay ? formatTime(at, locale) : formatMoment(at, locale)}
              </time>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
