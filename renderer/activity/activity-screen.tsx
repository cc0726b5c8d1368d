/** @file Activity: what is happening now, what waits and until when, and what was not carried and why. */
import { CircleCheck, Pause, Play, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Activity } from '../../shared/activity.ts';
import { cloudroll } from '../bridge.ts';
import { lastPart } from '../history/filter-form.tsx';
import { useActivity, useStatus } from '../live.ts';
import { hashOf } from '../route.ts';
import { PauseMenu } from '../shell/pause-menu.tsx';
import { Blank, LoadingRows } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { Meter } from '../ui/meter.tsx';
import { ScreenFrame, ScrollArea } from '../ui/screen.tsx';
import { formatAway, formatBytes, formatDuration, formatNumber, formatPercent } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import styles from './activity-screen.module.css';

export function ActivityScreen() {
  const words = useWords();
  const activity = useActivity();
  const status = useStatus().data;
  return (
    <ScreenFrame
      title={words.screens.activity}
      tools={activity === undefined ? null : <PauseTool activity={activity} />}
    >
      <ScrollArea label={words.screens.activity}>
        {activity === undefined ? (
          <LoadingRows count={4} label={words.loading} />
        ) : isQuiet(activity) ? (
          <Blank
            tone="good"
            icon={<CircleCheck size={36} strokeWidth={1.25} />}
            title={status?.images.stored === 0 ? words.statusNothing : words.activityEmpty}
          >
            {activity.run.stored > 0 ? <p>{words.storedThisRun(activity.run.stored)}.</p> : null}
            {words.activityEmptyWhy}
          </Blank>
        ) : (
          <Now activity={activity} />
        )}
      </ScrollArea>
    </ScreenFrame>
  );
}

function PauseTool({ activity: { paused } }: { readonly activity: Activity }) {
  const words = useWords();
  if (paused?.reason === 'paused') {
    return (
      <Button icon={<Play size={14} aria-hidden />} onClick={() => void cloudroll.queue.resume({})}>
        {words.resume}
      </Button>
    );
  }
  return <PauseMenu trigger={<Button icon={<Pause size={14} aria-hidden />}>{words.pause}</Button>} />;
}

function isQuiet({ left, reading, scanning, waiting, held, refused, failed, underWay, paused }: Activity): boolean {
  const moving = left.images + reading + scanning + underWay.length + waiting.images;
  return paused === null && moving === 0 && held.length + refused.length + failed.length === 0;
}

function Now({ activity }: { readonly activity: Activity }) {
  const words = useWords();
  const locale = useLocale();
  const { waiting, held, refused, failed, underWay, left } = activity;
  return (
    <div className={styles.all}>
      {activity.run.stored + activity.run.already + left.images > 0 || activity.paused !== null ? (
        <Overall activity={activity} />
      ) : null}
      {underWay.length === 0 ? null : (
        <Group title={words.underWay} more={left.images - underWay.length}>
          {underWay.map((image) => (
            <li key={`${image.profile} ${image.imageId}`} className={styles.moving}>
              <span className={styles.name}>{image.fileName}</span>
              <span className={styles.facts}>{words.stages[image.stage]}</span>
              <span className={styles.bar}>
                <Meter
                  label={image.fileName}
                  value={image.stage === 'preparing' ? 0 : image.confirmed}
                  of={image.size}
                  text={formatPercent(image.confirmed, image.size, locale)}
                />
              </span>
              <span className={styles.size}>{formatBytes(image.size, locale)}</span>
            </li>
          ))}
        </Group>
      )}
      {held.map(({ profile, failure, nextTry, since }) => (
        <Group key={profile} title={words.heldTitle(profile)}>
          <Reason
            what={words.failures[failure.code].what}
            todo={words.failures[failure.code].todo}
            more={`${words.since(formatAway(since, Date.now(), locale))} · ${words.nextTry(formatAway(nextTry, Date.now(), locale))}`}
          />
        </Group>
      ))}
      {waiting.images === 0 ? null : (
        <Group
          title={`${words.waitingTitle} · ${formatNumber(waiting.images, locale)}`}
          more={waiting.images - waiting.next.length}
          deed={
            <Button icon={<RotateCw size={14} aria-hidden />} onClick={() => void cloudroll.queue.tryNow({})}>
              {words.tryAllNow}
            </Button>
          }
        >
          {waiting.next.map((image) => (
            <Reason
              key={`${image.profile} ${image.imageId}`}
              what={image.fileName}
              todo={words.failures[image.failure.code].what}
              more={words.nextTry(formatAway(image.nextTry, Date.now(), locale))}
            />
          ))}
        </Group>
      )}
      {failed.length === 0 ? null : (
        <Group title={words.failedTitle} deed={<a href={hashOf('issues')}>{words.showIssues}</a>}>
          {failed.map(({ failure, images, examples }) => (
            <Reason
              key={failure.code}
              what={`${words.failures[failure.code].what} · ${words.images(images)}`}
              todo={words.failures[failure.code].todo}
              more={examples.join(', ')}
            />
          ))}
        </Group>
      )}
      {refused.length + activity.run.already === 0 ? null : (
        <Group title={words.refusedTitle}>
          {activity.run.already === 0 ? null : (
            <Reason
              what={`${words.alreadyTitle} · ${words.images(activity.run.already)}`}
              todo={words.alreadyTodo}
              more=""
            />
          )}
          {refused.map(({ reason, files, examples }) => (
            <Reason
              key={reason}
              what={`${words.refusals[reason].what} · ${words.files(files)}`}
              todo={words.refusals[reason].todo}
              more={examples.slice(0, 3).map(lastPart).join(', ')}
            />
          ))}
        </Group>
      )}
    </div>
  );
}

/** Speed and time are said only when the engine knows them. */
function Overall({ activity }: { readonly activity: Activity }) {
  const words = useWords();
  const locale = useLocale();
  const { run, left, bytesPerSecond, paused } = activity;
  const done = run.stored + run.already;
  const all = done + left.images;
  // By bytes: a film frame and a thumbnail are one image each, and not the same work.
  const bytes = run.bytesDone + left.bytes;
  const percent = formatPercent(run.bytesDone, bytes, locale);
  const facts = [
    left.images > 0 ? words.leftToStore(left.images, formatBytes(left.bytes, locale)) : null,
    left.images > 0 ? words.doneOf(formatBytes(run.bytesDone, locale), formatBytes(bytes, locale)) : null,
    bytesPerSecond === null || paused !== null || left.images === 0
      ? null
      : words.speed(formatBytes(bytesPerSecond, locale)),
    left.milliseconds === null ? null : words.timeLeft(formatDuration(left.milliseconds / 1000, locale)),
  ];
  return (
    <section className={styles.overall} aria-label={words.overall}>
      <p className={styles.big}>
        <span>{paused === null ? words.storedThisRun(run.stored) : words.pausedFor[paused.reason]}</span>
        {all > 0 && left.images > 0 ? <span className={styles.percent}>{percent}</span> : null}
      </p>
      {left.images > 0 ? <Meter label={words.overall} value={run.bytesDone} of={bytes} text={percent} /> : null}
      <p className={styles.facts}>{facts.filter((fact) => fact !== null).join(' · ')}</p>
    </section>
  );
}

type GroupProps = {
  readonly title: string;
  readonly more?: number;
  readonly deed?: ReactNode;
  readonly children: ReactNode;
};

function Group({ title, more = 0, deed, children }: GroupProps) {
  const words = useWords();
  return (
    <section>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {deed}
      </div>
      <ul className={styles.list}>{children}</ul>
      {more > 0 ? <p className={styles.facts}>{words.andMore(more)}</p> : null}
    </section>
  );
}

type ReasonProps = { readonly what: string; readonly todo: string; readonly more: string };

function Reason({ what, todo, more }: ReasonProps) {
  return (
    <li className={styles.reason}>
      <span className={styles.name}>{what}</span>
      <span className={styles.todo}>{todo}</span>
      <span className={styles.facts}>{more}</span>
    </li>
  );
}
