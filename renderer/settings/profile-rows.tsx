/** @file The profiles: where each leads, and a test of what its keys may do. */
import { Plus } from 'lucide-react';
import { trialProfile } from '../../shared/trial.ts';
import { type Answers, cloudroll } from '../bridge.ts';
import { EnvFileButton } from '../first-run/env-file-button.tsx';
import { sayFailure } from '../library/say-failure.ts';
import { keys, queries, useDefaultProfile, useProfiles } from '../live.ts';
import { profileHash } from '../own-cloud/parts.ts';
import { go, hashOf } from '../route.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/language.ts';
import { PermissionList, usePermissionTest } from './permission-test.tsx';
import styles from './profile-rows.module.css';

export function ProfileRows() {
  const words = useWords();
  const profiles = useProfiles().data ?? [];
  const first = useDefaultProfile();
  return (
    <>
      <ul>
        {profiles.map((entry) => (
          <ProfileRow
            key={entry.profile.name}
            entry={entry}
            role={profiles.length < 2 ? 'only' : entry.profile.name === first ? 'default' : 'other'}
          />
        ))}
      </ul>
      <div className={styles.adds}>
        <Button icon={<Plus size={14} aria-hidden />} onClick={() => go(hashOf('welcome'))}>
          {words.addProfile}
        </Button>
        <EnvFileButton onImported={(name) => go(profileHash(name, 'cloud'))} />
      </div>
    </>
  );
}

type ProfileRowProps = { readonly entry: Answers['profile']; readonly role: 'only' | 'default' | 'other' };

function ProfileRow({ entry: { profile, editable }, role }: ProfileRowProps) {
  const words = useWords();
  const test = usePermissionTest();
  const isTrial = profile.name === trialProfile;
  const prefer = () =>
    cloudroll.cloud
      .setDefaultProfile({ profile: profile.name })
      .then(() => queries.invalidateQueries({ queryKey: keys.defaultProfile }))
      .catch((error: unknown) => sayFailure(error, words));
  const facts = [
    `${words.bucket} ${profile.bucket}`,
    profile.table === undefined ? null : `${words.tableOf} ${profile.table}`,
    profile.s3Endpoint ?? profile.region,
    editable ? null : words.byEnvironment,
  ];
  return (
    <li className={styles.profile}>
      <div>
        <p className={styles.name}>
          {profile.name}
          {role === 'default' ? <span className={styles.facts}> · {words.defaultProfile}</span> : null}
        </p>
        <p className={styles.facts}>{isTrial ? words.trialNote : facts.filter((fact) => fact !== null).join(' · ')}</p>
      </div>
      <span className={styles.deeds}>
        {role === 'other' ? (
          <Button look="quiet" title={words.defaultWhy} onClick={() => void prefer()}>
            {words.makeDefault}
            <span className="out-of-sight"> {profile.name}</span>
          </Button>
        ) : null}
        <Button onClick={() => void test.run(profile.name)} disabled={test.isRunning}>
          {test.isRunning ? words.testing : words.testProfile}
        </Button>
        <Button onClick={() => go(profileHash(profile.name))}>
          {words.edit}
          <span className="out-of-sight"> {profile.name}</span>
        </Button>
      </span>
      <PermissionList test={test} />
    </li>
  );
}
