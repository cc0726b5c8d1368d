/** @file How far freeing has come, what was left and why, and a way to stop it. */
import { failureOf } from '../bridge.ts';
import { lastPart } from '../history/filter-form.tsx';
import { useRun } from '../library/long-run.ts';
import styles from '../library/page.module.css';
import { Button } from '../ui/button.tsx';
import { Meter } from '../ui/meter.tsx';
import { failureText } from '../words/failure-text.ts';
import { formatBytes } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import { freeRun } from './free-run.ts';

export function FreeProgressPart() {
  const words = useWords();
  const locale = useLocale();
  const text = words.space;
  const { state, progress, failure } = useRun(freeRun);
  if (state === 'idle') return null;
  const why =
    state !== 'failed'
      ? null
      : failureOf(failure)?.code === 'file-changed'
        ? text.changed
        : failureText(failure, words).what;
  return (
    <>
      {state !== 'running' ? null : (
        <Meter
          label={text.progress}
          value={progress?.done ?? 0}
          of={progress?.files ?? 1}
          text={words.doneOf(String(progress?.done ?? 0), String(progress?.files ?? 0))}
        />
      )}
      {why === null ? null : (
        <p role="alert" className={styles.bad}>
          {why}
        </p>
      )}
      {progress === null ? null : (
        <>
          <p role="status" className={styles.said}>
            {text.freed(formatBytes(progress.freedBytes, locale), progress.freed)}
          </p>
          <p className={styles.facts}>
            {[
              ...(progress.left === 0 ? [] : [text.left(progress.left)]),
              ...(progress.failed === 0 ? [] : [text.failed(progress.failed)]),
              ...(state === 'running' && progress.current !== null ? [text.current(lastPart(progress.current))] : []),
            ].join(' · ')}
          </p>
          <ul>
            {progress.failures.map((one) => (
              <li key={one.path} className={styles.facts}>
                {one.path}: {words.failures[one.failure.code].what}
              </li>
            ))}
          </ul>
        </>
      )}
      {state !== 'running' ? null : (
        <div className={styles.deeds}>
          <Button onClick={freeRun.stop}>{words.stop}</Button>
        </div>
      )}
    </>
  );
}
