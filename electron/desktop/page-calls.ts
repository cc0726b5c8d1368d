/** @file Calls of a page that it gets an answer to: one that comes before whoever answers it is there waits. */
import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import { channels } from '../../shared/desktop-bridge.ts';
import { checkSender } from './lock-down.ts';

type CallName = 'offer' | 'offerCopied' | 'drag';
/** `given` is not parsed yet. */
type Answer = (given: unknown, event: IpcMainInvokeEvent) => unknown;

export type PageCalls = {
  /** Once for each name. What `answer` throws is thrown in the page. */
  readonly serve: (name: CallName, answer: Answer) => void;
};

/** Once. Calls from anywhere but our page are refused here. */
export function pageCalls(): PageCalls {
  const answers = { offer: promised(), offerCopied: promised(), drag: promised() };
  for (const name of ['offer', 'offerCopied', 'drag'] as const) {
    ipcMain.handle(channels[name], async (event, given: unknown) => {
      checkSender(event);
      const answer = await answers[name].promise;
      return answer(given, event);
    });
  }
  return { serve: (name, answer) => answers[name].resolve(answer) };
}

function promised(): PromiseWithResolvers<Answer> {
  return Promise.withResolvers<Answer>();
}
