/** @file Step two: which keys, which bucket and table; saved, then tested, as a list. */
import { type FormEvent, type HTMLInputTypeAttribute, useEffect, useRef } from 'react';
import { useDetected } from '../live.ts';
import { RoleFields } from '../settings/profile/role-fields.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { Tick } from '../ui/tick.tsx';
import { useWords } from '../words/language.ts';
import { type ProfileDraft, profileOf } from './draft.ts';
import { EnvFileButton } from './env-file-button.tsx';
import { choiceOf, keyChoices, withChoice } from './key-choices.ts';
import { KeysOutcome } from './keys-outcome.tsx';
import { RadioList } from './radio-list.tsx';
import { useSavedProfile } from './use-saved-profile.ts';
import styles from './welcome-screen.module.css';
import type { StepProps } from './where-step.tsx';

export function KeysStep({ draft, onChange, onSaved }: StepProps & { readonly onSaved: (name: string) => void }) {
  const words = useWords();
  const wanted = profileOf(draft);
  const saving = useSavedProfile(() => onChange({ ...draft, secretAccessKey: '' }));
  const { test, outcome, name, canMake } = saving;
  const detected = useDetected();
  // Once, and only for whoever has chosen nothing: the computer's own keys are the first guess.
  const guessed = useRef(false);
  useEffect(() => {
    if (detected === undefined || guessed.current) return;
    guessed.current = true;
    const [first] = keyChoices(detected, words);
    const next = { ...draft, forSession: detected.keychain !== null };
    const isFirst = draft.where === 'aws' && draft.keys === 'chain' && first !== undefined;
    onChange(isFirst ? withChoice(next, first.value, detected) : next);
  }, [detected, draft, onChange, words]);
  const field = (
    name: Exclude<keyof ProfileDraft, 'forSession' | 'role'>,
    label: string,
    type: HTMLInputTypeAttribute = 'text',
  ) => (
    // biome-ignore lint/a11y/noLabelWithoutControl: the field inside is the control.
    <label className={styles.field}>
      <span>{label}</span>
      <TextField
        type={type}
        autoComplete="off"
        value={draft[name]}
        onChange={(event) => onChange({ ...draft, [name]: event.target.value })}
      />
    </label>
  );
  return (
    <section className={styles.part}>
      <form
        className={styles.part}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (wanted !== null) void saving.save(wanted);
        }}
      >
        <h2 className={styles.title}>{words.keysWhere}</h2>
        <RadioList
          label={words.keysWhere}
          value={choiceOf(draft, detected)}
          options={keyChoices(detected, words)}
          onChange={(choice) => onChange(withChoice(draft, choice, detected))}
        />
        <EnvFileButton onImported={onSaved} />
        <div className={styles.fields}>
          {choiceOf(draft, detected) === 'profile' ? field('awsProfile', words.profileName) : null}
          {draft.keys === 'typed' ? field('accessKeyId', words.accessKeyId) : null}
          {draft.keys === 'typed' ? field('secretAccessKey', words.secretAccessKey, 'password') : null}
          {draft.where === 'compatible' ? field('endpoint', words.endpoint) : null}
          {field('region', words.region)}
          {field('bucket', words.bucket)}
          {field('table', words.tableOptional)}
          {draft.where === 'compatible' && draft.table !== ''
            ? field('dynamodbEndpoint', words.dynamodbEndpoint)
            : null}
          {field('userId', words.userId)}
        </div>
        {draft.keys === 'typed' && detected?.keychain != null ? (
          <Tick
            label={words.keysInUse.forSession}
            help={words.keysInUse.forSessionWhy}
            checked={draft.forSession}
            onChange={(forSession) => onChange({ ...draft, forSession })}
          />
        ) : null}
        <RoleFields draft={draft.role} onChange={(role) => onChange({ ...draft, role })} />
        <div className={styles.row}>
          <Button
            type="submit"
            look={outcome === 'passed' || canMake ? 'plain' : 'primary'}
            disabled={wanted === null || test.isRunning}
          >
            {test.isRunning ? words.testing : words.saveAndTest}
          </Button>
          {name !== null && (outcome === 'passed' || canMake) ? (
            <Button look="primary" onClick={() => onSaved(name)}>
              {outcome === 'passed' ? words.next : words.setUp.makeNow}
            </Button>
          ) : null}
        </div>
      </form>
      <KeysOutcome saving={saving} onSwitched={(region) => onChange({ ...draft, region })} />
    </section>
  );
}
