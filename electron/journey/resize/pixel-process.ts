/** @file One life of one pixel process, seen from the main process: its test, its questions and answers, its end. */
import type { Clock, Milliseconds } from '../../foundation/clock.ts';
import { Failed } from '../../foundation/failed.ts';
import type { Log } from '../../foundation/log.ts';
import type { ResizeRequest, ResizeResult } from './image-resizer.ts';
import { MessageFromPixels, type MessageToPixels, selfTestMark } from './pixel-messages.ts';
import type { PixelPort } from './pixel-port.ts';

/** A start takes a third of a second; on a computer that is busy with something else, much longer. */
const longestStart: Milliseconds = 30_000;

/** What the system's GLib writes when it is handed an object of sharp's own GLib, and the other way round. */
const glibComplaint = /GLib(?:-GObject|-GIO)?-CRITICAL/;

/** The process has ended, and with it everything it was asked. */
export class PixelsEnded extends Error {}

export type PixelProcess = {
  /** Resolves when the self-test has passed without a complaint. Rejects with PixelsEnded, having killed it, otherwise. */
  readonly ready: Promise<void>;
  /** Rejects with the Failed of the picture, with PixelsEnded, or with an Error for a bug in the process. */
  readonly ask: (request: ResizeRequest) => Promise<ResizeResult>;
  /** Resolves once, with how it ended, for the log. */
  readonly ended: Promise<string>;
  readonly kill: () => void;
};

type Asked = {
  readonly resolve: (result: ResizeResult) => void;
  readonly reject: (error: Error) => void;
};

export function pixelProcess(port: PixelPort, clock: Clock, log: Log): PixelProcess {
  const asked = new Map<number, Asked>();
  const over = new AbortController();
  const isReady = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<string>();
  let lastId = 0;
  let saysReady = false;
  let written = '';
  let isTested = false;

  const refuse = (why: string): void => {
    isReady.reject(new PixelsEnded(why));
    port.kill();
  };
  const considerReady = (): void => {
    if (saysReady && isTested) isReady.resolve();
  };

  port.onExit((how) => {
    if (over.signal.aborted) return;
    over.abort();
    if (!isTested && written !== '') log.warn('the pixel process wrote', { text: written });
    isReady.reject(new PixelsEnded(how));
    for (const { reject } of asked.values()) reject(new PixelsEnded(how));
    asked.clear();
    ended.resolve(how);
  });
  port.onErrorText((text) => {
    if (isTested) {
      log.info('the pixel process wrote', { text });
      return;
    }
    written += text;
    // Refused before it is told tested, even when both come in one piece: what it wrote is then logged at its end.
    if (glibComplaint.test(written)) return refuse('two copies of GLib collide');
    isTested = written.includes(selfTestMark);
    considerReady();
  });
  port.onMessage((heard) => {
    const { data: message, error } = MessageFromPixels.safeParse(heard);
    if (message === undefined) {
      // Whatever took the process over, its pictures are tried again in another.
      log.warn('the pixel process talks nonsense', { error });
      port.kill();
      return;
    }
    if (message.kind === 'ready') {
      saysReady = true;
      considerReady();
      return;
    }
    const question = asked.get(message.id);
    asked.delete(message.id);
    if (message.kind === 'done') question?.resolve(message.result);
    else if (message.kind === 'failed') question?.reject(new Failed(message.failure));
    else question?.reject(new Error(`In the pixel process: ${message.message}`));
  });
  clock.sleep(longestStart, over.signal).then(
    () => isReady.reject(new PixelsEnded('it did not start in time')),
    () => undefined,
  );
  // Whoever waits for it hears of it; nobody has to.
  isReady.promise.catch(() => port.kill());

  return {
    ready: isReady.promise,
    ended: ended.promise,
    kill: () => port.kill(),
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (over.signal.aborted) return reject(new PixelsEnded('it has ended'));
        lastId += 1;
        asked.set(lastId, { resolve, reject });
        port.send({ kind: 'resize', id: lastId, request: forSending(request) } satisfies MessageToPixels);
      }),
  };
}

function forSending({ path, identity, recipes, pixelLimit }: ResizeRequest): MessageToPixels['request'] {
  return { path, identity, recipes: [...recipes], pixelLimit };
}
