/** @file Images that other programs stored there: counted first, then shown in the history, each read once. */
import { useState } from 'react';
import type { ImportFindings, ImportProgress } from '../../shared/adoption.ts';
import { assertNever } from '../../shared/brand.ts';
import { cloudroll } from '../bridge.ts';
import { useRun } from '../library/long-run.ts';
import page from '../library/page.module.css';
import { hashOf } from '../route.ts';
import { Button } from '../ui/button.tsx';
import { Meter } from '../ui/meter.tsx';
import type { Words } from '../words/english.ts';
import { failureText, sentence } from '../words/failure-text.ts';
import { formatBytes } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import { Part, Said } from './part.tsx';
import { importRun } from './runs.ts';
import { useDeed } from './use-deed.ts';

export function ImportPart({ profile }: { readonly profile: string }) {
  const words = useWords();
  const text = words.imports;
  const [findings, setFindings] = useState<ImportFindings | null>(null);
  const look = useDeed();
  const run = importRun(profile);
  const { state, progress, failure } = useRun(run);
  const isRunning = state === 'running';
  const images = findings === null ? 0 : findings.items + findings.objects;
  const find = () => {
    run.clear();
    void look.run(async () => setFindings(await cloudroll.cloud.importFindings({ profile })));
  };
  const begin = () => {
    setFindings(null);
    void run.begin((signal) => cloudroll.cloud.importImages({ profile }, { signal }));
  };
  const isLooking = look.state === 'running';
  return (
    <Part title={text.title} why={text.why}>
      {findings === null ? null : <Findings findings={findings} />}
      {isRunning && progress?.phase === 'reading' ? (
        <Meter
          label={text.title}
          value={progress.done}
          of={progress.of}
          text={text.reading(progress.done, progress.of)}
        />
      ) : null}
      <Said
        bad={look.problem !== null || state === 'failed'}
        text={
          look.problem ??
          (state === 'failed'
            ? sentence(failureText(failure, words))
            : state === 'stopped'
              ? text.stopped
              : progress === null
                ? ''
                : saidOf(progress, words))
        }
      />
      <div className={page.deeds}>
        {isRunning ? (
          <Button onClick={run.stop}>{words.stop}</Button>
        ) : (
          <>
            <Button disabled={isLooking} onClick={find}>
              {isLooking ? words.loading : text.look}
            </Button>
            {images > 0 || state === 'stopped' ? (
              <Button look="primary" onClick={begin}>
                {text.begin}
              </Button>
            ) : null}
          </>
        )}
        {state === 'ended' ? <a href={hashOf('history')}>{words.toHistory}</a> : null}
      </div>
    </Part>
  );
}

function Findings({ findings: { items, objects, bytes, withoutObject } }: { readonly findings: ImportFindings }) {
  const locale = useLocale();
  const text = useWords().imports;
  const images = items + objects;
  return (
    <p className={page.said}>
      {images === 0 ? text.none : text.found(images, formatBytes(bytes, locale))}
      {withoutObject === 0 ? null : <span className={page.facts}> · {text.orphans(withoutObject)}</span>}
    </p>
  );
}

function saidOf(now: ImportProgress, { imports: text }: Words): string {
  switch (now.phase) {
    case 'looking':
      return text.looking(now.seen);
    case 'reading':
      return text.reading(now.done, now.of);
    case 'ended':
      return [
        text.ended(now.imported, now.known),
        ...(now.passedOver === 0 ? [] : [text.passedOver(now.passedOver)]),
        ...(now.withoutObject === 0 ? [] : [text.orphans(now.withoutObject)]),
      ].join(' · ');
    default:
      return assertNever(now, 'phase');
  }
}
