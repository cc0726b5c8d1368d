/** @file Makes a rendition that nobody has asked to keep yet, of an image that is on this computer, to be looked at. */
import { join } from 'node:path';
import type { RenditionDraft, SampleImage } from '../../shared/draft.ts';
import { ImageId } from '../../shared/image.ts';
import type { Profile, RenditionRecipe } from '../../shared/profile.ts';
import { Failed } from '../foundation/failed.ts';
import { pathInside } from '../foundation/paths.ts';
import type { ImageResizer, Rendition } from '../journey/resize/image-resizer.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { text } from '../ledger/rows.ts';
import { thumbVersion } from './history.ts';

const mostSamples = 12;

/** Better than an eye can tell from the original, at a tenth of a lossless picture's bytes. */
const beforeQuality = 96;

export type DraftParts = {
  readonly ledger: Pick<Ledger, 'database' | 'objects' | 'images' | 'files' | 'folders'>;
  readonly resizer: Pick<ImageResizer, 'resize'>;
};

/** A picture, and the token by which a window gets it. */
export type KeepPicture = (rendition: Pick<Rendition, 'bytes' | 'contentType'>) => string;

/** Of the profile, stored, with a file here; the newest first. */
export function sampleImages({ database, objects }: DraftParts['ledger'], profile: string): SampleImage[] {
  const rows = database
    .prepare(
      `SELECT image_id, file_name FROM journeys j WHERE profile = ? AND state = 'stored'
         AND EXISTS (SELECT 1 FROM files f WHERE f.image_id = j.image_id AND f.state = 'hashed')
       ORDER BY stored_at DESC, image_id LIMIT ?`,
    )
    .all(profile, mostSamples);
  return rows.map((row) => {
    const imageId = ImageId.parse(row['image_id']);
    const thumb = objects.ofImage(profile, imageId).find(({ rendition }) => rendition === 'thumb');
    return { imageId, fileName: text(row, 'file_name'), thumb: thumbVersion(thumb) };
  });
}

/**
 * Waits its turn among the pictures that are being carried. Null for an image that is not known. Throws Failed
 * `file-missing` when none of its files is here as it was, and an AbortError with the signal.
 */
export async function draftRendition(
  { ledger, resizer }: DraftParts,
  asked: { readonly profile: Profile; readonly imageId: ImageId; readonly recipe: RenditionRecipe },
  keep: KeepPicture,
  signal: AbortSignal,
): Promise<RenditionDraft | null> {
  const image = ledger.images.find(asked.imageId);
  if (image === null) return null;
  const result = await resizeFromAnyFile({ ledger, resizer }, asked, signal);
  if (result.kind === 'without-renditions') return { kind: 'not-made', why: result.why };
  const [before, after] = result.renditions;
  if (before === undefined || after === undefined) throw new Error('Two renditions were asked for');
  const shown = (made: Rendition) => ({
    token: keep(made),
    size: made.bytes.byteLength,
    width: made.width,
    height: made.height,
  });
  const { width = null, height = null } = result.details;
  return { kind: 'made', original: { size: image.size, width, height }, before: shown(before), after: shown(after) };
}

async function resizeFromAnyFile(
  { ledger, resizer }: DraftParts,
  { profile, imageId, recipe }: Parameters<typeof draftRendition>[1],
  signal: AbortSignal,
): ReturnType<ImageResizer['resize']> {
  const before: RenditionRecipe = {
    ...recipe,
    name: 'before',
    format: 'webp',
    quality: beforeQuality,
    grayscale: false,
  };
  let missing = new Failed({ code: 'file-missing', retry: 'after-user-acts', scope: 'image', subject: imageId });
  for (const file of ledger.files.ofImage(imageId)) {
    const folder = ledger.folders.byId(file.folderId);
    if (folder === null) continue;
    const path = pathInside(folder.path, join(file.directory, file.name));
    try {
      const { pixelLimit } = profile;
      return await resizer.resize({ path, identity: file.identity, recipes: [before, recipe], pixelLimit }, signal);
    } catch (error) {
      // Changed or gone since it was read: another file may still hold the image.
      if (!(error instanceof Failed)) throw error;
      missing = error;
    }
  }
  throw missing;
}
