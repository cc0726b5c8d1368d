/** @file Our side of shared/contract: each call delegates in a line; the library checks what goes in and what comes out. */
import { implement } from '@orpc/server';
import { contract } from '../../shared/contract.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { historyPage } from '../library/history.ts';
import { issues } from '../library/issues.ts';
import { status } from '../library/status.ts';

export type RouterContext = { readonly ledger: Ledger };

const call = implement(contract).$context<RouterContext>();

export const router = call.router({
  status: call.status.handler(({ context }) => status(context.ledger)),
  history: call.history.handler(({ context, input }) => historyPage(context.ledger, input)),
  issues: call.issues.handler(({ context, input }) => issues(context.ledger, input.limit)),
});
