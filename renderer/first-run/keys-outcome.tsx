/** @file What saving and testing came to, and what can be put right here: a bucket in another region, a code that is asked for. */
import { lazy, Suspense } from 'react';
import { PermissionList } from '../settings/permission-test.tsx';
import { failureText, sentence } from '../words/failure-text.ts';
import { useWords } from '../words/language.ts';
import type { SavedProfile } from './use-saved-profile.ts';

const SignInForm = lazy(async () => ({ default: (await import('../own-cloud/sign-in-form.tsx')).SignInForm }));
const RegionPart = lazy(async () => ({ default: (await import('../own-cloud/region-part.tsx')).RegionPart }));

export type KeysOutcomeProps = { readonly saving: SavedProfile; readonly onSwitched: (region: string) => void };

export function KeysOutcome({ saving: { name, test, outcome, failure, testAgain }, onSwitched }: KeysOutcomeProps) {
  const words = useWords();
  const said = { passed: words.testPassed, failed: words.testFailed };
  const codes = [test.failure, ...test.results.map((result) => (result.outcome === 'failed' ? result.failure : null))];
  const needsCode = codes.some((failed) => failed !== null && failed !== 'unknown' && failed.code === 'mfa-needed');
  const switched = (region: string) => {
    onSwitched(region);
    void testAgain();
  };
  if (name !== null && needsCode && !test.isRunning) {
    return (
      <Suspense>
        <p role="status">{words.keysInUse.signInWhy}</p>
        <SignInForm profile={name} onSignedIn={() => void testAgain()} />
      </Suspense>
    );
  }
  return (
    <>
      <p role="status">{outcome === null ? '' : said[outcome]}</p>
      {failure === null ? null : <p role="alert">{sentence(failureText(failure, words))}</p>}
      {name !== null && outcome === 'failed' ? (
        <Suspense>
          <RegionPart profile={name} onSwitched={switched} />
        </Suspense>
      ) : null}
      <PermissionList test={test} />
    </>
  );
}
