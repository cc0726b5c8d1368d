/** @file Our side of shared/keeping-contract: delete, restore, free up space; each call delegates in a line or two. */
import { implement } from '@orpc/server';
import { contract } from '../../shared/contract.ts';
import type { DeletionEntry } from '../../shared/deletion.ts';
import type { Engine } from '../engine.ts';
import type { DeletionRow } from '../ledger/deletions.ts';
import { beginDeletion, undoDeletion } from '../library/delete/begin-deletion.ts';
import { putBack } from '../library/delete/put-back.ts';
import { recentlyDeleted } from '../library/delete/recently-deleted.ts';
import { failuresAsData } from './answering.ts';
import { named, whileAsked } from './asked.ts';
import type { WindowContext } from './window-router.ts';

/** What these calls need beside what every window does. */
export type KeepingContext = { readonly engine: Pick<Engine, 'deletions'> };

const call = implement(contract).$context<WindowContext>().use(failuresAsData).library;

export const deleteRouter = {
  begin: call.delete.begin.handler(({ context, input }) =>
    ordered(context, beginDeletion(context.engine.parts, input)),
  ),
  undo: call.delete.undo.handler(async ({ context, input }) => ({
    images: await ordered(context, undoDeletion(context, input.batch)),
  })),
  list: call.delete.list.handler(({ context, input }) => context.ledger.deletions.open(input.limit).map(deletionEntry)),
  tryNow: call.delete.tryNow.handler(async ({ context: { ledger, clock, engine }, input }) => {
    const tried = await ledger.commit(() => ledger.deletions.retry(input.image ?? null, clock.now()));
    engine.deletions.nudge();
    return { tried };
  }),
  recent: call.delete.recent.handler(async ({ context, input: { profile, ...page }, signal }) => {
    const cloud = await context.clouds.open(named(context, profile).name);
    return recentlyDeleted(context.ledger, cloud, page, whileAsked(signal));
  }),
  putBack: call.delete.putBack.handler(({ context, input, signal }) =>
    ordered(context, putBack(context.engine.parts, input.images, whileAsked(signal))),
  ),
};

/** The window shows it at once, and whoever deletes looks again. */
async function ordered<Answer>({ changes, engine }: WindowContext, done: Promise<Answer>): Promise<Answer> {
  const answer = await done;
  engine.deletions.nudge();
  changes.tell('images', 'status', 'issues');
  return answer;
}

function deletionEntry(row: DeletionRow): DeletionEntry {
  const { profile, imageId, fileName, state, batch, askedAt, dueAt, failure, nextAt } = row;
  return {
    profile,
    imageId,
    fileName,
    state,
    batch,
    askedAt,
    until: dueAt,
    failure,
    nextTry: failure === null ? null : nextAt,
  };
}
