/** @file Step two: which keys, which bucket and table; saved, then tested, as a list. */
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type HTMLInputTypeAttribute, useEffect, useRef, useState } from 'react';
import { cloudroll } from '../bridge.ts';
import { PermissionList, usePermissionTest } from '../settings/permission-test.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { useWords } from '../words/language.ts';
import { type ProfileDraft, profileOf } from './draft.ts';
import { choiceOf, keyChoices, withChoice } from './key-choices.ts';
import { RadioList } from './radio-list.tsx';
import styles from './welcome-screen.module.css';
import type { StepProps } from './where-step.tsx';

export function KeysStep({ draft, onChange, onSaved }: StepProps & { readonly onSaved: () => void }) {
  const words = useWords();
  const test = usePermissionTest();
  const [outcome, setOutcome] = useState<'passed' | 'failed' | null>(null);
  const wanted = profileOf(draft);
  const detected = useQuery({
    queryKey: ['detected'],
    queryFn: ({ signal }) => cloudroll.cloud.detectedProfiles({}, { signal }),
  }).data;
  // Once, and only for whoever has chosen nothing: the computer's own keys are the first guess.
  const guessed = useRef(false);
  useEffect(() => {
    if (detected === undefined || guessed.current) return;
    guessed.current = true;
    const [first] = keyChoices(detected, words);
    if (draft.where === 'aws' && draft.keys === 'chain' && first !== undefined)
      onChange(withChoice(draft, first.value, detected));
  }, [detected, draft, onChange, words]);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (wanted === null) return;
    setOutcome(null);
    try {
      await cloudroll.profiles.save(wanted);
      // It is in the keychain now, and needed here no longer.
      onChange({ ...draft, secretAccessKey: draft.keys === 'typed' ? '' : draft.secretAccessKey });
      setOutcome((await test.run(wanted.profile.name)) ? 'passed' : 'failed');
    } catch {
      setOutcome('failed');
    }
  };
  const field = (name: keyof ProfileDraft, label: string, type: HTMLInputTypeAttribute = 'text') => (
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
    <form className={styles.part} onSubmit={(event) => void save(event)}>
      <h2 className={styles.title}>{words.keysWhere}</h2>
      <RadioList
        label={words.keysWhere}
        value={choiceOf(draft, detected)}
        options={keyChoices(detected, words)}
        onChange={(choice) => onChange(withChoice(draft, choice, detected))}
      />
      <div className={styles.fields}>
        {choiceOf(draft, detected) === 'profile' ? field('awsProfile', words.profileName) : null}
        {draft.keys === 'typed' ? field('accessKeyId', words.accessKeyId) : null}
        {draft.keys === 'typed' ? field('secretAccessKey', words.secretAccessKey, 'password') : null}
        {draft.where === 'compatible' ? field('endpoint', words.endpoint) : null}
        {field('region', words.region)}
        {field('bucket', words.bucket)}
        {field('table', words.tableOptional)}
        {field('userId', words.userId)}
      </div>
      <div className={styles.row}>
        <Button
          type="submit"
          look={outcome === 'passed' ? 'plain' : 'primary'}
          disabled={wanted === null || test.isRunning}
        >
          {test.isRunning ? words.testing : words.saveAndTest}
        </Button>
        {outcome === 'passed' ? (
          <Button look="primary" onClick={onSaved}>
            {words.next}
          </Button>
        ) : null}
      </div>
      <p role="status">{outcome === null ? '' : outcome === 'passed' ? words.testPassed : words.testFailed}</p>
      <PermissionList test={test} />
    </form>
  );
}
