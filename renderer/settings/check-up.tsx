/** @file The check-up: asked for by a button, shown look by look as they end, each fault with what to do about it. */
import { CircleCheck, CircleSlash, OctagonAlert, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { CheckUp } from '../../shared/check-up.ts';
import { cloudroll } from '../bridge.ts';
import { hashOf } from '../route.ts';
import { Button } from '../ui/button.tsx';
import { useLocale, useWords } from '../words/language.ts';
import styles from './check-up.module.css';
import { lookWords } from './look-words.ts';

const marks = { good: CircleCheck, warning: TriangleAlert, bad: OctagonAlert, skipped: CircleSlash };

type State = 'idle' | 'looking' | 'done' | 'broken';

export function CheckUpPart() {
  const words = useWords();
  const [looks, setLooks] = useState<readonly CheckUp[]>([]);
  const [state, setState] = useState<State>('idle');
  const leaving = useRef<AbortController | null>(null);
  useEffect(() => () => leaving.current?.abort(), []);
  const run = async () => {
    const leave = new AbortController();
    leaving.current = leave;
    setLooks([]);
    setState('looking');
    try {
      for await (const look of await cloudroll.checkUp({}, { signal: leave.signal })) {
        setLooks((before) => [...before, look]);
      }
      setState('done');
    } catch {
      // Whoever left the screen is told nothing.
      if (!leave.signal.aborted) setState('broken');
    }
  };
  const bad = looks.filter(({ outcome }) => outcome === 'bad').length;
  const said = {
    idle: '',
    looking: words.loading,
    done: bad === 0 ? words.checkUpGood : words.checkUpBad(bad),
    broken: words.deedFailed,
  };
  return (
    <div className={styles.all}>
      <div className={styles.head}>
        <p className={styles.why}>{words.checkUpWhy}</p>
        <Button onClick={() => void run()} disabled={state === 'looking'}>
          {words.runCheckUp}
        </Button>
      </div>
      <ul>
        {looks.map((look) => (
          <Look key={`${look.check} ${'profile' in look ? look.profile : ''}`} look={look} />
        ))}
      </ul>
      <p role="status" className={styles.said}>
        {said[state]}
      </p>
    </div>
  );
}

function Look({ look }: { readonly look: CheckUp }) {
  const words = useWords();
  const locale = useLocale();
  const Mark = marks[look.outcome];
  const { what, todo } = lookWords(look, words, locale);
  const isProfiles = look.check === 'keys' || look.check === 'permissions';
  return (
    <li className={styles.look}>
      <Mark size={15} aria-hidden className={styles[look.outcome]} />
      <span className={styles.name}>
        {words.checkUps[look.check]}
        <span className="out-of-sight">: {words.outcomes[look.outcome]}</span>
        {'profile' in look ? <span className={styles.profile}>{look.profile}</span> : null}
      </span>
      <span className={styles.what}>
        <span>{what}</span>
        {todo === '' ? null : <span>{todo}</span>}
        {look.outcome === 'bad' && isProfiles ? (
          <a href={hashOf('settings', new URLSearchParams({ profile: look.profile }))}>{words.openProfile}</a>
        ) : null}
      </span>
    </li>
  );
}
