/** @file Verifying what is stored: when by itself, now, how far it is, and what was found. */
import { useState } from 'react';
import type { VerifyState } from '../../shared/verify-run.ts';
import { VerifyEvery } from '../../shared/verify-run.ts';
import { cloudroll } from '../bridge.ts';
import styles from '../library/page.module.css';
import { sayFailure } from '../library/say-failure.ts';
import { useSettings } from '../live.ts';
import { hashOf } from '../route.ts';
import { changeNow } from '../settings/setting-rows.tsx';
import { LoadingRows } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/fields.tsx';
import { Captioned } from '../ui/labelled.tsx';
import { Meter } from '../ui/meter.tsx';
import { Tick } from '../ui/tick.tsx';
import { formatAway, formatMoment, formatNumber } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import { useVerify } from './use-verify.ts';
import { VerifyOutcome } from './verify-outcome.tsx';
import own from './verify-page.module.css';

export function VerifyPage() {
  const words = useWords();
  const text = words.verify;
  const states = useVerify();
  const every = useSettings().data?.window.verifyEvery;
  return (
    <section className={styles.part}>
      <h2 className={styles.title}>{text.title}</h2>
      <p className={styles.why}>{text.why}</p>
      {every === undefined || states === undefined ? (
        <LoadingRows count={3} label={words.loading} />
      ) : (
        <>
          <div className={styles.form}>
            <Captioned label={text.every}>
              <Choice
                label={text.every}
                value={every}
                options={VerifyEvery.options.map((value) => ({ value, label: text.everies[value] }))}
                onChange={(verifyEvery) => changeNow({ window: { verifyEvery } })}
              />
            </Captioned>
          </div>
          {states.map((state) => (
            <OfOne key={state.profile} state={state} />
          ))}
        </>
      )}
    </section>
  );
}

function OfOne({ state }: { readonly state: VerifyState }) {
  const words = useWords();
  const locale = useLocale();
  const text = words.verify;
  const [deep, setDeep] = useState(false);
  const { profile, running, last, failure, nextAt } = state;
  const begin = (repair: boolean) =>
    void cloudroll.library.verify
      .begin({ profile, repair, deep: deep && !repair })
      .catch((error: unknown) => sayFailure(error, words));
  const when = [
    last === null ? text.never : text.last(formatMoment(last.at, locale)),
    ...(nextAt === null ? [] : [text.next(formatAway(nextAt, Date.now(), locale))]),
  ].join(', ');
  return (
    <article className={own.one}>
      <h3 className={styles.name}>{profile}</h3>
      <p className={styles.facts}>{when}</p>
      {running === null ? (
        <>
          {failure === null ? null : (
            <p role="alert" className={styles.bad}>
              {text.failed}: {words.failures[failure.code].what}. {words.failures[failure.code].todo}
            </p>
          )}
          {last === null ? null : <VerifyOutcome report={last.report} />}
          <Tick label={text.deep} help={text.deepHelp} checked={deep} onChange={setDeep} />
          <div className={styles.deeds}>
            <Button look={last === null ? 'primary' : 'plain'} onClick={() => begin(false)}>
              {text.now}
            </Button>
            {last !== null && openFindings(last.report) > 0 ? (
              <>
                <Button onClick={() => begin(true)}>{text.repair}</Button>
                <a href={hashOf('issues')}>{text.showIssues}</a>
              </>
            ) : null}
          </div>
        </>
      ) : (
        <Running state={state} running={running} />
      )}
    </article>
  );
}

type RunningProps = { readonly state: VerifyState; readonly running: NonNullable<VerifyState['running']> };

function Running({ state, running }: RunningProps) {
  const words = useWords();
  const locale = useLocale();
  const text = words.verify;
  const { progress } = running;
  const stop = () =>
    void cloudroll.library.verify.stop({ profile: state.profile }).catch((error: unknown) => sayFailure(error, words));
  const done =
    progress === null
      ? words.loading
      : text.progress(
          formatNumber(progress.done, locale),
          progress.of === null ? null : formatNumber(progress.of, locale),
        );
  return (
    <>
      <p role="status" className={styles.said}>
        {progress === null
          ? words.loading
          : `${text.phases[progress.phase]}: ${done}, ${text.findings(progress.findings)}`}
      </p>
      <Meter label={text.title} value={progress?.done ?? 0} of={progress?.of ?? 0} text={done} />
      <div className={styles.deeds}>
        <Button onClick={stop}>{words.stop}</Button>
      </div>
    </>
  );
}

function openFindings({ findings }: NonNullable<VerifyState['last']>['report']): number {
  return Object.values(findings).reduce((sum, { found, repaired }) => sum + found - repaired, 0);
}
