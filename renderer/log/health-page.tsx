/** @file How it goes: counters, an hour minute by minute, how long stages take, and when to tell that too much fails. */
import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import type { Health } from '../../shared/library-log.ts';
import { cloudroll } from '../bridge.ts';
import { Asked } from '../library/asked.tsx';
import styles from '../library/page.module.css';
import { sayFailure } from '../library/say-failure.ts';
import { Choice } from '../ui/fields.tsx';
import { Captioned } from '../ui/labelled.tsx';
import { Tick } from '../ui/tick.tsx';
import { formatLength, formatMoment, formatNumber } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import own from './health-page.module.css';
import { Minutes } from './minutes.tsx';

/** Milliseconds. */
const renewEvery = 5000;
const stages = ['preparing', 'sending', 'recording', 'whole'] as const;
const thresholds = [1, 5, 10, 25, 50] as const;
const least = [5, 20, 100] as const;

export function HealthPage() {
  const words = useWords();
  const query = useQuery({
    queryKey: ['health'],
    staleTime: 0,
    refetchInterval: renewEvery,
    queryFn: ({ signal }) => cloudroll.library.log.health({}, { signal }),
  });
  return (
    <section className={styles.part}>
      <h2 className={styles.title}>{words.health.title}</h2>
      <Asked query={query}>{(health) => <All health={health} again={() => void query.refetch()} />}</Asked>
    </section>
  );
}

type AllProps = { readonly health: Health; readonly again: () => void };

function All({ health, again }: AllProps) {
  const words = useWords();
  const locale = useLocale();
  const text = words.health;
  const { lastHour, lastDay, alert } = health;
  const share = ({ stored, failed }: Health['lastDay']) =>
    stored + failed === 0 ? '–' : text.percent(Math.round((failed / (stored + failed)) * 100));
  return (
    <>
      {alert.isAbove ? (
        <p role="alert" className={own.alert}>
          <TriangleAlert size={15} aria-hidden />
          {text.isAbove}
        </p>
      ) : null}
      <table className={own.table}>
        <thead>
          <tr>
            <td />
            <th scope="col">{text.stored}</th>
            <th scope="col">{text.failed}</th>
            <th scope="col">{text.rate}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{text.lastHour}</th>
            <td>{formatNumber(lastHour.stored, locale)}</td>
            <td>{formatNumber(lastHour.failed, locale)}</td>
            <td>{share(lastHour)}</td>
          </tr>
          <tr>
            <th scope="row">{text.lastDay}</th>
            <td>{formatNumber(lastDay.stored, locale)}</td>
            <td>{formatNumber(lastDay.failed, locale)}</td>
            <td>{share(lastDay)}</td>
          </tr>
        </tbody>
      </table>
      <h3 className={own.head}>{text.perMinute}</h3>
      <Minutes minutes={health.minutes} />
      <Stages health={health} />
      <AlertPart health={health} again={again} />
      <PublishPart health={health} again={again} />
    </>
  );
}

function Stages({ health }: { readonly health: Health }) {
  const words = useWords();
  const locale = useLocale();
  const text = words.health;
  const length = (milliseconds: number, images: number) => (images === 0 ? '–' : formatLength(milliseconds, locale));
  return (
    <table className={own.table}>
      <thead>
        <tr>
          <th scope="col">{text.stage}</th>
          <th scope="col">{text.half}</th>
          <th scope="col">{text.ninety}</th>
          <th scope="col">{text.ninetyNine}</th>
        </tr>
      </thead>
      <tbody>
        {stages.map((stage) => {
          const { images, p50, p90, p99 } = health.stages[stage];
          return (
            <tr key={stage}>
              <th scope="row">{text.stages[stage]}</th>
              <td>{length(p50, images)}</td>
              <td>{length(p90, images)}</td>
              <td>{length(p99, images)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function AlertPart({ health, again }: AllProps) {
  const words = useWords();
  const text = words.health;
  const { above, atLeast } = health.alert;
  const set = (next: { above: number | null; atLeast: number }) =>
    void cloudroll.library.log.setAlert(next).then(again, (error: unknown) => sayFailure(error, words));
  // One that a command has set is offered as it is.
  const offered = [...new Set([...thresholds, ...(above === null ? [] : [above])])].sort((one, other) => one - other);
  const counts = [...new Set([...least, atLeast])].sort((one, other) => one - other);
  return (
    <>
      <h3 className={own.head}>{text.alertTitle}</h3>
      <div className={styles.form}>
        <Captioned label={text.above}>
          <Choice
            label={text.above}
            value={String(above ?? '')}
            options={[
              { value: '', label: text.never },
              ...offered.map((value) => ({ value: String(value), label: text.percent(value) })),
            ]}
            onChange={(value) => set({ above: value === '' ? null : Number(value), atLeast })}
          />
        </Captioned>
        {above === null ? null : (
          <Captioned label={text.atLeast}>
            <Choice
              label={text.atLeast}
              value={String(atLeast)}
              options={counts.map((value) => ({ value: String(value), label: text.ends(value) }))}
              onChange={(value) => set({ above, atLeast: Number(value) })}
            />
          </Captioned>
        )}
      </div>
    </>
  );
}

function PublishPart({ health, again }: AllProps) {
  const words = useWords();
  const locale = useLocale();
  const text = words.health;
  const put = (profile: string, on: boolean) =>
    void cloudroll.library.log.setPublishing({ profile, on }).then(again, (error: unknown) => sayFailure(error, words));
  if (health.publishing.length === 0) return null;
  return (
    <>
      <h3 className={own.head}>{text.publishTitle}</h3>
      <ul className={own.ticks}>
        {health.publishing.map(({ profile, on, last }) => (
          <li key={profile}>
            <Tick
              label={text.publish(profile)}
              help={last === null ? text.publishHelp : text.published(formatMoment(last, locale))}
              checked={on}
              onChange={(next) => put(profile, next)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
