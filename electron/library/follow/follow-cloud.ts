/** @file Goes on following every profile's table, and brings edits made here into it: now and then, and when asked; main process. */
import type { Following } from '../../../shared/library-find.ts';
import { backoff } from '../../foundation/backoff.ts';
import type { Clock, Milliseconds } from '../../foundation/clock.ts';
import { Failed, isAbort } from '../../foundation/failed.ts';
import type { Log } from '../../foundation/log.ts';
import type { Cloud } from '../../journey/journey.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { sendEdits } from '../describe/send-edits.ts';
import type { Fills } from './fill-ledger.ts';
import { lookAtTable } from './look-at-table.ts';

export type FollowParts = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly device: string;
  /** Names of those with records, as they are now. */
  readonly profiles: () => readonly string[];
  readonly open: (profile: string) => Promise<Cloud>;
  readonly fills: Fills;
  /** False while nothing is to be asked of any cloud by itself. */
  readonly isOpen: () => boolean;
  /** Told when images came or changed, or a state did. */
  readonly onNews: () => void;
};

export type Follower = {
  /** Looks, and sends what waits, as soon as it can. Cheap; may be called any time. */
  readonly nudge: () => void;
  readonly states: () => Following[];
  /** Resolves when nothing is under way any more. */
  readonly close: () => Promise<void>;
};

/** Other computers' images are seen within minutes, for a few hundredths of a cent a month. */
const restFor: Milliseconds = 5 * 60_000;

/** Timers stand still while a computer sleeps, so the time of day is looked at now and then. */
const longestRest: Milliseconds = 60_000;

type Turn = {
  state: Following['state'];
  images: number;
  lookedAt: number | null;
  failure: Following['failure'];
  failed: number;
  dueAt: number;
};

/** Begins with a look at once. One profile that does not answer holds up no other. */
export function followCloud(parts: FollowParts): Follower {
  const { clock, fills, log } = parts;
  const closing = new AbortController();
  const turns = new Map<string, Turn>();
  const running = new Map<string, Promise<void>>();
  let wake: (() => void) | undefined;
  let isNudged = false;

  const turnOf = (profile: string): Turn => {
    const turn = turns.get(profile) ?? {
      state: 'resting',
      images: 0,
      lookedAt: null,
      failure: null,
      failed: 0,
      dueAt: 0,
    };
    turns.set(profile, turn);
    return turn;
  };

  const begin = (profile: string, turn: Turn): void => {
    turn.state = 'looking';
    parts.onNews();
    const done = follow(parts, profile, turn, closing.signal)
      .catch((error: unknown) => {
        if (isAbort(error)) return;
        log.error('A profile is followed no more because of a fault of ours', { error, profile });
        Object.assign(turn, { state: 'failing', dueAt: Number.POSITIVE_INFINITY });
      })
      .finally(() => {
        running.delete(profile);
        parts.onNews();
        wake?.();
      });
    running.set(profile, done);
  };

  const run = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      const wasNudged = isNudged;
      isNudged = false;
      for (const profile of parts.profiles()) {
        const turn = turnOf(profile);
        if (running.has(profile)) {
          // What came up meanwhile is looked at when this look has ended.
          if (wasNudged) turn.dueAt = 0;
          continue;
        }
        if (wasNudged || (parts.isOpen() && turn.dueAt <= clock.now())) begin(profile, turn);
      }
      await rest();
    }
    await Promise.allSettled(running.values());
  };

  const rest = async (): Promise<void> => {
    if (isNudged || closing.signal.aborted) return;
    const due = parts.profiles().flatMap((profile) => (running.has(profile) ? [] : [turnOf(profile).dueAt]));
    const untilDue = parts.isOpen() ? Math.max(0, Math.min(...due) - clock.now()) : longestRest;
    const length = Math.min(longestRest, untilDue);
    const timer = new AbortController();
    await new Promise<void>((resolve) => {
      wake = resolve;
      clock.sleep(length, timer.signal).then(resolve, resolve);
    });
    wake = undefined;
    timer.abort();
  };

  const loop = run();
  return {
    nudge: () => {
      isNudged = true;
      wake?.();
    },
    states: () =>
      parts.profiles().map((profile) => {
        const { state, images, lookedAt, failure } = turnOf(profile);
        const filling = fills.progress().get(profile);
        return {
          profile,
          state: filling === undefined ? state : 'filling',
          images: images + (filling ?? 0),
          lookedAt,
          failure,
        };
      }),
    close: async () => {
      closing.abort(new DOMException('Closing', 'AbortError'));
      wake?.();
      await loop;
    },
  };
}

/** Writes into `turn` how it went and when the next is due. Throws only for bugs and when it is aborted. */
async function follow(parts: FollowParts, profile: string, turn: Turn, signal: AbortSignal): Promise<void> {
  const { clock, fills, random, onNews } = parts;
  turn.dueAt = clock.now() + restFor;
  const onTaken = (images: number): void => {
    turn.images += images;
    onNews();
  };
  try {
    await fills.ready(profile);
    const cloud = await parts.open(profile);
    await sendEdits(parts, cloud, signal);
    await lookAtTable({ ...parts, onTaken }, cloud, signal);
    Object.assign(turn, { state: 'resting', failure: null, failed: 0, lookedAt: clock.now() });
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    const { failure } = error;
    turn.failed += 1;
    const wait = backoff(turn.failed, random(), failure.waitAtLeast);
    // What a person has to mend is looked at again as seldom as a quiet table.
    turn.dueAt = clock.now() + (failure.retry === 'soon' ? wait : restFor);
    Object.assign(turn, { state: 'failing', failure });
  }
}
