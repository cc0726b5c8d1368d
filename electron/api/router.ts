/** @file Our side of shared/contract: each call delegates in a line; the library checks what goes in and what comes out. */
import { implement } from '@orpc/server';
import { contract } from '../../shared/contract.ts';
import type { Closed, ImageKey } from '../../shared/queue.ts';
import type { Queue } from '../journey/queue.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { historyPage } from '../library/history.ts';
import { issues } from '../library/issues.ts';
import { status } from '../library/status.ts';

export type RouterContext = {
  readonly ledger: Ledger;
  readonly queue: Queue;
  /** Why nothing begins now, or null. */
  readonly closed: () => Closed | null;
};

const call = implement(contract).$context<RouterContext>();

export const router = call.router({
  status: call.status.handler(({ context }) => status(context.ledger, context.closed())),
  history: call.history.handler(({ context, input }) => historyPage(context.ledger, input)),
  issues: call.issues.handler(({ context, input }) => issues(context.ledger, input.limit)),
  queue: {
    pause: call.queue.pause.handler(({ context, input }) => context.queue.pause(input)),
    resume: call.queue.resume.handler(async ({ context }) => {
      await context.queue.resume();
      return {};
    }),
    tryNow: call.queue.tryNow.handler(async ({ context, input }) => ({
      tried: input.image === undefined ? await context.queue.tryEverythingNow() : await triedOne(context, input.image),
    })),
    cancel: call.queue.cancel.handler(async ({ context, input }) => ({ outcome: await context.queue.cancel(input) })),
  },
});

async function triedOne({ queue }: RouterContext, image: ImageKey): Promise<number> {
  return (await queue.tryNow(image)) ? 1 : 0;
}
