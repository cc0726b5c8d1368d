/** @file Makes a link to a stored image: for a while or for good, and without its location unless the profile says otherwise. */
import { type Link, type LinkChoices, type LinkRequest, lifeSeconds } from '../../../shared/link.ts';
import type { ImageKey } from '../../../shared/queue.ts';
import { Failed } from '../../foundation/failed.ts';
import type { ObjectLinks } from '../../journey/upload/s3-links.ts';
import type { ObjectRow } from '../../ledger/objects.ts';
import { type CopyParts, copyWithoutPlace, sharedRendition } from './copy-without-place.ts';
import { linkSpan } from './link-life.ts';
import { bytesIfPlaced, expectThere, notRemoved } from './placeless-object.ts';
import { isUnaskable, publicAddress } from './public-address.ts';

export type ShareParts = CopyParts & { readonly links: ObjectLinks };

/**
 * Null where the store has confirmed no such object. Throws Failed `object-missing` when it is gone from the store,
 * `location-not-removed` when no copy without location can be proven, `expired-credentials`, `not-offered`, and the cloud's own.
 */
export async function makeLink(parts: ShareParts, request: LinkRequest, signal: AbortSignal): Promise<Link | null> {
  const { ledger, cloud, links, now } = parts;
  const { life, rendition, downloadName } = request;
  const key = { profile: request.profile, imageId: request.imageId };
  const asked = ledger.objects.ofImage(key.profile, key.imageId).find((one) => one.rendition === rendition);
  if (asked === undefined) return null;
  const object = await objectToShare(parts, key, asked, signal);
  if (isUnaskable(object.key)) {
    throw new Failed({ code: 'not-offered', retry: 'never', scope: 'image', subject: object.key });
  }
  const fileName = downloadName ?? nameOf(ledger.journeys.find(key)?.fileName ?? key.imageId, object);
  const { contentType, size, width, height } = object;
  const about = { life, withoutLocation: object !== asked, fileName, contentType, size, width, height };
  const link: Link =
    life === 'public'
      ? { ...about, url: publicAddress(cloud.profile, object), expiresAt: null, limitedBy: null }
      : { ...about, ...(await signed(links, object, { ...request, life, fileName }, now())) };
  const detail = `${life} ${object.rendition}`;
  await ledger.commit(() => ledger.deeds.note({ kind: 'shared', ...key, subject: fileName, detail }, now()));
  return link;
}

/** What can be asked of `makeLink`; null for an image of which nothing is stored. Throws what the keys throw. */
export async function linkChoices(
  { ledger, cloud, links, now }: Pick<ShareParts, 'ledger' | 'cloud' | 'links' | 'now'>,
  key: ImageKey,
): Promise<LinkChoices | null> {
  const objects = ledger.objects.ofImage(key.profile, key.imageId).filter((one) => one.rendition !== sharedRendition);
  const original = objects.find(({ rendition }) => rendition === 'original');
  if (original === undefined) return null;
  const { at } = await links.keysEnd();
  const left = at === null ? Number.POSITIVE_INFINITY : (at - now()) / 1000;
  const shorter = (['hour', 'day'] as const).filter((life) => lifeSeconds[life] <= left);
  const { publicAddress: base, publicRenditionsAddress } = cloud.profile;
  return {
    renditions: [original, ...objects.filter((one) => one !== original)].map(({ rendition, size, contentType }) => ({
      name: rendition,
      size,
      contentType,
    })),
    // The week is offered always: where the keys end before, it is cut, and that is said.
    lives: [
      ...shorter,
      'week',
      ...(base === undefined && publicRenditionsAddress === undefined ? [] : ['public' as const]),
    ],
    keysEndAt: at,
  };
}

/** The object itself where it tells no place or may; else the copy of the original. */
async function objectToShare(
  parts: ShareParts,
  key: ImageKey,
  asked: ObjectRow,
  signal: AbortSignal,
): Promise<ObjectRow> {
  const { ledger, cloud } = parts;
  // What its owner took out of the record is not given away by the profile.
  const isTaken = ledger.catalogue.find(key)?.location === false;
  if (cloud.profile.shareLocation && !isTaken) {
    await expectThere(cloud, asked, signal);
    return asked;
  }
  if (asked.rendition === 'original') {
    const before = ledger.objects.ofImage(key.profile, key.imageId).find((one) => one.rendition === sharedRendition);
    if (before !== undefined && (await stillGood(parts, key, before, signal))) return before;
  }
  const placed = await bytesIfPlaced(parts, key, asked, signal);
  if (placed === null) return asked;
  if (asked.rendition !== 'original') throw notRemoved(asked, 'this rendition tells its place');
  return copyWithoutPlace(parts, key, asked, placed, signal);
}

/** False for a copy that is gone, or is something else: it is made again. */
async function stillGood(parts: ShareParts, key: ImageKey, copy: ObjectRow, signal: AbortSignal): Promise<boolean> {
  try {
    return (await bytesIfPlaced(parts, key, copy, signal)) === null;
  } catch (error) {
    const isGone = error instanceof Failed && ['object-missing', 'other-bytes-at-key'].includes(error.failure.code);
    if (!isGone) throw error;
    return false;
  }
}

async function signed(
  links: ObjectLinks,
  object: ObjectRow,
  {
    life,
    fileName,
    downloadName,
  }: { life: keyof typeof lifeSeconds; fileName: string; downloadName?: string | undefined },
  now: number,
): Promise<Pick<Link, 'url' | 'expiresAt' | 'limitedBy'>> {
  const { seconds, limitedBy } = linkSpan(lifeSeconds[life], await links.keysEnd(), now);
  const as = { fileName, contentType: object.contentType, inline: downloadName === undefined };
  const url = await links.toGet(object, as, seconds);
  return { url, expiresAt: now + seconds * 1000, limitedBy };
}

/** The file's own name, with the ending of what is given. */
function nameOf(fileName: string, { rendition, key }: ObjectRow): string {
  if (rendition === 'original') return fileName;
  const ending = key.slice(key.lastIndexOf('.'));
  const stem = fileName.replace(/\.[^.]*$/, '');
  return rendition === sharedRendition ? `${stem}${ending}` : `${stem}-${rendition}${ending}`;
}
