/** @file Taking everything of a profile out of the cloud: what there is, what was typed, how far it is; both sides speak it. */
import { z } from 'zod';
import { Failure } from './failure.ts';

/** To be typed by a person, word for word, as in the consoles of AWS. */
export const typedToEmpty = 'permanently delete';
export const typedToDeleteTable = 'confirm';

export const BucketInventory = z.object({
  bucket: z.string(),
  /** Null where it could be seen; `no-bucket` where it is gone already. */
  failure: Failure.nullable(),
  /** Ours, below the profile's prefixes: as they are now, earlier versions, delete markers, uploads in parts not ended. */
  objects: z.number(),
  versions: z.number(),
  deleteMarkers: z.number(),
  openUploads: z.number(),
  /** Of objects and earlier versions. */
  bytes: z.number(),
  /** Objects, versions and markers that are not this profile's: they stay, and the bucket with them. */
  others: z.number(),
});
export type BucketInventory = z.infer<typeof BucketInventory>;

export const Inventory = z.object({
  profile: z.string(),
  buckets: z.array(BucketInventory),
  /** Null for a profile without a table. */
  table: z
    .object({
      table: z.string(),
      /** As for a bucket: `no-table` where it is gone already. */
      failure: Failure.nullable(),
      /** Of this profile's user, with those of deleted images. */
      records: z.number(),
      /** Of other users, or not written by Cloudroll: they stay, and the table with them. */
      others: z.number(),
    })
    .nullable(),
  /** Images that this computer is still sending there, and folders that would send more. */
  moving: z.number(),
  folders: z.number(),
});
export type Inventory = z.infer<typeof Inventory>;

export const InventoryProgress = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('counting'), seen: z.number() }),
  z.object({ phase: z.literal('counted'), inventory: Inventory }),
]);
export type InventoryProgress = z.infer<typeof InventoryProgress>;

export const CleanRequest = z.strictObject({
  profile: z.string().max(64),
  /** What was typed to empty: objects with all versions, and records. Nothing happens unless it is `typedToEmpty`. */
  typed: z.string().max(64),
  /** The names of the buckets that are to go as well, as typed. One with something of others in it stays. */
  deleteBuckets: z.array(z.string().max(63)).max(2).default([]),
  /** What was typed to delete the table too: `typedToDeleteTable`; absent: it stays. */
  deleteTable: z.string().max(64).optional(),
});
export type CleanRequest = z.infer<typeof CleanRequest>;

/** Stopped by leaving off; asked again, it goes on with what is left. */
export const CleanProgress = z.discriminatedUnion('phase', [
  /** Something that was typed is not what it should be; nothing has happened. */
  z.object({ phase: z.literal('refused'), which: z.enum(['empty', 'bucket', 'table']), expected: z.string() }),
  z.object({ phase: z.literal('objects'), bucket: z.string(), gone: z.number(), of: z.number() }),
  z.object({ phase: z.literal('records'), gone: z.number(), of: z.number() }),
  /** The service has been asked and says that it is still there; asked again. */
  z.object({ phase: z.literal('waiting'), for: z.string() }),
  z.object({
    phase: z.literal('ended'),
    objects: z.number(),
    records: z.number(),
    bucketsGone: z.array(z.string()),
    tableGone: z.boolean(),
    /** What could not go, or was kept because it holds what is not this profile's. */
    left: z.array(z.object({ what: z.string(), why: z.enum(['others', 'failed']), failure: Failure.nullable() })),
  }),
]);
export type CleanProgress = z.infer<typeof CleanProgress>;
