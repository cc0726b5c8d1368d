/** @file What is happening now, as a picture for every window: made anew when something moves, never for nobody. */
import type { Activity } from '../../shared/activity.ts';
import type { Engine } from '../engine.ts';
import type { Clock, Milliseconds } from '../foundation/clock.ts';
import { isAbort } from '../foundation/failed.ts';
import { leftNow, underWayNow, waitingNow } from '../library/activity-now.ts';
import { bell } from './bell.ts';
import { betweenEvents } from './changes.ts';
import type { RunMeter } from './run-meter.ts';

export type ActivityParts = {
  readonly engine: Pick<Engine, 'ledger' | 'parts' | 'schedule' | 'closed'>;
  readonly clock: Clock;
  readonly meter: RunMeter;
  /** Called whenever something moved. Returns what ends it. */
  readonly onMove: (listener: () => void) => () => void;
};

/** While something is under way its stage can change without a word from anybody. */
const lookAgainAfter: Milliseconds = 500;

/** The first at once, then those that differ from the one before, at most every `betweenEvents`. Ends with the signal. */
export async function* activityFeed(parts: ActivityParts, signal: AbortSignal): AsyncGenerator<Activity, void> {
  const { clock, engine } = parts;
  const { ring, rung } = bell();
  const leave = parts.onMove(ring);
  let before = '';
  try {
    for (;;) {
      const now = activityNow(parts);
      const text = JSON.stringify(now);
      if (text !== before) yield now;
      before = text;
      await clock.sleep(betweenEvents, signal);
      const turn = new AbortController();
      const either = AbortSignal.any([signal, turn.signal]);
      const waits = [rung(either)];
      if (engine.schedule.underWay() > 0) waits.push(clock.sleep(lookAgainAfter, either));
      await Promise.race(waits).finally(() => {
        turn.abort();
        for (const wait of waits) wait.catch(() => undefined);
      });
    }
  } catch (error) {
    if (!isAbort(error)) throw error;
  } finally {
    leave();
  }
}

export function activityNow({ engine, meter }: ActivityParts): Activity {
  const { ledger } = engine;
  const { since, stored, already, bytesDone, bytesSent, bytesPerSecond, endedPerSecond, refused, failed } =
    meter.look();
  const paused = engine.closed();
  const left = leftNow(ledger);
  const carrying = [...engine.parts.carrying.values()].map(({ key }) => key);
  const isMoving = paused === null && endedPerSecond !== null && endedPerSecond > 0;
  return {
    paused,
    run: { since, stored, already, bytesDone, bytesSent },
    left: {
      ...left,
      milliseconds: isMoving ? Math.round((left.bytes / endedPerSecond) * 1000) : null,
    },
    bytesPerSecond,
    scanning: ledger.folders.all().filter(({ state }) => state === 'scanning').length,
    reading: Math.max(0, engine.schedule.underWay() - carrying.length),
    underWay: underWayNow(ledger, carrying),
    waiting: waitingNow(ledger),
    held: ledger.holds
      .all()
      .map(({ profile, failure, since: from, nextAt }) => ({ profile, failure, since: from, nextTry: nextAt })),
    refused,
    failed,
  };
}
