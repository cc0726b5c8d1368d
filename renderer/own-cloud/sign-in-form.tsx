/** @file Takes the code of an MFA device and opens a session with it; what waited for it goes on. */
import { type FormEvent, type Ref, useState } from 'react';
import { cloudroll, failureOf } from '../bridge.ts';
import page from '../library/page.module.css';
import { queries } from '../live.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { Labelled } from '../ui/labelled.tsx';
import { failureText, sentence } from '../words/failure-text.ts';
import { useWords } from '../words/language.ts';
import { Said } from './part.tsx';

export type SignInFormProps = {
  readonly profile: string;
  readonly onSignedIn?: () => void;
  /** For whoever puts the focus there. */
  readonly field?: Ref<HTMLInputElement>;
};

export function SignInForm({ profile, onSignedIn, field }: SignInFormProps) {
  const words = useWords();
  const text = words.keysInUse;
  const [code, setCode] = useState('');
  const [state, setState] = useState<'idle' | 'running' | 'done'>('idle');
  const [problem, setProblem] = useState<string | null>(null);
  const isWhole = /^\d{6,8}$/.test(code);
  const signIn = async (event: FormEvent) => {
    event.preventDefault();
    if (!isWhole || state === 'running') return;
    setState('running');
    setProblem(null);
    try {
      await cloudroll.cloud.signIn({ profile, code });
      setState('done');
      // Whatever was asked of this profile failed for want of the code.
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === profile });
      onSignedIn?.();
    } catch (error) {
      setState('idle');
      const isWrong = failureOf(error)?.code === 'mfa-needed';
      setProblem(isWrong ? text.badCode : sentence(failureText(error, words)));
    }
    setCode('');
  };
  return (
    <>
      <form className={page.form} onSubmit={(event) => void signIn(event)}>
        <Labelled label={text.code}>
          <TextField
            {...(field === undefined ? {} : { ref: field })}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={8}
            value={code}
            onChange={(event) => setCode(event.target.value.trim())}
          />
        </Labelled>
        <Button type="submit" look="primary" disabled={!isWhole || state === 'running'}>
          {text.signIn}
        </Button>
      </form>
      <Said bad={problem !== null} text={problem ?? (state === 'done' ? text.signedIn : '')} />
    </>
  );
}
