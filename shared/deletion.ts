/** @file Deleting from the cloud as a person meets it: asked, undone in time, under way, gone, put back; both sides speak it. */
import { z } from 'zod';
import { Failure } from './failure.ts';
import { Cursor } from './history.ts';
import { ImageId } from './image.ts';
import { ImageKey } from './queue.ts';
import { Selection } from './selection.ts';

/** Milliseconds between the order and the first thing that is asked of the cloud. */
export const undoFor = 10_000;

/** Above either, the number of images has to be said again: `confirmed`. One image alone is never many. */
export const manyImages = { count: 50, ofLibrary: 0.1 } as const;

export const DeleteRequest = z.strictObject({
  of: Selection,
  /** Earlier versions in the bucket too: nothing is left to put back. */
  versions: z.boolean().default(false),
  /** How many images the person was told and agreed to, after an answer `confirm`. */
  confirmed: z.number().int().positive().optional(),
});
export type DeleteRequest = z.infer<typeof DeleteRequest>;

export const DeleteAnswer = z.discriminatedUnion('kind', [
  /** Nothing has happened: ask the person, then ask again with `confirmed: images`. */
  z.object({
    kind: z.literal('confirm'),
    images: z.number(),
    /** Bytes of originals. */
    bytes: z.number(),
    /** Images stored in the profiles that are meant. */
    library: z.number(),
  }),
  /** Nothing is asked of the cloud before `until` (milliseconds since 1970 UTC); `batch` is for `undo`. */
  z.object({ kind: z.literal('begun'), batch: z.string(), images: z.number(), until: z.number() }),
]);
export type DeleteAnswer = z.infer<typeof DeleteAnswer>;

/** `waiting`: can be undone; `recording`, `removing`: under way; `deleted`: confirmed gone by the store. */
export const DeletionState = z.enum(['waiting', 'recording', 'removing', 'deleted']);
export type DeletionState = z.infer<typeof DeletionState>;

/** One that is not at its end. */
export const DeletionEntry = ImageKey.extend({
  fileName: z.string(),
  state: DeletionState,
  batch: z.string(),
  /** Milliseconds since 1970 UTC. */
  askedAt: z.number(),
  until: z.number(),
  failure: Failure.nullable(),
  /** When it is tried again by itself; null while nothing failed, or a person has to act. */
  nextTry: z.number().nullable(),
});
export type DeletionEntry = z.infer<typeof DeletionEntry>;

export const DeletedEntry = z.object({
  profile: z.string(),
  imageId: ImageId,
  fileName: z.string(),
  /** Bytes of the original. */
  size: z.number(),
  /** Milliseconds since 1970 UTC. */
  deletedAt: z.number(),
  /** The computer that deleted it; null where it is not this one and nobody said. */
  by: z.string().nullable(),
  /** `yes`: the bucket keeps an earlier version; `unknown`: the keys may not ask. */
  canComeBack: z.enum(['yes', 'no', 'unknown']),
});
export type DeletedEntry = z.infer<typeof DeletedEntry>;

export const DeletedPage = z.object({ entries: z.array(DeletedEntry), next: Cursor.nullable() });
export type DeletedPage = z.infer<typeof DeletedPage>;

export const PutBackReport = z.object({
  /** In the cloud again, as they were. */
  back: z.number(),
  failed: z.array(z.object({ image: ImageKey, failure: Failure })),
});
export type PutBackReport = z.infer<typeof PutBackReport>;
