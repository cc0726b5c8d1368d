/** @file Removes what arrived once it is stored as an image, or because its owner discards it; nothing else is removed here. */
import { Failed } from '../../foundation/failed.ts';
import { isIncoming } from './incoming-keys.ts';
import type { IncomingParts } from './list-incoming.ts';

/**
 * Only where the ledger says stored, and the store says so too when it is asked now. Returns how many were removed. Twice is
 * harmless: what is gone already is settled as well.
 */
export async function settleIncoming({ ledger, cloud }: IncomingParts, signal: AbortSignal): Promise<number> {
  const { profile, objects } = cloud;
  let settled = 0;
  for (const row of ledger.requests.ofProfile(profile.name)) {
    if (row.state !== 'taken' || row.imageId === null || !isIncoming(row.key)) continue;
    const key = { profile: profile.name, imageId: row.imageId };
    if (ledger.journeys.find(key)?.state !== 'stored') continue;
    const original = ledger.objects.ofImage(key.profile, key.imageId).find((one) => one.rendition === 'original');
    const head = original === undefined ? null : await objects.head(original, signal);
    if (original === undefined || head === null || head.size !== original.size) continue;
    await objects.remove(row, signal);
    await ledger.commit(() => ledger.requests.end(row.profile, row.key, 'stored'));
    settled += 1;
  }
  return settled;
}

/** The owner's wish: what arrived is removed unseen. Throws Failed `not-offered` for a key that is not below `incoming/`. */
export async function discardIncoming(
  { ledger, cloud, now }: IncomingParts,
  key: string,
  signal: AbortSignal,
): Promise<void> {
  if (!isIncoming(key)) throw new Failed({ code: 'not-offered', retry: 'never', scope: 'image', subject: key });
  const { bucket, name: profile } = cloud.profile;
  await cloud.objects.remove({ bucket, key }, signal);
  const nobodys = { label: null, contentType: null, most: null, madeAt: now(), expiresAt: null };
  await ledger.commit(() => {
    ledger.requests.add({ profile, bucket, key, ...nobodys });
    ledger.requests.end(profile, key, 'discarded');
  });
}
