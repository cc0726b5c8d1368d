/** @file The calls of the library that take images away or bring them back: delete, restore, free up space. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { ask, done, nothing } from './ask.ts';
import { DeleteAnswer, DeletedPage, DeleteRequest, DeletionEntry, PutBackReport } from './deletion.ts';
import { FreedPage, FreePreview, FreeProgress, FreeWish } from './free-space.ts';
import { Cursor } from './history.ts';
import { ImageKey } from './queue.ts';
import { RestoreProgress, RestoreRequest, UnfinishedRestore } from './restoring.ts';

const Images = z.strictObject({ images: z.array(ImageKey).min(1).max(500) });
const RestoreId = z.strictObject({ id: z.number().int() });
const limit = z.number().int().min(1).max(100).default(50);

export const deleteContract = {
  /** Ordered, and nothing asked of the cloud for ten seconds. Files of this computer are never touched. */
  begin: ask.route({ method: 'POST', path: '/deletions' }).input(DeleteRequest).output(DeleteAnswer),
  /** Those of the batch that nothing was asked of the cloud for yet stay. Answers how many. */
  undo: ask.input(z.strictObject({ batch: z.string().max(64) })).output(z.object({ images: z.number() })),
  /** What is not at its end, oldest first; `changes` tells of `images`. */
  list: ask
    .route({ method: 'GET', path: '/deletions' })
    .input(z.strictObject({ limit: z.number().int().min(1).max(1000).default(100) }))
    .output(z.array(DeletionEntry)),
  /** One that failed, or all. Answers how many are tried. */
  tryNow: ask.input(z.strictObject({ image: ImageKey.optional() })).output(z.object({ tried: z.number() })),
  /** Newest first; the store is asked for each of the page whether it can come back. */
  recent: ask
    .route({ method: 'GET', path: '/deletions/recent' })
    .input(z.strictObject({ profile: z.string().max(64), limit, after: Cursor.optional() }))
    .output(DeletedPage),
  /** From the earlier versions that a bucket with versioning keeps. */
  putBack: ask.input(Images).output(PutBackReport),
};

export const restoreContract = {
  /** Goes on as long as it is listened to; ending that stops it, and what is written stays. */
  begin: ask.input(RestoreRequest).output(eventIterator(RestoreProgress)),
  unfinished: ask.input(nothing).output(z.array(UnfinishedRestore)),
  /** As `begin`, from where it was; what it fetched already is not fetched again. */
  resume: ask.input(RestoreId).output(eventIterator(RestoreProgress)),
  /** It is not offered any more; what was written stays. */
  forget: ask.input(RestoreId).output(done),
};

export const freeContract = {
  preview: ask.input(FreeWish).output(FreePreview),
  /** `files` as the preview told: with another number by now nothing happens, and `FAILED` says `file-changed`. */
  begin: ask.input(FreeWish.extend({ files: z.number().int().positive() })).output(eventIterator(FreeProgress)),
  /** What went to the trash, newest first. */
  list: ask.input(z.strictObject({ limit, after: Cursor.optional() })).output(FreedPage),
};
