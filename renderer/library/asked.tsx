/** @file What was asked for a part of a page: still asking, failed with a way to ask again, or there. */
import { type ReactNode, useContext } from 'react';
import { failureOf } from '../bridge.ts';
import { OfProfile } from '../own-cloud/of-profile.ts';
import { EnterCode } from '../shell/enter-code.tsx';
import { LoadingRows } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { failureText, sentence } from '../words/failure-text.ts';
import { useWords } from '../words/language.ts';
import styles from './asked.module.css';

export type AskedProps<Answer> = {
  readonly query: {
    readonly data: Answer | undefined;
    readonly isError: boolean;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  readonly children: (answer: Answer) => ReactNode;
};

/** What was there stays when asking again fails: the line on top says that the engine does not answer. */
export function Asked<Answer>({ query, children }: AskedProps<Answer>) {
  const words = useWords();
  const profile = useContext(OfProfile);
  if (query.data !== undefined) return children(query.data);
  if (!query.isError) return <LoadingRows count={3} label={words.loading} />;
  const { what, todo } = failureText(query.error, words);
  if (profile !== null && failureOf(query.error)?.code === 'mfa-needed') {
    return (
      <div role="status" className={styles.failed}>
        <p>{sentence({ what, todo: '' })}</p>
        <EnterCode profile={profile} />
      </div>
    );
  }
  return (
    <div role="alert" className={styles.failed}>
      <p className={styles.what}>{words.askFailed}</p>
      <p>
        {what}. {todo}
      </p>
      <Button onClick={() => void query.refetch()}>{words.retry}</Button>
    </div>
  );
}
