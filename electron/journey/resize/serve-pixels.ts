/** @file Answers requests for as long as the main process asks; runs in the pixel process. */
import { Failed } from '../../foundation/failed.ts';
import type { ResizeRequest, ResizeResult } from './image-resizer.ts';
import { type MessageFromPixels, MessageToPixels } from './pixel-messages.ts';
import type { MainPort, PixelLoad } from './pixel-port.ts';

/** Says `ready`, then answers each request once, in the order in which they are done. */
export function servePixels(
  port: MainPort,
  load: PixelLoad,
  resize: (request: ResizeRequest) => Promise<ResizeResult>,
): void {
  const say = (message: MessageFromPixels): void => port.send(message);
  port.onMessage((heard) => {
    const { id, request } = MessageToPixels.parse(heard);
    void resize(request).then(
      (result) => say({ kind: 'done', id, result: forSending(result) }),
      (error: unknown) => say(failureOf(id, error)),
    );
  });
  say({ kind: 'ready', load });
}

function failureOf(id: number, error: unknown): MessageFromPixels {
  if (error instanceof Failed) return { kind: 'failed', id, failure: error.failure };
  return { kind: 'broken', id, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

function forSending(result: ResizeResult): Extract<MessageFromPixels, { kind: 'done' }>['result'] {
  return result.kind === 'resized' ? { ...result, renditions: [...result.renditions] } : result;
}
