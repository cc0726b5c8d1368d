/** @file Finds out whether the store really has what a record names, and if so takes the image into the ledger; main. */

import type { ImageRecord } from '../journey/record/image-record.ts';
import { namedObjects } from '../journey/record/record-names.ts';
import type { ObjectRow } from '../ledger/objects.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { type AdoptedImage, adoptImage, imageOfRecord } from './adopt-image.ts';
import { seeRecord } from './follow/see-record.ts';
import type { Survey } from './verify/survey.ts';

/**
 * Null unless the survey lists every object that the record names, with the size that it tells: an image that is not
 * wholly there is carried like a new one.
 */
export function adoptable(record: ImageRecord, survey: Survey, at: number): AdoptedImage | null {
  const objects: ObjectRow[] = [];
  for (const expected of namedObjects(record)) {
    const listed = survey.claim(expected);
    if (listed === null || listed.size !== expected.size) return null;
    const { rendition, bucket, key, size, contentType, width, height } = expected;
    objects.push({
      ...{ rendition, bucket, key, size, contentType, width, height },
      etag: listed.etag,
      versionId: null,
      sha256: expected.sha256 ?? '',
      proof: 'size',
      confirmedAt: listed.modifiedAt,
    });
  }
  return imageOfRecord(record, objects, at);
}

export type Adoptable = { readonly image: AdoptedImage; readonly record: ImageRecord };

/** Those that the ledger did not have yet, with what their records say of them. One commit for all. */
export function adoptAll(
  ledger: Ledger,
  profile: string,
  images: readonly Adoptable[],
  device: string,
): Promise<number> {
  return ledger.commit(() => {
    const adopted = images.filter(({ image }) => adoptImage(ledger, profile, image, 'stored'));
    for (const { record } of images) seeRecord(ledger, profile, record, device);
    ledger.catalogue.index(images.length);
    return adopted.length;
  });
}
