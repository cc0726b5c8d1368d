/** @file Asks somebody without keys for one photo: an address that takes one file of one type, and what the sender needs. */
import { randomUUID } from 'node:crypto';
import type { NewRequest, RequestLink } from '../../../shared/photo-request.ts';
import { Failed } from '../../foundation/failed.ts';
import { carriedTypes } from '../../journey/intake/recognise-image.ts';
import type { Cloud } from '../../journey/journey.ts';
import type { ObjectLinks } from '../../journey/upload/s3-links.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { linkSpan } from '../share/link-life.ts';
import { incomingKey } from './incoming-keys.ts';
import { curlLine, requestPage } from './request-page.ts';

export type RequestParts = {
  readonly ledger: Ledger;
  readonly cloud: Pick<Cloud, 'profile'>;
  readonly links: Pick<ObjectLinks, 'keysEnd' | 'toPutAny'>;
  readonly now: () => number;
};

/** Bytes: more needs an upload in parts, which one address cannot be. */
const mostInOnePut = 5 * 1024 ** 3;

/**
 * Noted in the ledger before it is given out. Throws Failed `not-offered` for a type that is not carried or a size above the
 * profile's limit, and `expired-credentials`.
 */
export async function makeRequest(
  { ledger, cloud, links, now }: RequestParts,
  asked: NewRequest,
): Promise<RequestLink> {
  const { profile } = cloud;
  const { label, contentType, size } = asked;
  const type = Object.values(carriedTypes).find((one) => one.contentType === contentType);
  if (type === undefined) throw notOffered(contentType);
  if (size.bytes > Math.min(profile.largestFile, mostInOnePut)) throw notOffered('size');
  const id = randomUUID();
  const key = incomingKey(id, type.extension);
  const { seconds, limitedBy } = linkSpan(asked.life, await links.keysEnd(), now());
  const madeAt = now();
  const expiresAt = madeAt + seconds * 1000;
  const { bucket } = profile;
  const exact = size.kind === 'exact' ? size.bytes : null;
  const { url, headers } = await links.toPutAny({ bucket, key, contentType, size: exact }, seconds);
  await ledger.commit(() => {
    ledger.requests.add({
      profile: profile.name,
      bucket,
      key,
      label,
      contentType,
      most: size.bytes,
      madeAt,
      expiresAt,
    });
    ledger.deeds.note({ kind: 'requested', profile: profile.name, subject: label }, madeAt);
  });
  const sending = { url, headers, label, contentType, size, expiresAt };
  return { id, url, method: 'PUT', headers, expiresAt, limitedBy, curl: curlLine(sending), page: requestPage(sending) };
}

function notOffered(subject: string): Failed {
  return new Failed({ code: 'not-offered', retry: 'never', scope: 'image', subject });
}
