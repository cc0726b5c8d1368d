/** @file What is happening, in one line with a shape of its own, and pause beside it. */
import { CircleCheck, CloudUpload, Hourglass, Pause, Play, TriangleAlert } from 'lucide-react';
import type { Activity, Status } from '../../shared/activity.ts';
import { cloudroll } from '../bridge.ts';
import { useActivity, useStatus } from '../live.ts';
import { hashOf } from '../route.ts';
import { Announce } from '../ui/announce.tsx';
import { IconButton } from '../ui/button.tsx';
import type { Words } from '../words/english.ts';
import { formatMoment, formatPercent, formatTime, startOfDay } from '../words/format.ts';
import { useLocale, useWords } from '../words/language.ts';
import { PauseMenu } from './pause-menu.tsx';
import styles from './status-line.module.css';

type Mood = 'good' | 'busy' | 'paused' | 'wait' | 'bad';

const shapes = { good: CircleCheck, busy: CloudUpload, paused: Pause, wait: Hourglass, bad: TriangleAlert };

export function StatusLine() {
  const words = useWords();
  const locale = useLocale();
  const status = useStatus().data;
  const activity = useActivity();
  if (status === undefined) return <div className={styles.line} />;
  const paused = activity === undefined ? status.paused : activity.paused;
  const mood = moodOf(status, activity);
  const text = textOf(mood, status, activity, words);
  const until = paused?.until ?? null;
  const Shape = shapes[mood];
  const done = activity === undefined ? 0 : activity.run.stored + activity.run.already;
  const all = done + (activity?.left.images ?? 0);
  return (
    <div className={styles.line}>
      <a href={hashOf(mood === 'bad' ? 'issues' : 'activity')} className={styles.text} title={text}>
        <Shape size={16} strokeWidth={1.75} aria-hidden className={styles[mood]} />
        <span className={styles.words}>
          <span>{text}</span>
          {until === null ? null : (
            <span className={styles.more}>
              {words.until(
                startOfDay(until) === startOfDay(Date.now()) ? formatTime(until, locale) : formatMoment(until, locale),
              )}
            </span>
          )}
          {mood === 'busy' && all > 0 ? <span className={styles.more}>{formatPercent(done, all, locale)}</span> : null}
        </span>
      </a>
      {paused?.reason === 'paused' ? (
        <IconButton label={words.resume} onClick={() => void cloudroll.queue.resume({})}>
          <Play size={15} aria-hidden />
        </IconButton>
      ) : (
        <PauseMenu
          side="top"
          trigger={
            <IconButton label={words.pause}>
              <Pause size={15} aria-hidden />
            </IconButton>
          }
        />
      )}
      <Announce text={mood === 'busy' ? words.statusMoving(activity?.left.images ?? 0) : text} />
    </div>
  );
}

function moodOf(status: Status, activity: Activity | undefined): Mood {
  if (status.held.length > 0 || status.images.blocked + status.images.failed > 0) {
    if (status.held.some(({ failure }) => failure.retry === 'after-user-acts') || status.held.length === 0)
      return 'bad';
  }
  if ((activity === undefined ? status.paused : activity.paused) !== null) return 'paused';
  const left = activity?.left.images ?? status.images.moving + status.queued.files;
  // What is held moves only when its profile does.
  if (status.held.length > 0 && left === 0) return 'wait';
  if (left > 0 || (activity?.scanning ?? 0) > 0) return 'busy';
  return status.images.waiting + status.held.length > 0 ? 'wait' : 'good';
}

function textOf(mood: Mood, status: Status, activity: Activity | undefined, words: Words): string {
  const paused = activity?.paused ?? status.paused;
  switch (mood) {
    case 'bad':
      return words.statusHeld;
    case 'paused':
      return words.pausedFor[paused?.reason ?? 'paused'];
    case 'wait':
      return status.held[0] === undefined
        ? words.statusWaiting(status.images.waiting)
        : words.failures[status.held[0].failure.code].what;
    case 'busy':
      return (activity?.left.images ?? status.images.moving + status.queued.files) > 0
        ? words.statusMoving(activity?.left.images ?? status.images.moving + status.queued.files)
        : words.statusScanning;
    case 'good':
      return status.images.stored === 0 ? words.statusNothing : words.statusIdle;
  }
}
