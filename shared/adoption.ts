/** @file Buckets, tables and images that were there before Cloudroll: what they are and what taking them over means. */
import { z } from 'zod';
import { SetUpDeed } from './set-up.ts';

/** What is weak about a bucket that was there before, by what it means. */
export const BucketWeakness = z.object({
  bucket: z.string(),
  kind: z.enum([
    /** Its policy or its access control list lets everybody in now. */
    'public-by-policy',
    'public-by-acl',
    /** Nobody is let in now, and nothing would keep a later policy or list from doing so. */
    'may-become-public',
    /** An object can belong to whoever stored it. */
    'objects-of-others',
    /** What is overwritten or removed by anybody is gone. */
    'no-versioning',
    'unencrypted',
    /** Parts of uploads that were never ended stay, and cost. */
    'parts-stay',
  ]),
  /** As the service spells it; null where nothing is set. */
  found: z.string().nullable(),
  /** The step of a set-up that mends it; null where only a person can decide. */
  mend: SetUpDeed.nullable(),
});
export type BucketWeakness = z.infer<typeof BucketWeakness>;

export const BucketLook = z.object({
  buckets: z.array(z.string()),
  weaknesses: z.array(BucketWeakness),
  /** What these keys may not look at, and what the store does not know. */
  unseen: z.array(SetUpDeed),
  notOffered: z.array(SetUpDeed),
});
export type BucketLook = z.infer<typeof BucketLook>;

export const IndexLook = z.object({
  name: z.string(),
  /** Attribute names, the partition first. */
  key: z.array(z.string()),
  isReady: z.boolean(),
});

export const TableLook = z.object({
  table: z.string(),
  /** Attribute names, the partition first. */
  key: z.array(z.string()),
  /** The letters of DynamoDB: S, N, B. */
  keyTypes: z.array(z.string()),
  isReady: z.boolean(),
  /** About how many items, as DynamoDB counted within the last six hours. */
  items: z.number(),
  indexes: z.array(IndexLook),
  /** Of ours, those that it lacks: Cloudroll does without. */
  missingIndexes: z.array(z.string()),
  /** How our records fit: under our own key, under the one key attribute that it has, or not at all. */
  fits: z.discriminatedUnion('how', [
    z.object({ how: z.literal('as-ours') }),
    z.object({ how: z.literal('by-image'), recordKey: z.string() }),
    z.object({ how: z.literal('not'), why: z.enum(['key-type', 'two-other-keys', 'name-taken']) }),
  ]),
});
export type TableLook = z.infer<typeof TableLook>;

/** The layouts of others that are known, by how their items tell of an object. */
export const ForeignLayout = z.enum(['file-names', 'two-buckets', 'user-and-key', 'objects-only']);
export type ForeignLayout = z.infer<typeof ForeignLayout>;

export const ImportFindings = z.object({
  /** Items of others whose object is there. */
  items: z.number(),
  /** Items of others whose object is not there, or that name none. */
  withoutObject: z.number(),
  /** Images in the bucket that no item names. */
  objects: z.number(),
  /** Bytes to be read once, to know each image by its content. */
  bytes: z.number(),
});
export type ImportFindings = z.infer<typeof ImportFindings>;

export const ImportProgress = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('looking'), seen: z.number() }),
  z.object({ phase: z.literal('reading'), done: z.number(), of: z.number(), bytes: z.number() }),
  z.object({
    phase: z.literal('ended'),
    /** Shown in the history from now on. */
    imported: z.number(),
    /** There already. */
    known: z.number(),
    /** Not images, or not whole. */
    passedOver: z.number(),
    /** Whose object is not there. */
    withoutObject: z.number(),
  }),
]);
export type ImportProgress = z.infer<typeof ImportProgress>;

/** What moving a folder to another profile comes to; told before it is done. */
export const FolderMove = z.object({
  from: z.string(),
  to: z.string(),
  /** Images of the folder that are stored by the old profile: they stay there, and are carried to the new one as well. */
  stored: z.number(),
  /** Of those, what the new profile has already. */
  alreadyThere: z.number(),
  /** Bytes of originals that will be sent again. */
  bytes: z.number(),
  /** Images of the folder that are on their way to the old profile: they still arrive there. */
  moving: z.number(),
});
export type FolderMove = z.infer<typeof FolderMove>;
