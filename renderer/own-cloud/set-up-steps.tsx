/** @file The steps of a set-up, bucket by bucket and table: what each is, what it would become, what became of it. */
import { Check, CircleAlert, CirclePlus, Minus, Pencil, X } from 'lucide-react';
import type { SetUpResult, SetUpStep } from '../../shared/set-up.ts';
import tones from '../ui/tones.module.css';
import type { Words } from '../words/english.ts';
import { sentence } from '../words/failure-text.ts';
import { useWords } from '../words/language.ts';
import styles from './own-cloud.module.css';

const stateMarks = {
  present: [Check, 'good'],
  missing: [CirclePlus, 'wait'],
  differs: [Pencil, 'wait'],
  'after-creation': [CirclePlus, 'wait'],
  'not-offered': [Minus, 'quiet'],
  'cannot-mend': [CircleAlert, 'bad'],
  unseen: [CircleAlert, 'bad'],
} as const;

const outcomeMarks = {
  made: [Check, 'good'],
  mended: [Check, 'good'],
  present: [Check, 'good'],
  'not-offered': [Minus, 'quiet'],
  left: [CircleAlert, 'quiet'],
  failed: [X, 'bad'],
} as const;

export type SetUpStepsProps = {
  readonly steps: readonly SetUpStep[];
  /** Of the run that is under way or has just ended. */
  readonly results: readonly SetUpResult[];
};

export function SetUpSteps({ steps, results }: SetUpStepsProps) {
  const places = [...new Set(steps.map(({ on }) => on))];
  return places.map((on) => (
    <div key={on}>
      <h3 className={styles.on}>{on}</h3>
      <ul className={styles.steps}>
        {steps
          .filter((step) => step.on === on)
          .map((step) => (
            <Step
              key={step.deed}
              step={step}
              result={results.find((one) => one.step.deed === step.deed && one.step.on === on)}
            />
          ))}
      </ul>
    </div>
  ));
}

function Step({ step, result }: { readonly step: SetUpStep; readonly result: SetUpResult | undefined }) {
  const words = useWords();
  const text = words.setUp;
  const [Mark, tone] = result === undefined ? stateMarks[step.state] : outcomeMarks[result.outcome];
  const detail = result === undefined ? detailOf(step, words) : detailOf(result.step, words, result);
  const isSentence = (result?.failure ?? step.failure) !== null || step.state === 'differs';
  return (
    <li className={styles.step}>
      <Mark size={14} aria-hidden className={tones[tone]} />
      <span>{text.deeds[step.deed]}</span>
      <span className={styles.state}>
        {result === undefined ? text.states[step.state] : text.outcomes[result.outcome]}
        {detail === '' ? null : isSentence ? (
          <span className={styles.detail}>{detail}</span>
        ) : (
          <span className={styles.beside}> · {detail}</span>
        )}
      </span>
    </li>
  );
}

/** In the services' own spelling, which is what their consoles and documents say. */
function detailOf({ deed, on, state, found, wished, failure }: SetUpStep, words: Words, result?: SetUpResult): string {
  const why = result?.failure ?? failure;
  if (why !== null) return sentence(words.failures[why.code]);
  if (state === 'differs' || state === 'cannot-mend') {
    return words.setUp.change(found ?? words.setUp.nothing, wished);
  }
  // It is the heading already.
  const isName = deed === 'bucket' && (found ?? wished) === on;
  if (state === 'not-offered' || isName) return '';
  const value = state === 'present' ? (found ?? '') : wished;
  // That it is on is what the step says.
  return /^(enabled|true)$/i.test(value) ? '' : value;
}
