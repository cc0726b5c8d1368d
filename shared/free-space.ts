/** @file Freeing space on this computer of what the cloud proves to have: asked, previewed, done, listed; both sides speak it. */
import { z } from 'zod';
import { Failure } from './failure.ts';
import { Cursor } from './history.ts';
import { ImageId } from './image.ts';
import { ImageKey } from './queue.ts';

export const FreeWish = z.strictObject({
  profile: z.string().max(64),
  /** Only files of this folder; absent: of every folder of the profile. */
  folder: z.number().int().optional(),
  /** Only these; absent: all that are stored. */
  images: z.array(ImageKey).min(1).max(10_000).optional(),
  keepFavourites: z.boolean().default(true),
  /** Days: what was taken, or stored, within them stays. */
  keepDays: z.number().int().min(0).max(36_500).default(30),
});
export type FreeWish = z.infer<typeof FreeWish>;

/** From the ledger alone; each file is proven once more when its turn comes. */
export const FreePreview = z.object({
  images: z.number(),
  files: z.number(),
  bytes: z.number(),
  /** Files that stay, and why. */
  kept: z.object({ favourites: z.number(), recent: z.number(), notStored: z.number() }),
});
export type FreePreview = z.infer<typeof FreePreview>;

export const FreeProgress = z.object({
  files: z.number(),
  bytes: z.number(),
  done: z.number(),
  /** In the system's trash now. */
  freed: z.number(),
  freedBytes: z.number(),
  /** Changed or gone since, or no longer proven: left where they are. */
  left: z.number(),
  failed: z.number(),
  /** The first of those left and failed. */
  failures: z.array(z.object({ path: z.string(), failure: Failure })),
  current: z.string().nullable(),
  ended: z.boolean(),
});
export type FreeProgress = z.infer<typeof FreeProgress>;

export const FreedPage = z.object({
  entries: z.array(
    z.object({ profile: z.string(), imageId: ImageId, path: z.string(), size: z.number(), at: z.number() }),
  ),
  next: Cursor.nullable(),
});
export type FreedPage = z.infer<typeof FreedPage>;
