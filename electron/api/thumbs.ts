/** @file The picture behind `thumb:` and `/thumb/`: a rendition of a stored image, never a path, never the original. */
import { z } from 'zod';
import { ImageId } from '../../shared/image.ts';
import type { Clouds } from '../clouds.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { textOrNull } from '../ledger/rows.ts';
import { learnRendition } from '../library/follow/learn-rendition.ts';
import type { DraftPictures } from './draft-pictures.ts';
import type { ThumbCache } from './thumb-cache.ts';

/** As it comes out of an address: everything is text. */
export const ThumbRequest = z.object({
  imageId: ImageId,
  /** Absent: any that has it. */
  profile: z.string().max(64).optional(),
  rendition: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,31}$/)
    .default('thumb'),
  /** HistoryEntry.thumb. Only of the rendition `thumb`; another is found by its name alone. */
  v: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional(),
  /** Instead of a stored rendition, one that was made to be looked at: shared/draft.ts. */
  draft: z
    .string()
    .regex(/^[A-Za-z0-9_-]{22}$/)
    .optional(),
});
export type ThumbRequest = z.infer<typeof ThumbRequest>;

export type Thumb = { readonly contentType: string; readonly bytes: Buffer };

/** Bytes. A rendition beyond is no picture for a list, and would only push a thousand others out of the cache. */
const largest = 16 * 1024 * 1024;

export type ThumbParts = {
  readonly ledger: Pick<Ledger, 'commit' | 'database' | 'objects'>;
  readonly clouds: Pick<Clouds, 'open'>;
  readonly cache: ThumbCache;
  readonly draftPictures: Pick<DraftPictures, 'find'>;
};

/** Null where there is no such rendition, or no more. Throws Failed when the store cannot be asked. */
export async function thumbOf(parts: ThumbParts, request: ThumbRequest, signal: AbortSignal): Promise<Thumb | null> {
  const { ledger, clouds, cache, draftPictures } = parts;
  if (request.draft !== undefined) {
    const draft = draftPictures.find(request.draft);
    return draft === null ? null : { contentType: draft.contentType, bytes: Buffer.from(draft.bytes) };
  }
  const profile = request.profile ?? anyProfile(ledger, request.imageId);
  if (profile === null || request.rendition === 'original') return null;
  const object = ledger.objects
    .ofImage(profile, request.imageId)
    .find(({ rendition }) => rendition === request.rendition);
  if (object === undefined || object.size > largest || !/^image\/(jpeg|png|webp|avif)$/.test(object.contentType)) {
    return null;
  }
  const isThumb = request.rendition === 'thumb';
  // Until the store was asked, the list knows a thumbnail by its ETag.
  const isMeant = [object.sha256, object.etag].some((version) => version.startsWith(request.v ?? ''));
  if (isThumb && !isMeant) return null;
  const cloud = await clouds.open(profile);
  const known = await learnRendition(ledger, cloud, { profile, imageId: request.imageId }, object, signal);
  if (known === null) return null;
  const bytes = await cache.get(known.sha256, async () => {
    const body = await cloud.objects.get(object, signal);
    if (body === null) return null;
    const pieces: Uint8Array[] = [];
    for await (const piece of body) pieces.push(piece);
    return Buffer.concat(pieces);
  });
  return bytes === null ? null : { contentType: object.contentType, bytes };
}

function anyProfile({ database }: ThumbParts['ledger'], imageId: ImageId): string | null {
  const row = database.prepare('SELECT profile FROM journeys WHERE image_id = ? LIMIT 1').get(imageId);
  return row === undefined ? null : textOrNull(row, 'profile');
}
