/** @file Hands pictures to the pixel process and outlives its deaths: restarts it, and finds out which picture kills. */
import type { Clock, Milliseconds } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import type { ImageResizer, WithoutRenditions } from './image-resizer.ts';
import type { PixelEngine, StartPixels } from './pixel-port.ts';
import { type PixelProcess, PixelsEnded } from './pixel-process.ts';
import { type ResizeJob, resizeJob } from './resize-job.ts';
import { startPixels } from './start-pixels.ts';

export type ResizeInProcessParts = {
  readonly start: StartPixels;
  readonly clock: Clock;
  readonly log: Log;
  /** One for each processor is best: a picture keeps one busy. */
  readonly imagesAtOnce: number;
  /** For one picture. */
  readonly timeout?: Milliseconds;
};

const defaultTimeout: Milliseconds = 60_000;

/** The memory of a process with nothing to do is worth more to the person than the third of a second that it takes to start. */
const longestIdle: Milliseconds = 60_000;

/** Deaths of one picture, alone in the process, after which it is carried without renditions. */
const deathsAllowed = 3;

/** Starts the process with the first picture, and again after each idle spell. `close` must be called in the end. */
export function resizeInProcess(parts: ResizeInProcessParts): ImageResizer {
  const { start, clock, log, imagesAtOnce, timeout = defaultTimeout } = parts;
  const closing = new AbortController();
  let waiting: ResizeJob[] = [];
  /** Were in the process with others when it died: each has it for itself now, until it is cleared or found out. */
  let suspects: ResizeJob[] = [];
  const running = new Set<ResizeJob>();
  let engine: PixelEngine | null = null;
  let process: PixelProcess | null = null;
  let starting: Promise<void> | null = null;
  let isAlone = false;
  let deathsInARow = 0;
  let resting = new AbortController();

  const advance = (): void => {
    waiting = waiting.filter((job) => !job.isOver());
    suspects = suspects.filter((job) => !job.isOver());
    if (closing.signal.aborted || waiting.length + suspects.length === 0) return;
    if (process === null) void ensureStarted();
    else if (running.size === 0 || (!isAlone && suspects.length === 0)) {
      isAlone = suspects.length > 0;
      const next = isAlone ? suspects.splice(0, 1) : waiting.splice(0, imagesAtOnce - running.size);
      for (const job of next) launch(job, process);
    }
  };

  const launch = (job: ResizeJob, inside: PixelProcess): void => {
    resting.abort('busy');
    running.add(job);
    job.isOverdue = false;
    const answered = new AbortController();
    after(timeout, answered.signal, () => {
      job.isOverdue = true;
      inside.kill();
    });
    const finish = (tell: () => void): void => {
      answered.abort('answered');
      running.delete(job);
      deathsInARow = 0;
      tell();
      advance();
      if (running.size === 0) rest();
    };
    inside.ask(job.request).then(
      (result) => finish(() => job.done(result)),
      (error: unknown) => {
        // Its end is judged below, once for all that were in it.
        if (error instanceof PixelsEnded) answered.abort('answered');
        else finish(() => job.failed(error));
      },
    );
  };

  const rest = (): void => {
    resting.abort('busy');
    resting = new AbortController();
    after(longestIdle, resting.signal, () => {
      const last = process;
      process = null;
      last?.kill();
    });
  };

  const onDeath = (how: string): void => {
    const victims = [...running];
    running.clear();
    process = null;
    deathsInARow += 1;
    log.warn('the pixel process died', { how, pictures: victims.map(({ request }) => request.path) });
    const [only, ...others] = victims;
    if (only !== undefined && others.length === 0) only.deaths += 1;
    for (const job of victims) {
      if (job.deaths < deathsAllowed) suspects.push(job);
      else giveUp(job, job.isOverdue ? 'picture-timed-out' : 'picture-crashes');
    }
    advance();
  };

  const giveUp = (job: ResizeJob, why: WithoutRenditions): void => {
    job.done({ kind: 'without-renditions', details: {}, why });
  };

  /** Never rejects: when nothing starts, the pictures that wait go on without renditions. */
  const ensureStarted = (): Promise<void> => {
    starting ??= startPixels({ start, clock, log, closing: closing.signal }, engine, deathsInARow)
      .then(
        (chosen) => {
          engine = chosen.engine;
          process = chosen.process;
          void chosen.process.ended.then((how) => {
            if (process === chosen.process && !closing.signal.aborted) onDeath(how);
          });
        },
        (error: unknown) => {
          if (closing.signal.aborted) return;
          log.error('no image engine works here', { error });
          for (const job of [...suspects, ...waiting]) giveUp(job, 'cannot-decode');
        },
      )
      .finally(() => {
        starting = null;
        advance();
        if (running.size === 0) rest();
      });
    return starting;
  };

  // Aborts here carry a plain word: without one each makes an error with a stack, thousands of them a minute.
  const after = (length: Milliseconds, unless: AbortSignal, act: () => void): void => {
    clock.sleep(length, AbortSignal.any([unless, closing.signal])).then(act, () => undefined);
  };

  return {
    resize: (request, signal) => {
      const job = resizeJob(request, AbortSignal.any([signal, closing.signal]));
      waiting.push(job);
      advance();
      return job.result;
    },
    warmUp: () => {
      if (process === null) void ensureStarted();
    },
    engine: async () => {
      if (engine === null) await ensureStarted();
      if (engine === null) throw new PixelsEnded('no image engine works here');
      return engine;
    },
    close: async () => {
      const last = process;
      closing.abort();
      await starting;
      await last?.ended;
    },
  };
}
