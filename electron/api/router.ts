/** @file The part of shared/contract that needs no more than a ledger: each call delegates in a line; also for the terminal. */
import { implement } from '@orpc/server';
import { contract } from '../../shared/contract.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Closed } from '../../shared/queue.ts';
import type { Queue } from '../journey/queue.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { historyCount, historyPage, historyTypes } from '../library/history.ts';
import { issues } from '../library/issues.ts';
import { status } from '../library/status.ts';
import { failuresAsData } from './answering.ts';
import type { BudgetDesk } from './budget-desk.ts';

export type RouterContext = {
  readonly ledger: Ledger;
  readonly queue: Queue;
  /** Why nothing begins now, or null. */
  readonly closed: () => Closed | null;
  /** What keeps the ledger from being written, or null; nobody knows beside the Cloudroll that carries. */
  readonly unwritable: () => Failure | null;
  /** Absent beside the Cloudroll that carries. */
  readonly budgets?: Pick<BudgetDesk, 'issues'>;
};

const call = implement(contract).$context<RouterContext>().use(failuresAsData);

export const router = {
  status: call.status.handler(({ context }) => status(context.ledger, context.closed())),
  images: {
    page: call.images.page.handler(({ context, input }) => historyPage(context.ledger, input)),
    count: call.images.count.handler(({ context, input }) => historyCount(context.ledger, input)),
    types: call.images.types.handler(({ context }) => historyTypes(context.ledger)),
  },
  issues: call.issues.handler(({ context: { ledger, unwritable, budgets }, input }) => [
    ...issues(ledger, input.limit, unwritable()),
    ...(budgets?.issues() ?? []),
  ]),
  queue: {
    pause: call.queue.pause.handler(({ context, input }) => context.queue.pause(input)),
    resume: call.queue.resume.handler(async ({ context }) => {
      await context.queue.resume();
      return {};
    }),
    tryNow: call.queue.tryNow.handler(async ({ context, input }) => ({ tried: await tried(context.queue, input) })),
    cancel: call.queue.cancel.handler(async ({ context, input }) => ({ outcome: await context.queue.cancel(input) })),
  },
};

async function tried(
  queue: Queue,
  { image, file }: { image?: Parameters<Queue['tryNow']>[0] | undefined; file?: number | undefined },
): Promise<number> {
  if (image === undefined && file === undefined) return queue.tryEverythingNow();
  const one = image !== undefined && (await queue.tryNow(image));
  const other = file !== undefined && (await queue.tryFileNow(file));
  return Number(one) + Number(other);
}
