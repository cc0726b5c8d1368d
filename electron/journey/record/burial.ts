/** @file What stands in a record's place when its image was deleted on purpose, so that no computer brings it back; pure. */
import { z } from 'zod';
import { ImageId } from '../../../shared/image.ts';

/**
 * [Note: Burials] Deleting replaces the record by this small item, under the same key and in one conditional write. So there
 * is no moment in which another computer, which still has the file, finds nothing and writes the record anew; and it is found
 * by whoever follows the table, because `upload_time` is in the index. It has no `original_key`, so programs that
 * look for images in the table see that it is none. It goes away when a person asks for the image again. A profile
 * without a table has its ledger's own tombstones only.
 */
export const Burial = z.object({
  user_id: z.string().min(1),
  image_id: ImageId,
  schema_version: z.literal(1),
  /** ISO 8601, UTC. */
  deleted_at: z.iso.datetime(),
  /** The computer that deleted it. */
  deleted_by: z.string(),
  /** As `deleted_at`: the index that computers follow is by this. */
  upload_time: z.string(),
  /** When the store had confirmed that the objects are gone; absent while they may still be there. */
  deletion_ended: z.iso.datetime().optional(),
});
export type Burial = z.infer<typeof Burial>;

/** Null for an item that is no burial. */
export function burialOf(item: unknown): Burial | null {
  return Burial.safeParse(item).data ?? null;
}
