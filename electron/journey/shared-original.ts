/** @file An image whose bytes another user of the bucket sent: both hold them, and neither's deletion takes them from the other; main. */
import type { ImageId } from '../../shared/image.ts';
import { Failed } from '../foundation/failed.ts';
import { deletionMayTake } from './deleted-elsewhere.ts';
import type { Cloud } from './journey.ts';
import type { ObjectAddress } from './upload/object-store.ts';
import { vanished } from './upload/send-object.ts';

/** An original that was there already, and who sent it. */
export type SharedOriginal = { readonly imageId: ImageId; readonly sender: string; readonly address: ObjectAddress };

/**
 * [Note: Claims] Keys follow from content, so two users of one bucket share the objects of an image that both have. Whoever comes
 * second writes a claim, then looks for a burial of the first; whoever deletes writes the burial, then looks for claims. So one of
 * the two sees the other, whatever happens between the lines. A profile without a table can note neither: there a bucket is for
 * one user.
 *
 * Resolves when the objects can be counted on. Throws Failed `being-deleted` while the first may still remove them, and
 * `bad-answer` when they went meanwhile: the next try sends them. Twice is harmless.
 */
export async function shareOriginal(
  { profile, records, objects }: Cloud,
  now: () => number,
  { imageId, sender, address }: SharedOriginal,
  signal: AbortSignal,
): Promise<void> {
  if (profile.table === undefined || sender === profile.userId) return;
  await records.claim(profile.userId, imageId, signal);
  const burial = await records.burial(sender, imageId, signal);
  if (burial === null) return;
  if (burial.deletion_ended === undefined && now() - Date.parse(burial.deleted_at) < deletionMayTake) {
    const subject = address.key;
    throw new Failed({ code: 'being-deleted', retry: 'soon', scope: 'image', subject, detail: burial.deleted_by });
  }
  if ((await objects.head(address, signal)) === null) throw vanished(address);
}
