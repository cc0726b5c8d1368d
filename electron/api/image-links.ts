/** @file Addresses for those who have none of our keys: one image to fetch, or one to bring, for five minutes. */
import type { ImageId } from '../../shared/image.ts';
import type { Profile } from '../../shared/profile.ts';
import type { ImageKey } from '../../shared/queue.ts';
import type { Clouds } from '../clouds.ts';
import type { Clock } from '../foundation/clock.ts';
import { Failed } from '../foundation/failed.ts';
import { carriedTypes } from '../journey/intake/recognise-image.ts';
import { needsPicture, objectKey } from '../journey/upload/object-key.ts';
import { originalMetadata } from '../journey/upload/object-metadata.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { expectThere } from '../library/share/placeless-object.ts';

/** Seconds. */
const linksLast = 300;

export type LinkParts = {
  readonly ledger: Ledger;
  readonly clouds: Pick<Clouds, 'links' | 'open'>;
  readonly clock: Clock;
  readonly device: string;
};

export type AskedUpload = {
  readonly sha256: ImageId;
  readonly size: number;
  readonly contentType: string;
  readonly fileName: string;
};

/** Null where the store has confirmed no such object. Throws Failed `object-missing` when it is gone from the store since. */
export async function downloadLink(
  { ledger, clouds, clock }: LinkParts,
  key: ImageKey,
  rendition: string,
  signal: AbortSignal,
): Promise<{ url: string; expiresAt: number } | null> {
  const object = ledger.objects.ofImage(key.profile, key.imageId).find((one) => one.rendition === rendition);
  if (object === undefined) return null;
  await expectThere(await clouds.open(key.profile), object, signal);
  const name = ledger.journeys.find(key)?.fileName ?? key.imageId;
  const ending = object.key.slice(object.key.lastIndexOf('.'));
  const fileName = rendition === 'original' ? name : `${name.replace(/\.[^.]*$/, '')}-${rendition}${ending}`;
  const links = await clouds.links(key.profile);
  const expiresAt = clock.now() + linksLast * 1000;
  return { url: await links.toGet(object, { fileName, contentType: object.contentType }, linksLast), expiresAt };
}

/** Throws Failed `not-offered` for a type that is not carried, or keys that only the picture itself tells. */
export async function uploadLink({ clouds, clock, device }: LinkParts, profile: Profile, asked: AskedUpload) {
  const type = Object.values(carriedTypes).find(({ contentType }) => contentType === asked.contentType);
  if (type === undefined) throw notOffered(asked.contentType);
  if (asked.size > profile.largestFile) throw notOffered('size');
  if (needsPicture(profile.originalKey)) throw notOffered(profile.originalKey);
  const key = objectKey(profile.originalKey, {
    hash: asked.sha256,
    extension: type.extension,
    fileName: asked.fileName,
    directory: '',
  });
  const metadata = originalMetadata({
    imageId: asked.sha256,
    fileName: asked.fileName,
    device,
    userId: profile.userId,
    details: null,
    keepLocation: profile.keepLocation,
  });
  const links = await clouds.links(profile.name);
  const expiresAt = clock.now() + linksLast * 1000;
  const object = { bucket: profile.bucket, key, size: asked.size, sha256: asked.sha256, metadata };
  const { url, headers } = await links.toPut({ ...object, contentType: asked.contentType }, linksLast);
  return { url, method: 'PUT' as const, headers, key, expiresAt };
}

function notOffered(subject: string): Failed {
  return new Failed({ code: 'not-offered', retry: 'never', scope: 'image', subject });
}
