/** @file Reads back what object-metadata.ts wrote, so that a record can be rebuilt from the bucket alone; pure. */
import { z } from 'zod';
import { ImageId, type PictureDetails } from '../../../shared/image.ts';

export type OriginalSays = {
  readonly kind: 'original';
  readonly imageId: ImageId;
  /** '' where the object does not say. */
  readonly fileName: string;
  readonly device: string;
  readonly userId: string;
  readonly details: PictureDetails;
};

export type RenditionSays = {
  readonly kind: 'rendition';
  readonly imageId: ImageId;
  readonly sha256: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
};

const pixels = z.string().regex(/^[1-9]\d{0,8}$/);
const gps = z.string().regex(/^-?[\d.]+(e-?\d+)?,-?[\d.]+(e-?\d+)?,(-?[\d.]+(e-?\d+)?)?$/);

/** Null when the object is not one of ours. A detail that makes no sense is left out, never guessed. */
export function parseObjectMetadata(metadata: Readonly<Record<string, string>>): OriginalSays | RenditionSays | null {
  if (metadata['cloudroll-version'] !== '1') return null;
  const width = pixelsOf(metadata['width']);
  const height = pixelsOf(metadata['height']);
  const digest = ImageId.safeParse(metadata['sha256']);
  if (!digest.success) return null;
  const name = metadata['rendition'];
  if (name === undefined) {
    const capturedAt = metadata['captured-at'];
    const camera = metadata['camera'];
    const place = placeOf(metadata['gps']);
    return {
      kind: 'original',
      imageId: digest.data,
      fileName: metadata['file-name'] ?? '',
      device: metadata['device'] ?? '',
      userId: metadata['user-id'] ?? '',
      details: {
        ...(width === undefined ? {} : { width }),
        ...(height === undefined ? {} : { height }),
        ...(capturedAt === undefined ? {} : { capturedAt }),
        ...(camera === undefined ? {} : { camera }),
        ...(place === undefined ? {} : { gps: place }),
      },
    };
  }
  const image = ImageId.safeParse(metadata['image-id']);
  if (!image.success || width === undefined || height === undefined) return null;
  return { kind: 'rendition', imageId: image.data, sha256: digest.data, name, width, height };
}

function pixelsOf(said: string | undefined): number | undefined {
  const parsed = pixels.safeParse(said);
  return parsed.success ? Number(parsed.data) : undefined;
}

function placeOf(said: string | undefined): PictureDetails['gps'] {
  const parsed = gps.safeParse(said);
  if (!parsed.success) return undefined;
  const [latitude = '', longitude = '', altitude = ''] = parsed.data.split(',');
  const place = { latitude: Number(latitude), longitude: Number(longitude) };
  return altitude === '' ? place : { ...place, altitude: Number(altitude) };
}
