/** @file Why an image is not stored yet, when it is tried next, and the buttons for it. */
import type { Failure } from '../../shared/failure.ts';
import type { ImageInFull } from '../../shared/history.ts';
import { cloudroll } from '../bridge.ts';
import { Button } from '../ui/button.tsx';
import { formatAway } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import styles from './failure-note.module.css';

export function FailureNote({ image, failure }: { readonly image: ImageInFull; readonly failure: Failure }) {
  const words = useWords();
  const locale = useLocale();
  const meaning = words.failures[failure.code];
  const { profile, imageId } = image;
  return (
    <div className={`${styles.note} ${failure.retry === 'soon' ? styles.wait : styles.bad}`}>
      <p className={styles.what}>{meaning.what}</p>
      <p>{meaning.todo}</p>
      <p className={styles.more}>
        {[
          image.attempts > 0 ? words.attemptsFailed(image.attempts) : null,
          image.nextTry === null ? null : words.nextTry(formatAway(image.nextTry, Date.now(), locale)),
          failure.detail ?? null,
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      <div className={styles.deeds}>
        <Button onClick={() => void cloudroll.queue.tryNow({ image: { profile, imageId } })}>{words.tryNow}</Button>
        <Button onClick={() => void cloudroll.queue.cancel({ profile, imageId })}>{words.stopCarrying}</Button>
      </div>
    </div>
  );
}
