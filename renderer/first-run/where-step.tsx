/** @file Step one: whose cloud it is. */
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/language.ts';
import type { ProfileDraft } from './draft.ts';
import { RadioList } from './radio-list.tsx';
import styles from './welcome-screen.module.css';

export type StepProps = {
  readonly draft: ProfileDraft;
  readonly onChange: (draft: ProfileDraft) => void;
};

export function WhereStep({ draft, onChange, onNext }: StepProps & { readonly onNext: () => void }) {
  const words = useWords();
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
        ]}
        onChange={(where) => onChange({ ...draft, where, keys: where === 'compatible' ? 'typed' : draft.keys })}
      />
      <div>
        <Button look="primary" onClick={onNext}>
          {words.next}
        </Button>
      </div>
    </section>
  );
}
