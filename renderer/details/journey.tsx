/** @file An image's way, step by step: when, how long it took, and how many bytes. */
import { FileCheck } from 'lucide-react';
import { FailureCode } from '../../shared/failure.ts';
import type { ImageInFull } from '../../shared/history.ts';
import { StateMark } from '../ui/state-mark.tsx';
import type { Words } from '../words/english.ts';
import { formatBytes, formatLength, formatMoment, formatTime, startOfDay } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import styles from './journey.module.css';
import { type JourneyStep, journeySteps } from './journey-steps.ts';
import { Section } from './section.tsx';

export function Journey({ image }: { readonly image: ImageInFull }) {
  const words = useWords();
  const locale = useLocale();
  const steps = journeySteps(image);
  if (steps.length === 0) return null;
  return (
    <Section title={words.journey}>
      <ol className={styles.steps}>
        {steps.map((step, index) => {
          const before = steps[index - 1]?.at;
          const sameDay = before !== undefined && startOfDay(before) === startOfDay(step.at);
          const facts = [
            step.bytes === null ? null : formatBytes(step.bytes, locale),
            step.took === null || step.took < 1 ? null : words.tookTime(formatLength(step.took, locale)),
          ].filter((fact) => fact !== null);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a journal only grows at its end.
            <li key={index} className={styles.step}>
              {step.kind === 'object' ? (
                <FileCheck size={14} aria-hidden className={styles.object} />
              ) : (
                <StateMark state={step.state} />
              )}
              <span className={styles.what}>
                {stepWords(step, words)}
                {facts.length === 0 ? null : <span className={styles.facts}>{facts.join(' · ')}</span>}
              </span>
              <time className={styles.time} dateTime={new Date(step.at).toISOString()}>
                {sameDay ? formatTime(step.at, locale) : formatMoment(step.at, locale)}
              </time>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}

function stepWords(step: JourneyStep, words: Words): string {
  if (step.kind === 'object') {
    return words.objectConfirmed(step.rendition === 'original' ? words.original : step.rendition);
  }
  const { state, note } = step;
  switch (state) {
    case 'hashed':
      return words.journeySteps.hashed;
    case 'uploading':
      return words.journeySteps.uploading;
    case 'confirmed':
      return words.journeySteps.confirmed;
    case 'stored':
      return note === 'joined' || note === 'unrecorded' || note === 'adopted'
        ? words.journeySteps[note]
        : words.journeySteps.written;
    default: {
      const code = FailureCode.safeParse(note).data;
      return code === undefined ? words.states[state] : words.failures[code].what;
    }
  }
}
