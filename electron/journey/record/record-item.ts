/** @file Makes the record of an image from what the ledger holds of it; pure, so that a retry writes the same. */
import type { ImageId, PictureDetails } from '../../../shared/image.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { ObjectRow } from '../../ledger/objects.ts';
import type { ImageRecord } from './image-record.ts';

export type RecordFacts = {
  readonly profile: Profile;
  readonly imageId: ImageId;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  readonly details: PictureDetails | null;
  readonly fileName: string;
  readonly replaces: ImageId | null;
  readonly warning: string | null;
  readonly device: string;
  /** Confirmed by the store, the original among them. */
  readonly objects: readonly ObjectRow[];
};

/** Names only objects that the store has confirmed; throws when the original is not among them. */
export function imageRecord(facts: RecordFacts): ImageRecord {
  const { profile, details, objects } = facts;
  const original = objects.find((object) => object.rendition === 'original');
  if (original === undefined) throw new Error(`The original of ${facts.imageId} is not confirmed`);
  const renditions = objects.filter((object) => object !== original);
  const processed = renditions.find((object) => object.rendition === 'preview') ?? renditions[0];
  const gps = profile.keepLocation ? details?.gps : undefined;
  return {
    user_id: profile.userId,
    image_id: facts.imageId,
    schema_version: 1,
    original_key: original.key,
    renditions: renditions.map((object) => ({
      name: object.rendition,
      key: object.key,
      width: object.width ?? 0,
      height: object.height ?? 0,
      bytes: object.size,
      content_type: object.contentType,
    })),
    source_bucket: original.bucket,
    destination_bucket: processed?.bucket ?? profile.renditionsBucket ?? profile.bucket,
    content_type: facts.contentType,
    file_name: facts.fileName,
    size_bytes: facts.size,
    sha256: facts.imageId,
    upload_time: new Date(original.confirmedAt).toISOString(),
    device: facts.device,
    devices: [facts.device],
    ...(processed === undefined
      ? {}
      : { processed_key: processed.key, processed_size: pixels(processed.width, processed.height) }),
    ...(details?.width === undefined || details.height === undefined
      ? {}
      : { original_size: pixels(details.width, details.height) }),
    ...(details?.capturedAt === undefined ? {} : { captured_at: details.capturedAt }),
    ...(details?.camera === undefined ? {} : { camera: details.camera }),
    ...(gps === undefined ? {} : { gps }),
    ...(facts.warning === null ? {} : { warning: facts.warning }),
    ...(facts.replaces === null ? {} : { replaces: facts.replaces }),
  };
}

function pixels(width: number | null, height: number | null): string {
  return `${width ?? 0}x${height ?? 0}`;
}
