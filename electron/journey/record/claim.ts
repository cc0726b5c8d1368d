/** @file What users of one table tell each other about an image that several of them have, as items beside the records; pure. */
import { z } from 'zod';
import { ImageId } from '../../../shared/image.ts';

/** Every partition of claims begins so; a profile's policy allows these beside the user's own (own-cloud/rights.ts). */
export const claimPartitions = 'claims/';

/** One user's word on one image (see [Note: Claims] in shared-original.ts): a later one takes the place of an earlier. */
export type Claim = {
  readonly imageId: ImageId;
  readonly userId: string;
  /** Absent while the user holds the image, and counts on objects that another one sent. */
  readonly deleting?: {
    /** ISO 8601, UTC. */
    readonly at: string;
    /** The computer that deletes. */
    readonly by: string;
  };
};

const ClaimItem = z.object({
  user_id: z.string().startsWith(claimPartitions),
  image_id: z.string().min(1),
  deleted_at: z.iso.datetime().optional(),
  deleted_by: z.string().optional(),
});

/** A partition of its own for each image: no user's records are in it, and no index has it. */
export function claimPartition(imageId: ImageId): string {
  return `${claimPartitions}${imageId}`;
}

export function claimItem({ imageId, userId, deleting }: Claim): Readonly<Record<string, string>> {
  const dates = deleting === undefined ? {} : { deleted_at: deleting.at, deleted_by: deleting.by };
  return { user_id: claimPartition(imageId), image_id: userId, ...dates };
}

/** Null for an item that is none. */
export function claimOf(item: unknown): Claim | null {
  const { data } = ClaimItem.safeParse(item);
  const imageId = ImageId.safeParse(data?.user_id.slice(claimPartitions.length)).data;
  if (data === undefined || imageId === undefined) return null;
  const { image_id: userId, deleted_at: at, deleted_by: by = '' } = data;
  return { imageId, userId, ...(at === undefined ? {} : { deleting: { at, by } }) };
}
