/** @file First run, step three: bucket and table are found or made, after showing what that would be. */
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import styles from '../first-run/welcome-screen.module.css';
import { useProfiles } from '../live.ts';
import { PermissionList, usePermissionTest } from '../settings/permission-test.tsx';
import { Blank } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/language.ts';
import { RegionPart } from './region-part.tsx';
import { SetUpPart } from './set-up-part.tsx';

export type FirstSetUpProps = {
  /** Of the profile that was saved; null where that step was left out. */
  readonly name: string | null;
  readonly onNext: () => void;
};

export function FirstSetUp({ name, onNext }: FirstSetUpProps) {
  const words = useWords();
  const text = words.setUp;
  const entry = useProfiles().data?.find(({ profile }) => profile.name === name);
  const [isRight, setIsRight] = useState(false);
  const test = usePermissionTest();
  const [outcome, setOutcome] = useState<'passed' | 'failed' | null>(null);
  if (entry === undefined) {
    return <Blank icon={<KeyRound size={32} strokeWidth={1.25} />} title={text.keysFirst} />;
  }
  const { profile, editable } = entry;
  const runTest = async () => setOutcome((await test.run(profile.name)) ? 'passed' : 'failed');
  return (
    <section className={styles.part}>
      <RegionPart profile={profile.name} />
      <h2 className={styles.title}>{text.title}</h2>
      <p className={styles.why}>{text.firstWhy}</p>
      <div>
        <SetUpPart profile={profile} editable={editable} onLooked={setIsRight} />
      </div>
      <div className={styles.row}>
        <Button look={isRight ? 'primary' : 'plain'} onClick={onNext}>
          {words.next}
        </Button>
        <Button onClick={() => void runTest()} disabled={test.isRunning}>
          {test.isRunning ? words.testing : words.testProfile}
        </Button>
      </div>
      <p role="status">{outcome === null ? '' : outcome === 'passed' ? words.testPassed : words.testFailed}</p>
      <PermissionList test={test} />
    </section>
  );
}
