/** @file Carries out what the ledger says is to be deleted, when its time has come, and again when it failed; main process. */
import type { Failure } from '../../../shared/failure.ts';
import { backoff } from '../../foundation/backoff.ts';
import type { Milliseconds } from '../../foundation/clock.ts';
import { Failed, isAbort } from '../../foundation/failed.ts';
import type { Log } from '../../foundation/log.ts';
import type { DeletionRow } from '../../ledger/deletions.ts';
import { type DeleteParts, deleteImage } from './delete-image.ts';

export type RunParts = DeleteParts & {
  readonly log: Log;
  /** In [0, 1). */
  readonly random: () => number;
  /** Told when something was deleted, or failed. */
  readonly onNews: () => void;
};

export type Deletions = {
  /** Looks again at what is due: after a new order, an undo, a "try again". Cheap. */
  readonly nudge: () => void;
  /** Resolves when nothing is under way, and nothing is due before the clock or a person moves. */
  readonly idle: () => Promise<void>;
  /** Resolves when nothing is under way any more. The next start goes on. */
  readonly close: () => Promise<void>;
};

/** Each is a handful of small questions: fewer wait for the line, more are throttled. */
const atOnce = 8;

/** Timers stand still while a computer sleeps, so the time of day is looked at now and then. */
const longestRest: Milliseconds = 60_000;

/** A profile that does not answer is asked again as seldom as one on hold; the others go on. */
const profileRest: Milliseconds = 5 * 60_000;

/** Between tries to write into a ledger whose disk is full. */
const unwritableRest: Milliseconds = 10_000;

export function runDeletions(parts: RunParts): Deletions {
  const { ledger, clock, log } = parts;
  const closing = new AbortController();
  /** Profiles that did not answer, and until when nothing is asked of them. */
  const resting = new Map<string, Milliseconds>();
  const waiters: (() => void)[] = [];
  let isNudged = false;
  let wake: (() => void) | undefined;

  const nudge = (): void => {
    isNudged = true;
    wake?.();
  };

  const asleep = (): string[] => [...resting].filter(([, until]) => until > clock.now()).map(([profile]) => profile);

  const run = async (): Promise<void> => {
    try {
      while (!closing.signal.aborted) {
        isNudged = false;
        const due = ledger.deletions.due(clock.now(), asleep(), atOnce);
        if (due.length === 0) await rest();
        else await all(due);
      }
    } catch (error) {
      if (!isAbort(error)) log.error('Nothing is deleted any more because of a fault of ours', { error });
    } finally {
      for (const resolve of waiters.splice(0)) resolve();
    }
  };

  const all = async (due: readonly DeletionRow[]): Promise<void> => {
    // All have ended before any is tried again: no image is deleted twice at once.
    const ends = await Promise.allSettled(due.map((row) => tryOne(row)));
    const broken = ends.filter((end) => end.status === 'rejected').map((end): unknown => end.reason);
    if (broken.length === 0) return;
    for (const error of broken) if (!(error instanceof Failed)) throw error;
    await clock.sleep(unwritableRest, closing.signal);
  };

  const tryOne = async (row: DeletionRow): Promise<void> => {
    try {
      await deleteImage(parts, row, closing.signal);
      resting.delete(row.profile);
    } catch (error) {
      if (isAbort(error) || closing.signal.aborted) return;
      // Not even a failure can be noted.
      if (error instanceof Failed && error.failure.code === 'disk-full') throw error;
      await note(row, failureOf(error, row));
    }
    parts.onNews();
  };

  const failureOf = (error: unknown, row: DeletionRow): Failure => {
    if (error instanceof Failed) return error.failure;
    log.error('An image could not be deleted because of a fault of ours', { error, imageId: row.imageId });
    return { code: 'unexpected', retry: 'after-user-acts', scope: 'image', subject: row.fileName };
  };

  /** What passes by itself, or holds up a whole profile, is tried again by itself; the rest when a person asks. */
  const note = async (row: DeletionRow, failure: Failure): Promise<void> => {
    const now = clock.now();
    const wait = backoff(row.attempts + 1, parts.random(), failure.waitAtLeast);
    const isOfProfile = failure.scope === 'profile';
    const pause = failure.retry === 'soon' ? wait : profileRest;
    if (isOfProfile) resting.set(row.profile, now + pause);
    const isAgain = isOfProfile || failure.retry === 'soon';
    await ledger.commit(() => ledger.deletions.fail(row, failure, isAgain ? now + pause : null));
  };

  const rest = async (): Promise<void> => {
    for (const resolve of waiters.splice(0)) resolve();
    if (isNudged || closing.signal.aborted) return;
    const now = clock.now();
    const ends = [...resting.values()].filter((until) => until > now);
    // What came due a moment ago counts: only where there is nothing at all is an order waited for.
    const wakes = [ledger.deletions.nextDue(asleep()), ...ends].filter((at) => at !== null);
    const length = wakes.length === 0 ? null : Math.min(longestRest, Math.max(0, Math.min(...wakes) - now));
    if (length === 0) return;
    const timer = new AbortController();
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (length !== null) clock.sleep(length, timer.signal).then(resolve, resolve);
    });
    wake = undefined;
    timer.abort('woken');
  };

  const loop = run();
  return {
    nudge: () => {
      // A person who tries again means at once.
      resting.clear();
      nudge();
    },
    idle: () =>
      new Promise((resolve) => {
        if (closing.signal.aborted) return resolve();
        waiters.push(resolve);
        nudge();
      }),
    close: async () => {
      closing.abort(new DOMException('Closing', 'AbortError'));
      nudge();
      await loop;
    },
  };
}
