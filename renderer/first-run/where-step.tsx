/** @file Step one: whose cloud it is. */
import { useState } from 'react';
import type { Failure } from '../../shared/failure.ts';
import { cloudroll, failureOf } from '../bridge.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/language.ts';
import type { ProfileDraft } from './draft.ts';
import { RadioList } from './radio-list.tsx';
import styles from './welcome-screen.module.css';

export type StepProps = {
  readonly draft: ProfileDraft;
  readonly onChange: (draft: ProfileDraft) => void;
};

export type WhereStepProps = StepProps & {
  /** With a cloud of their own: its keys come next. */
  readonly onNext: () => void;
  /** The trial runs: images come next. */
  readonly onTrial: () => void;
};

export function WhereStep({ draft, onChange, onNext, onTrial }: WhereStepProps) {
  const words = useWords();
  const [isStarting, setIsStarting] = useState(false);
  const [failure, setFailure] = useState<Failure | 'unknown' | null>(null);
  const startTrial = async () => {
    setFailure(null);
    setIsStarting(true);
    try {
      await cloudroll.trial.begin({});
      onTrial();
    } catch (error) {
      setFailure(failureOf(error) ?? 'unknown');
    } finally {
      setIsStarting(false);
    }
  };
  return (
    <section className={styles.part}>
      <h2 className={styles.title}>{words.welcome}</h2>
      <p className={styles.why}>{words.welcomeWhy}</p>
      <RadioList
        label={words.welcome}
        value={draft.where}
        options={[
          { value: 'aws', label: words.whereAws, why: words.whereAwsWhy },
          { value: 'compatible', label: words.whereCompatible, why: words.whereCompatibleWhy },
          { value: 'trial', label: words.whereTrial, why: words.whereTrialWhy },
        ]}
        onChange={(where) => onChange({ ...draft, where, keys: where === 'compatible' ? 'typed' : draft.keys })}
      />
      <div>
        <Button
          look="primary"
          disabled={isStarting}
          onClick={() => (draft.where === 'trial' ? void startTrial() : onNext())}
        >
          {isStarting ? words.startingTrial : words.next}
        </Button>
      </div>
      {failure === null ? null : (
        <p role="alert">
          {failure === 'unknown'
            ? words.deedFailed
            : `${words.failures[failure.code].what}. ${words.failures[failure.code].todo}`}
        </p>
      )}
    </section>
  );
}
