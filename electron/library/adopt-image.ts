/** @file Takes an image that the cloud has already into the ledger, so that a rescan sends nothing of it; main process. */
import type { ImageId, PictureDetails } from '../../shared/image.ts';
import type { ImageRecord } from '../journey/record/image-record.ts';
import { pictureOf } from '../journey/record/record-names.ts';
import type { ObjectRow } from '../ledger/objects.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import type { RebuiltImage } from './record-from-objects.ts';

export type AdoptedImage = {
  readonly imageId: ImageId;
  readonly size: number;
  readonly contentType: string;
  readonly details: PictureDetails;
  readonly fileName: string;
  readonly replaces: ImageId | null;
  readonly warning: string | null;
  readonly storedAt: number;
  /** As the store itself says; the original among them. */
  readonly objects: readonly ObjectRow[];
};

/** What a record says, with the objects that the store has. `now`: for a record whose time cannot be read. */
export function imageOfRecord(record: ImageRecord, objects: readonly ObjectRow[], now: number): AdoptedImage {
  const storedAt = Date.parse(record.upload_time);
  return {
    imageId: record.image_id,
    size: record.size_bytes,
    contentType: record.content_type,
    details: pictureOf(record),
    fileName: record.file_name,
    replaces: record.replaces ?? null,
    warning: record.warning ?? null,
    storedAt: Number.isNaN(storedAt) ? now : storedAt,
    objects,
  };
}

/**
 * In one commit with its objects; call inside `ledger.commit`. `stored`: its record is there; `confirmed`: the ordinary
 * journey still writes it. False, and nothing changes, when the ledger has a journey of the image or a tombstone.
 */
export function adoptImage(
  ledger: Ledger,
  profile: string,
  image: AdoptedImage,
  state: 'stored' | 'confirmed',
): boolean {
  const { imageId, size, contentType, details, fileName, replaces, warning, storedAt } = image;
  const key = { profile, imageId };
  if (ledger.journeys.find(key) !== null || ledger.journeys.isBuried(key)) return false;
  ledger.images.add({ imageId, size, contentType, extension: extensionOf(image) }, storedAt);
  if (ledger.images.find(imageId)?.details === null) ledger.images.describe(imageId, details);
  for (const object of image.objects) ledger.objects.confirm(profile, imageId, object);
  return ledger.adoptions.adopt({ ...key, fileName, directory: '', replaces, warning }, state, storedAt);
}

/** As `adoptImage`, from what the objects say of themselves, in a commit of its own. */
export function adoptFromObjects(
  ledger: Ledger,
  profile: string,
  { says, record, objects }: RebuiltImage,
  state: 'stored' | 'confirmed',
): Promise<boolean> {
  const image: AdoptedImage = {
    imageId: says.imageId,
    size: record.size_bytes,
    contentType: record.content_type,
    details: says.details,
    fileName: says.fileName,
    replaces: null,
    warning: null,
    storedAt: objects[0]?.confirmedAt ?? 0,
    objects,
  };
  return ledger.commit(() => adoptImage(ledger, profile, image, state));
}

/** The key ends in it wherever the layout uses it at all. */
function extensionOf({ objects, fileName }: AdoptedImage): string {
  const original = objects.find((object) => object.rendition === 'original');
  const ending = /\.([A-Za-z0-9]{1,10})$/;
  return (ending.exec(original?.key ?? '') ?? ending.exec(fileName))?.[1]?.toLowerCase() ?? 'bin';
}
