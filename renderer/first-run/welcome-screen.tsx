/** @file First run, and every later profile: five short steps, each with a way back and a way past it. */
import { Check } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { assertNever } from '../../shared/brand.ts';
import { go, hashOf, useRoute } from '../route.ts';
import { LoadingRows } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { ScreenFrame, ScrollArea } from '../ui/screen.tsx';
import { useWords } from '../words/language.ts';
import { emptyDraft, type ProfileDraft } from './draft.ts';
import { FirstImages, FirstStored } from './first-images.tsx';
import { KeysStep } from './keys-step.tsx';
import styles from './welcome-screen.module.css';
import { WhereStep } from './where-step.tsx';

const FirstSetUp = lazy(async () => ({ default: (await import('../own-cloud/first-set-up.tsx')).FirstSetUp }));

const steps = [1, 2, 3, 4, 5] as const;
type Step = (typeof steps)[number];

/** The step and the saved profile's name are in the address, so that back is back. What was typed is kept here, a secret nowhere else. */
export function WelcomeScreen() {
  const words = useWords();
  const { query } = useRoute();
  const asked = Number(query.get('step') ?? 1);
  const saved = query.get('profile');
  const step = steps.find((one) => one === asked) ?? 1;
  const [draft, setDraft] = useState<ProfileDraft>(emptyDraft);
  const to = (next: Step, profile = saved) => {
    const more = profile === null ? {} : { profile };
    go(hashOf('welcome', new URLSearchParams({ step: String(next), ...more })));
  };
  // The trial has no keys to ask for, and its bucket is there.
  const before = { 1: 1, 2: 1, 3: 2, 4: draft.where === 'trial' ? 1 : saved === null ? 2 : 3, 5: 4 } as const;
  const after = { 1: 2, 2: saved === null ? 4 : 3, 3: 4, 4: 5, 5: 5 } as const;
  const part = (at: Step) => {
    switch (at) {
      case 1:
        return <WhereStep draft={draft} onChange={setDraft} onNext={() => to(2)} onTrial={() => to(4)} />;
      case 2:
        return <KeysStep draft={draft} onChange={setDraft} onSaved={(name) => to(3, name)} />;
      case 3:
        return (
          <Suspense fallback={<LoadingRows count={6} label={words.loading} />}>
            <FirstSetUp name={saved} onNext={() => to(4)} />
          </Suspense>
        );
      case 4:
        return <FirstImages onNext={() => to(5)} />;
      case 5:
        return <FirstStored />;
      default:
        return assertNever(at, 'step');
    }
  };
  return (
    <ScreenFrame title={words.screens.welcome}>
      <ScrollArea label={words.screens.welcome}>
        <div className={styles.welcome}>
          <ol className={styles.steps} aria-label={words.stepOf(step, steps.length)}>
            {steps.map((one) => (
              <li key={one} aria-current={one === step ? 'step' : undefined} className={styles.step}>
                <span className={styles.dot} aria-hidden>
                  {one < step ? <Check size={12} /> : one}
                </span>
                {words.steps[one - 1]}
              </li>
            ))}
          </ol>
          {part(step)}
          <div className={styles.deeds}>
            {step === 1 ? null : <Button onClick={() => to(before[step])}>{words.back}</Button>}
            {step === 5 ? null : (
              <Button look="quiet" onClick={() => to(after[step])}>
                {words.skip}
              </Button>
            )}
          </div>
        </div>
      </ScrollArea>
    </ScreenFrame>
  );
}
