/** @file How far the download has come, what became of each, and a way to stop it. */

import { useRun } from '../library/long-run.ts';
import styles from '../library/page.module.css';
import { Button } from '../ui/button.tsx';
import { Meter } from '../ui/meter.tsx';
import { failureText } from '../words/failure-text.ts';
import { formatBytes } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import { restoreRun } from './restore-run.ts';

/** Nothing while there is nothing to tell. */
export function RestoreProgressPart() {
  const words = useWords();
  const locale = useLocale();
  const text = words.restore;
  const { state, progress, failure } = useRun(restoreRun);
  if (state === 'idle') return null;
  const ended = { running: '', ended: text.ended, stopped: text.stopped, failed: failureText(failure, words).what };
  const done = progress === null ? '' : text.done(progress.done, progress.images);
  return (
    <div>
      <Meter label={text.progress} value={progress?.done ?? 0} of={progress?.images ?? 1} text={done} />
      <p className={styles.said} role={state === 'failed' ? 'alert' : 'status'}>
        {state === 'running' ? done : ended[state]}
      </p>
      {progress === null ? null : (
        <>
          <p className={styles.facts}>
            {[
              text.written(progress.written),
              ...(progress.renamed === 0 ? [] : [text.renamed(progress.renamed)]),
              ...(progress.there === 0 ? [] : [text.there(progress.there)]),
              ...(progress.failed === 0 ? [] : [text.failed(progress.failed)]),
              formatBytes(progress.bytesDone, locale),
            ].join(' · ')}
          </p>
          {state === 'running' && progress.current !== null ? (
            <p className={styles.facts}>{text.current(progress.current)}</p>
          ) : null}
          <ul>
            {progress.failures.map(({ fileName, failure: why }) => (
              <li key={fileName} className={styles.facts}>
                {fileName}: {words.failures[why.code].what}
              </li>
            ))}
          </ul>
        </>
      )}
      {state === 'running' ? (
        <div className={styles.deeds}>
          <Button onClick={restoreRun.stop}>{words.stop}</Button>
        </div>
      ) : null}
    </div>
  );
}
