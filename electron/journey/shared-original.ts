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
 * second writes a claim, then looks who is deleting; whoever deletes writes that, then looks who claims; and after the look the
 * second asks for the object once more. So one of the two sees the other, whatever happens between the lines. Both write in a place
 * that is nobody's own: a user's records are closed to the others by the policy that we make. What a deletion says there goes when
 * it ends, and is not believed after an hour: then nobody deletes any more. A profile without a table can note nothing: there a
 * bucket is for one user.
 *
 * Resolves when the objects can be counted on. Throws Failed `being-deleted` while another user may still remove them, and
 * `bad-answer` when they went meanwhile: the next try sends them. Twice is harmless.
 */
export async function shareOriginal(
  { profile, records, objects }: Cloud,
  now: () => number,
  { imageId, sender, address }: SharedOriginal,
  signal: AbortSignal,
): Promise<void> {
  const { table, userId } = profile;
  if (table === undefined || sender === userId) return;
  await records.claim({ imageId, userId }, signal);
  for (const { userId: other, deleting } of await records.claims(imageId, signal)) {
    if (other === userId || deleting === undefined || now() - Date.parse(deleting.at) >= deletionMayTake) continue;
    const subject = address.key;
    throw new Failed({ code: 'being-deleted', retry: 'soon', scope: 'image', subject, detail: deleting.by });
  }
  if ((await objects.head(address, signal)) === null) throw vanished(address);
}
