/** @file Something that a button does and the engine may refuse: under way, done, or failed with the words for it. */
import { useState } from 'react';
import { failureText, sentence } from '../words/failure-text.ts';
import { useWords } from '../words/language.ts';

export type Deed = {
  readonly state: 'idle' | 'running' | 'done';
  /** What it is, and what to do; null unless it failed. */
  readonly problem: string | null;
  /** Whether it was done. While it is under way, another run does nothing. */
  readonly run: (what: () => Promise<unknown>) => Promise<boolean>;
};

export function useDeed(): Deed {
  const words = useWords();
  const [state, setState] = useState<Deed['state']>('idle');
  const [problem, setProblem] = useState<string | null>(null);
  const run = async (what: () => Promise<unknown>) => {
    if (state === 'running') return false;
    setState('running');
    setProblem(null);
    try {
      await what();
      setState('done');
      return true;
    } catch (error) {
      setProblem(sentence(failureText(error, words)));
      setState('idle');
      return false;
    }
  };
  return { state, problem, run };
}
