/** @file What each object says of itself, enough to rebuild its image's record from the bucket alone; pure. */
import type { ImageId, PictureDetails } from '../../../shared/image.ts';

export type OriginalFacts = {
  readonly imageId: ImageId;
  readonly fileName: string;
  readonly device: string;
  readonly userId: string;
  readonly details: PictureDetails | null;
  readonly keepLocation: boolean;
};

/**
 * Bytes of UTF-8. S3 takes 2 kB of user metadata in all (userguide/UsingMetadata.html), counted as it is sent, and what is
 * not ASCII is sent half as long again (header-text.ts). These are the parts without a natural end.
 */
const longestName = 600;
const longestCamera = 150;

/** Names are lower case; the adapter encodes what is not ASCII. Absent facts are absent, not empty. */
export function originalMetadata(facts: OriginalFacts): Record<string, string> {
  const { details } = facts;
  const location = facts.keepLocation ? details?.gps : undefined;
  return present({
    'cloudroll-version': '1',
    sha256: facts.imageId,
    'file-name': cut(facts.fileName, longestName),
    device: facts.device,
    'user-id': facts.userId,
    width: details?.width?.toString(),
    height: details?.height?.toString(),
    'captured-at': details?.capturedAt,
    camera: details?.camera === undefined ? undefined : cut(details.camera, longestCamera),
    gps: location === undefined ? undefined : [location.latitude, location.longitude, location.altitude].join(','),
  });
}

export function renditionMetadata(facts: {
  readonly imageId: ImageId;
  readonly sha256: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
}): Record<string, string> {
  return {
    'cloudroll-version': '1',
    sha256: facts.sha256,
    'image-id': facts.imageId,
    rendition: facts.name,
    width: facts.width.toString(),
    height: facts.height.toString(),
  };
}

/** The longest beginning that fits, never half a letter. */
function cut(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  let kept = '';
  for (const letter of text) {
    if (Buffer.byteLength(kept + letter) > most) break;
    kept += letter;
  }
  return kept;
}

function present(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
}
