/** @file Calls of a page that it gets an answer to: one that comes before whoever answers it is there waits. */
import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import { channels } from '../../shared/desktop-bridge.ts';
import { checkSender } from './lock-down.ts';

const names = ['offer', 'offerCopied', 'drag', 'dragThumb'] as const;
type CallName = (typeof names)[number];
/** What is given is not parsed yet. */
type Answer = (event: IpcMainInvokeEvent, ...given: unknown[]) => unknown;

export type PageCalls = {
  /** Once for each name. What `answer` throws is thrown in the page. */
  readonly serve: (name: CallName, answer: Answer) => void;
};

/** Once. Calls from anywhere but our page are refused here. */
export function pageCalls(): PageCalls {
  const answers = new Map<CallName, (answer: Answer) => void>();
  for (const name of names) {
    const known = Promise.withResolvers<Answer>();
    answers.set(name, known.resolve);
    ipcMain.handle(channels[name], async (event, ...given: unknown[]) => {
      checkSender(event);
      const answer = await known.promise;
      return answer(event, ...given);
    });
  }
  return { serve: (name, answer) => answers.get(name)?.(answer) };
}
