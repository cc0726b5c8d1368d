/** @file How far a clean-up is, a way to stop it, and in the end what is gone and what stays. */
import { useEffect } from 'react';
import { assertNever } from '../../shared/brand.ts';
import type { CleanProgress } from '../../shared/clean-up.ts';
import { useRun } from '../library/long-run.ts';
import page from '../library/page.module.css';
import { queries } from '../live.ts';
import { Button } from '../ui/button.tsx';
import { Meter } from '../ui/meter.tsx';
import type { Words } from '../words/english.ts';
import { failureText, sentence } from '../words/failure-text.ts';
import { useWords } from '../words/language.ts';
import styles from './own-cloud.module.css';
import { Said } from './part.tsx';
import { cleanRun } from './runs.ts';

export function CleanRun({ profile }: { readonly profile: string }) {
  const words = useWords();
  const text = words.clean;
  const run = cleanRun(profile);
  const { state, progress, failure } = useRun(run);
  useEffect(() => {
    // What the other pages say of this cloud is not so any more.
    if (state === 'running' || state === 'idle') return;
    for (const about of ['set-up', 'bucket-look', 'table-look', 'cost']) {
      void queries.invalidateQueries({ queryKey: [about, profile] });
    }
  }, [state, profile]);
  if (state === 'idle') return null;
  const said = progress === null ? text.running : saidOf(progress, words);
  const counts = progress?.phase === 'objects' || progress?.phase === 'records' ? progress : null;
  return (
    <div className={styles.run}>
      {state === 'running' ? (
        <Meter label={text.running} value={counts?.gone ?? 0} of={counts?.of ?? 0} text={said} />
      ) : null}
      <Said
        bad={state === 'failed' || progress?.phase === 'refused'}
        text={state === 'failed' ? sentence(failureText(failure, words)) : state === 'stopped' ? text.stopped : said}
      />
      {progress?.phase === 'ended'
        ? progress.left.map(({ what, why, failure: because }) => (
            <p key={what} className={page.facts}>
              {why === 'others'
                ? text.stays(what)
                : because === null
                  ? text.stillThere(what)
                  : `${what}: ${sentence(words.failures[because.code])}`}
            </p>
          ))
        : null}
      {state === 'running' ? (
        <div className={page.deeds}>
          <Button onClick={run.stop}>{words.stop}</Button>
        </div>
      ) : null}
    </div>
  );
}

function saidOf(progress: CleanProgress, { clean: text }: Words): string {
  switch (progress.phase) {
    case 'refused':
      return text.refused(progress.expected);
    case 'objects':
      return `${text.inBucket(progress.bucket)}: ${text.gonePart(progress.gone, progress.of)}`;
    case 'records':
      return `${text.inTable}: ${text.gonePart(progress.gone, progress.of)}`;
    case 'waiting':
      return text.waiting(progress.for);
    case 'ended':
      return text.ended(
        [
          text.objects(progress.objects),
          text.records(progress.records),
          ...progress.bucketsGone.map(text.bucketGone),
          ...(progress.tableGone ? [text.tableGone] : []),
        ].join(', '),
      );
    default:
      return assertNever(progress, 'phase');
  }
}
