/** @file Which keys open a profile's cloud; typed ones go into the keychain and are never shown again. */
import type { CredentialSource } from '../../../shared/profile.ts';
import { RadioList } from '../../first-run/radio-list.tsx';
import { useDetected } from '../../live.ts';
import { TextField } from '../../ui/fields.tsx';
import { Labelled } from '../../ui/labelled.tsx';
import { Tick } from '../../ui/tick.tsx';
import { sentence } from '../../words/failure-text.ts';
import { useWords } from '../../words/language.ts';
import styles from './profile-screen.module.css';
import { RoleFields } from './role-fields.tsx';
import type { DraftControl } from './use-profile-draft.ts';

type Kind = CredentialSource['kind'];

export function KeysPart({ control }: { readonly control: DraftControl }) {
  const words = useWords();
  const { draft, drafted, change, type } = control;
  const { credentials, name } = draft.rest;
  const keychain = useDetected()?.keychain ?? null;
  const wrong = drafted.kind === 'wrong' ? drafted.field : null;
  const choose = (kind: Kind) => {
    if (kind === 'aws-chain') change({ credentials: { kind } });
    else if (kind === 'aws-profile') change({ credentials: { kind, name: 'default' } });
    else change({ credentials: { kind, account: `profile:${name}` } });
  };
  return (
    <>
      <RadioList<Kind>
        label={words.keysWhere}
        value={credentials.kind}
        options={[
          { value: 'aws-chain', label: words.keysFromComputer, why: words.keysFromComputerWhy },
          { value: 'aws-profile', label: words.keysFromProfile },
          { value: 'keychain', label: words.keysTyped, why: words.keysTypedWhy },
        ]}
        onChange={choose}
      />
      {credentials.kind === 'aws-profile' ? (
        <div className={styles.fields}>
          <Labelled label={words.profileName}>
            <TextField
              autoComplete="off"
              value={credentials.name}
              onChange={(event) => change({ credentials: { kind: 'aws-profile', name: event.target.value } })}
            />
          </Labelled>
        </div>
      ) : null}
      {credentials.kind === 'keychain' ? (
        <>
          <p className={styles.note}>{words.keysUnchanged}</p>
          <div className={styles.fields}>
            <Labelled
              label={words.accessKeyId}
              problem={wrong === 'accessKeyId' ? words.badField(words.accessKeyId) : null}
            >
              <TextField
                autoComplete="off"
                value={draft.accessKeyId}
                onChange={(event) => type({ accessKeyId: event.target.value })}
              />
            </Labelled>
            <Labelled
              label={words.secretAccessKey}
              problem={wrong === 'secretAccessKey' ? words.badField(words.secretAccessKey) : null}
            >
              <TextField
                type="password"
                autoComplete="off"
                value={draft.secretAccessKey}
                onChange={(event) => type({ secretAccessKey: event.target.value })}
              />
            </Labelled>
          </div>
          {keychain === null ? null : (
            <>
              <p className={styles.note}>{sentence(words.failures[keychain])}</p>
              <Tick
                label={words.keysInUse.forSession}
                help={words.keysInUse.forSessionWhy}
                checked={draft.forSession}
                onChange={(forSession) => type({ forSession })}
              />
            </>
          )}
        </>
      ) : null}
      <RoleFields draft={draft.role} onChange={(role) => type({ role })} />
    </>
  );
}
