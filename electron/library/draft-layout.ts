/** @file What keys a layout would give, or why it cannot be used: for a real image, or for one that could be anybody's. */
import type { z } from 'zod';
import type { LayoutExample, LayoutRequest } from '../../shared/draft.ts';
import { ImageId } from '../../shared/image.ts';
import { type KeyParts, layoutFault, objectKey } from '../journey/upload/object-key.ts';
import type { Ledger } from '../ledger/open-ledger.ts';

const anybodys: KeyParts = {
  hash: ImageId.parse('9f2c41d7'.repeat(8)),
  extension: 'jpg',
  fileName: 'IMG_0042.jpg',
  directory: 'Holiday/Coast',
  capturedAt: '2026-05-14T09:30:00',
  width: 4000,
  height: 3000,
};

/** Renditions are shown as the thumbnail, a WebP. Works nothing out of a template with a fault. */
export function draftLayout(
  ledger: Pick<Ledger, 'images' | 'files'>,
  { originalKey, renditionKey, imageId }: z.infer<typeof LayoutRequest>,
): LayoutExample {
  const parts = (imageId === undefined ? null : partsOf(ledger, imageId)) ?? anybodys;
  const outcome = (template: string, kind: 'original' | 'rendition', of: KeyParts) => {
    const fault = layoutFault(template, kind);
    return { fault, key: fault === null ? objectKey(template, of) : null };
  };
  return {
    original: outcome(originalKey, 'original', parts),
    rendition: outcome(renditionKey, 'rendition', { ...parts, extension: 'webp', rendition: 'thumb' }),
  };
}

/** Null where the image, or every file of it, is gone. */
function partsOf({ images, files }: Pick<Ledger, 'images' | 'files'>, imageId: ImageId): KeyParts | null {
  const image = images.find(imageId);
  const [file] = files.ofImage(imageId);
  if (image === null || file === undefined) return null;
  const { capturedAt, width, height } = image.details ?? {};
  return {
    hash: imageId,
    extension: image.extension,
    fileName: file.name,
    directory: file.directory,
    capturedAt,
    width,
    height,
  };
}
