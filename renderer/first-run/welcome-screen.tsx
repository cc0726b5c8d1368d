/** @file First run, and every later profile: four short steps, each with a way back and a way past it. */
import { Check } from 'lucide-react';
import { useState } from 'react';
import { assertNever } from '../../shared/brand.ts';
import { go, hashOf, useRoute } from '../route.ts';
import { Button } from '../ui/button.tsx';
import { ScreenFrame, ScrollArea } from '../ui/screen.tsx';
import { useWords } from '../words/language.ts';
import { emptyDraft, type ProfileDraft } from './draft.ts';
import { FirstImages, FirstStored } from './first-images.tsx';
import { KeysStep } from './keys-step.tsx';
import styles from './welcome-screen.module.css';
import { WhereStep } from './where-step.tsx';

const steps = [1, 2, 3, 4] as const;
type Step = (typeof steps)[number];

/** The step is in the address, so that back is back. What was typed is kept here, a secret nowhere else. */
export function WelcomeScreen() {
  const words = useWords();
  const asked = Number(useRoute().query.get('step') ?? 1);
  const step = steps.find((one) => one === asked) ?? 1;
  const [draft, setDraft] = useState<ProfileDraft>(emptyDraft);
  const to = (next: number) =>
    go(next > steps.length ? hashOf('history') : hashOf('welcome', new URLSearchParams({ step: String(next) })));
  const part = (at: Step) => {
    switch (at) {
      case 1:
        return <WhereStep draft={draft} onChange={setDraft} onNext={() => to(2)} onTrial={() => to(3)} />;
      case 2:
        return <KeysStep draft={draft} onChange={setDraft} onSaved={() => to(3)} />;
      case 3:
        return <FirstImages onNext={() => to(4)} />;
      case 4:
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
            {step === 1 ? null : (
              // The trial has no keys to ask for.
              <Button onClick={() => to(step === 3 && draft.where === 'trial' ? 1 : step - 1)}>{words.back}</Button>
            )}
            {step === 4 ? null : (
              <Button look="quiet" onClick={() => to(step + 1)}>
                {words.skip}
              </Button>
            )}
          </div>
        </div>
      </ScrollArea>
    </ScreenFrame>
  );
}
