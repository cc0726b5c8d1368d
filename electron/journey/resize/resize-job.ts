/** @file One picture that somebody waits for, until it is done, given up, or nobody waits any more. */
import type { ResizeRequest, ResizeResult } from './image-resizer.ts';

export type ResizeJob = {
  readonly request: ResizeRequest;
  /** What whoever asked is waiting for. */
  readonly result: Promise<ResizeResult>;
  readonly isOver: () => boolean;
  /** The first of these three counts: done, failed, stopped by the signal. */
  readonly done: (result: ResizeResult) => void;
  readonly failed: (error: unknown) => void;
  /** Deaths of the process while it was in there alone. */
  deaths: number;
  /** The last time it was in there, it took too long. */
  isOverdue: boolean;
};

export function resizeJob(request: ResizeRequest, stopping: AbortSignal): ResizeJob {
  const { promise, resolve, reject } = Promise.withResolvers<ResizeResult>();
  let isOver = false;
  const end = (tell: () => void): void => {
    if (isOver) return;
    isOver = true;
    stopping.removeEventListener('abort', stop);
    tell();
  };
  const stop = (): void => end(() => reject(stopping.reason));
  stopping.addEventListener('abort', stop, { once: true });
  if (stopping.aborted) stop();
  return {
    request,
    result: promise,
    isOver: () => isOver,
    done: (result) => end(() => resolve(result)),
    failed: (error) => end(() => reject(error)),
    deaths: 0,
    isOverdue: false,
  };
}
