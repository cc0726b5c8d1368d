/** @file The profiles: where each leads, and a test of what its keys may do. */
import { Plus } from 'lucide-react';
import { trialProfile } from '../../shared/trial.ts';
import type { Answers } from '../bridge.ts';
import { useProfiles } from '../live.ts';
import { go, hashOf } from '../route.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/language.ts';
import { PermissionList, usePermissionTest } from './permission-test.tsx';
import styles from './profile-rows.module.css';

export function ProfileRows() {
  const words = useWords();
  const profiles = useProfiles().data ?? [];
  return (
    <>
      <ul>
        {profiles.map((entry) => (
          <ProfileRow key={entry.profile.name} entry={entry} />
        ))}
      </ul>
      <Button className={styles.add} icon={<Plus size={14} aria-hidden />} onClick={() => go(hashOf('welcome'))}>
        {words.addProfile}
      </Button>
    </>
  );
}

function ProfileRow({ entry: { profile, editable } }: { readonly entry: Answers['profile'] }) {
  const words = useWords();
  const test = usePermissionTest();
  const isTrial = profile.name === trialProfile;
  const facts = [
    `${words.bucket} ${profile.bucket}`,
    profile.table === undefined ? null : `${words.tableOf} ${profile.table}`,
    profile.s3Endpoint ?? profile.region,
    editable ? null : words.byEnvironment,
  ];
  return (
    <li className={styles.profile}>
      <div>
        <p className={styles.name}>{profile.name}</p>
        <p className={styles.facts}>{isTrial ? words.trialNote : facts.filter((fact) => fact !== null).join(' · ')}</p>
      </div>
      <span className={styles.deeds}>
        <Button onClick={() => void test.run(profile.name)} disabled={test.isRunning}>
          {test.isRunning ? words.testing : words.testProfile}
        </Button>
        <Button onClick={() => go(hashOf('settings', new URLSearchParams({ profile: profile.name })))}>
          {words.edit}
          <span className="out-of-sight"> {profile.name}</span>
        </Button>
      </span>
      <PermissionList test={test} />
    </li>
  );
}
