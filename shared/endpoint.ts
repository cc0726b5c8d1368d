/** @file What was found out about a store by asking it, never by its name; both sides speak it. */
import { z } from 'zod';

export const BucketPlace = z.object({
  bucket: z.string(),
  /** As the profile says. */
  expected: z.string(),
  /** As the store says; null where it names none, as most stores but AWS. */
  found: z.string().nullable(),
});
export type BucketPlace = z.infer<typeof BucketPlace>;

export const StoreFeatures = z.object({
  /** A body that is not what its SHA-256 says is refused. */
  checksumChecked: z.boolean(),
  /** The store remembers the SHA-256 and tells it again. */
  checksumEchoed: z.boolean(),
  /** A second object under a taken key is refused when that is asked for. */
  conditionalPut: z.boolean(),
  /** http://host/bucket/key works. */
  pathStyle: z.boolean(),
  /** http://bucket.host/key works. */
  hostStyle: z.boolean(),
  /** The token service answers. */
  tokenService: z.boolean(),
});
export type StoreFeatures = z.infer<typeof StoreFeatures>;
