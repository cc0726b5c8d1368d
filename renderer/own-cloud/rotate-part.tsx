/** @file New keys in the place of the old ones, tried first; what was typed is forgotten as soon as it was handed over. */
import { type FormEvent, useState } from 'react';
import { cloudroll } from '../bridge.ts';
import { queries, useDetected } from '../live.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/fields.tsx';
import { Labelled } from '../ui/labelled.tsx';
import { Tick } from '../ui/tick.tsx';
import { sentence } from '../words/failure-text.ts';
import { useWords } from '../words/language.ts';
import styles from './own-cloud.module.css';
import { Part, Said } from './part.tsx';
import { useDeed } from './use-deed.ts';

const none = { accessKeyId: '', secretAccessKey: '', sessionToken: '' };

export function RotatePart({ profile }: { readonly profile: string }) {
  const words = useWords();
  const text = words.keysInUse;
  const deed = useDeed();
  const [typed, setTyped] = useState(none);
  const [wished, setWished] = useState<boolean | null>(null);
  const keychain = useDetected()?.keychain;
  const forSession = wished ?? keychain != null;
  const isWhole = typed.accessKeyId.trim() !== '' && typed.secretAccessKey !== '';
  const replace = async (event: FormEvent) => {
    event.preventDefault();
    const { sessionToken, ...keys } = typed;
    const token = sessionToken.trim() === '' ? {} : { sessionToken: sessionToken.trim() };
    const done = await deed.run(() => cloudroll.cloud.rotateKeys({ profile, keys: { ...keys, ...token, forSession } }));
    if (!done) return;
    setTyped(none);
    await queries.invalidateQueries({ queryKey: ['identity', profile] });
  };
  const field = (name: keyof typeof none, label: string, type: 'text' | 'password') => (
    <Labelled label={label}>
      <TextField
        type={type}
        autoComplete="off"
        value={typed[name]}
        onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
      />
    </Labelled>
  );
  return (
    <Part title={text.rotate} why={text.rotateWhy}>
      <form className={styles.form} onSubmit={(event) => void replace(event)}>
        <div className={styles.fields}>
          {field('accessKeyId', words.accessKeyId, 'text')}
          {field('secretAccessKey', words.secretAccessKey, 'password')}
          {field('sessionToken', text.sessionToken, 'password')}
        </div>
        {keychain == null ? null : <p>{sentence(words.failures[keychain])}</p>}
        <Tick label={text.forSession} help={text.forSessionWhy} checked={forSession} onChange={setWished} />
        <Button type="submit" look="primary" disabled={!isWhole || deed.state === 'running'}>
          {deed.state === 'running' ? text.trying : text.replace}
        </Button>
      </form>
      <Said bad={deed.problem !== null} text={deed.problem ?? (deed.state === 'done' ? text.replaced : '')} />
    </Part>
  );
}
