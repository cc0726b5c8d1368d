/** @file What a person can order of the queue: pause, resume, try now, cancel; each is a fact in the ledger first. */
import type { CancelOutcome, ImageKey, PauseRequest } from '../../shared/queue.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { undoOne } from '../library/delete/begin-deletion.ts';
import { cancelInLedger } from './cancel-image.ts';
import { type Pause, pauseFrom } from './gate.ts';
import { keepPause } from './pause.ts';

/** Each is on the disk when it resolves, may be called twice, and works beside the Cloudroll that carries (join-ledger.ts). */
export type Queue = {
  /** What is being sent goes on to its end; nothing begins. */
  readonly pause: (request: PauseRequest) => Promise<Pause>;
  readonly resume: () => Promise<void>;
  /** Whatever waits, is blocked or has failed, and every hold. Returns how many images and files. */
  readonly tryEverythingNow: () => Promise<number>;
  /**
   * As `tryEverythingNow`, for one image. One that was cancelled, or deleted from the cloud on purpose, begins a new
   * journey: it was asked for by name. False when there was nothing to try.
   */
  readonly tryNow: (key: ImageKey) => Promise<boolean>;
  /** As `tryEverythingNow`, for a file that waits and is no image yet. */
  readonly tryFileNow: (fileId: number) => Promise<boolean>;
  /** Resolves when nothing of the image is under way here any more. */
  readonly cancel: (key: ImageKey) => Promise<CancelOutcome>;
};

/** `onOrder` lets whoever carries know; beside another Cloudroll there is nobody to tell, for that one looks by itself. */
export function queue(ledger: Ledger, clock: Clock, onOrder: () => Promise<void>): Queue {
  const order = async <T>(write: (now: number) => T): Promise<T> => {
    const result = await ledger.commit(() => write(clock.now()));
    await onOrder();
    return result;
  };
  return {
    pause: (request) =>
      order((now) => {
        const pause = pauseFrom(request, now);
        keepPause(ledger.meta, pause);
        return pause;
      }),
    resume: () => order(() => keepPause(ledger.meta, null)),
    tryEverythingNow: () =>
      order((now) => {
        ledger.tries.holds(null, now);
        ledger.deletions.retry(null, now);
        return ledger.tries.files() + ledger.journeys.wakeAll(null, now, ['waiting', 'blocked', 'failed']);
      }),
    tryNow: (key) => order((now) => tryOne(ledger, key, now)),
    tryFileNow: (fileId) => order(() => ledger.tries.file(fileId)),
    cancel: (key) => order((now) => cancelInLedger(ledger, key, now)),
  };
}

function tryOne(ledger: Ledger, key: ImageKey, now: number): boolean {
  const { journeys, tries } = ledger;
  if (ledger.deletions.isOpen(key)) return keepAfterAll(ledger, key);
  const buried = journeys.exhume(key);
  if (buried) ledger.deletions.want(key);
  const journey = journeys.find(key);
  ledger.tries.holds(key.profile, now);
  if (journey === null) return tries.filesOf(key.imageId) > 0;
  switch (journey.state) {
    case 'waiting':
    case 'blocked':
    case 'failed':
      journeys.move(key, journey.state, 'hashed', now, 'asked for by a person');
      return true;
    case 'cancelled':
      return beginAgain(ledger, key, buried, now);
    case 'stored':
      return buried && beginAgain(ledger, key, buried, now);
    default:
      return false;
  }
}

/** It is being deleted: undone while nothing was asked of the cloud yet, else carried again as soon as it has gone. */
function keepAfterAll(ledger: Ledger, key: ImageKey): boolean {
  if (!undoOne(ledger, key)) ledger.deletions.want(key);
  return true;
}

/**
 * Its files are read again first when none is known to hold it: they may have been refused because it was buried. Then it
 * begins with the first of them, and not before, for a journey that looks for its file meanwhile would not find it.
 */
function beginAgain(ledger: Ledger, key: ImageKey, buried: boolean, now: number): boolean {
  const { journeys, files, tries, removals } = ledger;
  const isRead = files.ofImage(key.imageId).length === 0 && tries.filesOf(key.imageId) > 0;
  if (buried && isRead) {
    removals.take(key);
    return true;
  }
  return journeys.beginAgain(key, now);
}
