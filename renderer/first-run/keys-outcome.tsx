/** @file What saving and testing came to, and the one thing that a button can put right: a bucket in another region. */
import { lazy, Suspense } from 'react';
import { PermissionList } from '../settings/permission-test.tsx';
import { failureText, sentence } from '../words/failure-text.ts';
import { useWords } from '../words/language.ts';
import type { SavedProfile } from './use-saved-profile.ts';

const RegionPart = lazy(async () => ({ default: (await import('../own-cloud/region-part.tsx')).RegionPart }));

export type KeysOutcomeProps = { readonly saving: SavedProfile; readonly onSwitched: (region: string) => void };

export function KeysOutcome({ saving: { name, test, outcome, failure, testAgain }, onSwitched }: KeysOutcomeProps) {
  const words = useWords();
  const said = { passed: words.testPassed, failed: words.testFailed };
  const switched = (region: string) => {
    onSwitched(region);
    void testAgain();
  };
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
