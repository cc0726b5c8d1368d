/** @file Saves what was typed as a profile and tests what its keys may do; says whether the rest can be made. */
import { useState } from 'react';
import type { FailureCode } from '../../shared/failure.ts';
import { cloudroll, type Questions } from '../bridge.ts';
import { type PermissionTest, usePermissionTest } from '../settings/permission-test.tsx';

export type SavedProfile = {
  /** Once it is saved. */
  readonly name: string | null;
  readonly test: PermissionTest;
  readonly outcome: 'passed' | 'failed' | null;
  /** What is missing, the next step makes. */
  readonly canMake: boolean;
  /** Why it could not be saved; null unless it failed. */
  readonly failure: unknown;
  readonly save: (wanted: Questions['profiles']['save']) => Promise<void>;
  readonly testAgain: () => Promise<void>;
};

const makeable: readonly FailureCode[] = ['no-bucket', 'no-table', 'no-index'];

/** `onKept` is told when the keys were handed over: they are needed in the page no longer. */
export function useSavedProfile(onKept: () => void): SavedProfile {
  const test = usePermissionTest();
  const [name, setName] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<SavedProfile['outcome']>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const run = async (profile: string) => setOutcome((await test.run(profile)) ? 'passed' : 'failed');
  const codes = [
    ...test.results.flatMap((result) => (result.outcome === 'failed' ? [result.failure.code] : [])),
    ...(test.failure === null || test.failure === 'unknown' ? [] : [test.failure.code]),
  ];
  return {
    name,
    test,
    outcome,
    canMake: outcome === 'failed' && codes.some((code) => makeable.includes(code)),
    failure,
    save: async (wanted) => {
      setOutcome(null);
      setFailure(null);
      try {
        await cloudroll.profiles.save(wanted);
        onKept();
        setName(wanted.profile.name);
        await run(wanted.profile.name);
      } catch (error) {
        setFailure(error);
        setOutcome('failed');
      }
    },
    testAgain: async () => {
      if (name !== null) await run(name);
    },
  };
}
