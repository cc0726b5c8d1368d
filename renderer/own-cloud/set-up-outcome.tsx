/** @file How far a set-up is, and what it came to. */
import type { SetUpResult, SetUpStep } from '../../shared/set-up.ts';
import type { Run } from '../library/long-run.ts';
import { Meter } from '../ui/meter.tsx';
import { failureText, sentence } from '../words/failure-text.ts';
import { useWords } from '../words/language.ts';
import { Said } from './part.tsx';

/** Would be made or mended. */
export function isOpen({ state }: SetUpStep): boolean {
  return state === 'missing' || state === 'differs' || state === 'after-creation';
}

export type SetUpOutcomeProps = {
  readonly steps: readonly SetUpStep[];
  readonly run: Run<readonly SetUpResult[]>;
};

export function SetUpOutcome({ steps, run: { state, progress, failure } }: SetUpOutcomeProps) {
  const words = useWords();
  const text = words.setUp;
  const results = progress ?? [];
  if (state === 'running') {
    const said = text.progress(results.length, steps.length);
    return (
      <>
        <Meter label={text.making} value={results.length} of={steps.length} text={said} />
        <Said text={said} />
      </>
    );
  }
  if (state === 'failed') return <Said bad text={sentence(failureText(failure, words))} />;
  const failed = results.filter(({ outcome }) => outcome === 'failed').length;
  if (failed > 0) return <Said bad text={text.failed(failed)} />;
  if (steps.some(isOpen)) return <Said text="" />;
  return <Said text={state === 'ended' ? text.done : text.allRight} />;
}
