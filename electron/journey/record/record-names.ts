/** @file What a record says is in the store, and of the picture; read back from what record-item.ts writes; pure. */
import type { ImageId, ObjectKey, PictureDetails } from '../../../shared/image.ts';
import type { ImageRecord } from './image-record.ts';

export type NamedObject = {
  readonly imageId: ImageId;
  /** 'original' or the rendition's name. */
  readonly rendition: string;
  readonly bucket: string;
  readonly key: ObjectKey;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal; null for a rendition, whose hash no record tells. */
  readonly sha256: string | null;
  readonly contentType: string;
  readonly width: number | null;
  readonly height: number | null;
};

/** The original first. */
export function namedObjects(record: ImageRecord): NamedObject[] {
  const { width, height } = pictureOf(record);
  const original: NamedObject = {
    imageId: record.image_id,
    rendition: 'original',
    bucket: record.source_bucket,
    key: record.original_key as ObjectKey, // Records are written from confirmed keys.
    size: record.size_bytes,
    sha256: record.image_id,
    contentType: record.content_type,
    width: width ?? null,
    height: height ?? null,
  };
  const renditions = record.renditions.map(
    (rendition): NamedObject => ({
      imageId: record.image_id,
      rendition: rendition.name,
      bucket: record.destination_bucket,
      key: rendition.key as ObjectKey, // As above.
      size: rendition.bytes,
      sha256: null,
      contentType: rendition.content_type,
      width: rendition.width,
      height: rendition.height,
    }),
  );
  return [original, ...renditions];
}

/** The lens and the pages are not in a record. */
export function pictureOf(record: ImageRecord): PictureDetails {
  const [, width, height] = /^([1-9]\d*)x([1-9]\d*)$/.exec(record.original_size ?? '') ?? [];
  return {
    ...(width === undefined || height === undefined ? {} : { width: Number(width), height: Number(height) }),
    ...(record.captured_at === undefined ? {} : { capturedAt: record.captured_at }),
    ...(record.camera === undefined ? {} : { camera: record.camera }),
    ...(record.gps === undefined ? {} : { gps: record.gps }),
  };
}
