/** @file Our side of shared/keeping-contract: delete, restore, free up space; each call delegates in a line or two. */
import { implement } from '@orpc/server';
import { contract } from '../../shared/contract.ts';
import type { DeletionEntry } from '../../shared/deletion.ts';
import type { Engine } from '../engine.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import type { DeletionRow } from '../ledger/deletions.ts';
import { beginDeletion, undoDeletion } from '../library/delete/begin-deletion.ts';
import { putBack } from '../library/delete/put-back.ts';
import { recentlyDeleted } from '../library/delete/recently-deleted.ts';
import { filesToFree } from '../library/free/files-to-free.ts';
import { freedPage, freeSpace } from '../library/free/free-space.ts';
import { beginRestore, progressOf, restoreImages } from '../library/restore/restore-images.ts';
import { failuresAsData, unknown } from './answering.ts';
import { named, whileAsked } from './asked.ts';
import type { WindowContext } from './window-router.ts';

/** What these calls need beside what every window does. */
export type KeepingContext = {
  readonly engine: Pick<Engine, 'deletions'>;
  /** The system's; throws when it does not take the file. */
  readonly trash: (path: AbsolutePath) => Promise<void>;
};

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
    ordered(context, putBack(asking(context), input.images, whileAsked(signal))),
  ),
};

export const restoreRouter = {
  begin: call.restore.begin.handler(async function* ({ context, input: { to, ...wish }, signal }) {
    const [folder] = (context.drops.find(to) ?? unknown('drop')).folders;
    const id = await beginRestore(context.engine.parts, wish, folder ?? unknown('folder'));
    yield* restoring(context, id, whileAsked(signal));
  }),
  unfinished: call.restore.unfinished.handler(({ context: { ledger } }) =>
    ledger.restores.unfinished().map((row) => {
      const { images, done } = progressOf({ ledger }, row, ledger.restores.counts(row.id));
      return { id: row.id, destination: row.destination, begunAt: row.begunAt, ...row.wish, images, done };
    }),
  ),
  resume: call.restore.resume.handler(async function* ({ context, input, signal }) {
    yield* restoring(context, input.id, whileAsked(signal));
  }),
  forget: call.restore.forget.handler(async ({ context: { ledger }, input }) => {
    await ledger.commit(() => ledger.restores.remove(input.id));
    return {};
  }),
};

export const freeRouter = {
  preview: call.free.preview.handler(({ context: { ledger, clock }, input }) => {
    return filesToFree({ ledger, now: clock.now() }, input).preview;
  }),
  begin: call.free.begin.handler(async function* ({ context, input, signal }) {
    const { trash, changes } = context;
    yield* freeSpace({ ...asking(context), trash }, input, whileAsked(signal));
    changes.tell('folders', 'status');
  }),
  list: call.free.list.handler(({ context, input }) => freedPage(context, input)),
};

function restoring(context: WindowContext, id: number, signal: AbortSignal) {
  const row = context.ledger.restores.find(id) ?? unknown('drop');
  return restoreImages(asking(context), row, signal);
}

/** What is not sent but fetched, proven or put back waits for no budget. */
function asking({ engine, clouds }: WindowContext) {
  return { ...engine.parts, cloud: clouds.open };
}

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
