/** @file The permission test of a profile as a list that fills while it runs. */
import { Check, CircleSlash, Minus, X } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../shared/failure.ts';
import { type CheckResult, profileChecks } from '../../shared/profile-check.ts';
import { cloudroll, failureOf } from '../bridge.ts';
import { useWords } from '../words/language.ts';
import styles from './permission-test.module.css';

export type PermissionTest = {
  readonly results: readonly CheckResult[];
  readonly isRunning: boolean;
  /** Why it could not even begin. */
  readonly failure: Failure | 'unknown' | null;
  /** Whether everything that is needed was allowed. */
  readonly run: (profile: string) => Promise<boolean>;
};

export function usePermissionTest(): PermissionTest {
  const [results, setResults] = useState<readonly CheckResult[]>([]);
  const [isRunning, setIsRunning] = useState(false);
  const [failure, setFailure] = useState<PermissionTest['failure']>(null);
  const run = async (name: string) => {
    const seen: CheckResult[] = [];
    setResults([]);
    setFailure(null);
    setIsRunning(true);
    try {
      for await (const result of await cloudroll.profiles.test({ name })) {
        seen.push(result);
        setResults([...seen]);
      }
    } catch (error) {
      setFailure(failureOf(error) ?? 'unknown');
      return false;
    } finally {
      setIsRunning(false);
    }
    return seen.length > 0 && seen.every(({ outcome }) => outcome === 'passed' || outcome === 'not-offered');
  };
  return { results, isRunning, failure, run };
}

const marks = { passed: Check, 'not-offered': Minus, failed: X, skipped: CircleSlash };

export function PermissionList({ test }: { readonly test: PermissionTest }) {
  const words = useWords();
  if (test.failure !== null) {
    const meaning =
      test.failure === 'unknown' ? { what: words.deedFailed, todo: '' } : words.failures[test.failure.code];
    return (
      <p role="alert" className={styles.failed}>
        {meaning.what}. {meaning.todo}
      </p>
    );
  }
  if (test.results.length === 0) return null;
  return (
    <ul className={styles.list} aria-live="polite">
      {test.results
        .toSorted((one, other) => profileChecks.indexOf(one.check) - profileChecks.indexOf(other.check))
        .map((result) => {
          const Mark = marks[result.outcome];
          return (
            <li key={result.check} className={styles.check}>
              <Mark size={14} aria-hidden className={styles[result.outcome]} />
              <span>{words.checks[result.check]}</span>
              <span className={styles.outcome}>
                {result.outcome === 'failed'
                  ? [words.failures[result.failure.code].what, result.failure.detail].filter(Boolean).join(' · ')
                  : words.checkOutcomes[result.outcome]}
              </span>
            </li>
          );
        })}
    </ul>
  );
}
