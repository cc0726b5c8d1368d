/** @file Takes everything from around a picture that is not needed to show it, without touching its pixels; pure. */
import { bareBoxed } from './bare-boxed.ts';
import { bareGif } from './bare-gif.ts';
import { bareJpeg } from './bare-jpeg.ts';
import { barePng } from './bare-png.ts';
import { bareWebp } from './bare-webp.ts';

/**
 * [Note: Bare pictures] What is kept is a list of what shows the picture (pixels, colours, frames, how it is turned), so that
 * notes which nobody thought of are dropped as well: EXIF, XMP, IPTC, comments, makers' own, and whatever comes behind the
 * picture's end, where phones keep films and second pictures with a place of their own. Of an original that has no more
 * around it than EXIF without GPS, nothing has to be taken.
 */
export type Bare = {
  /** Made bare again they are the same bytes. */
  readonly bytes: Buffer;
  /** Something was dropped that can tell a place; EXIF without GPS cannot. */
  readonly tellsPlace: boolean;
};

/** Null for a format that is not known here, or bytes that are not whole. */
export function barePicture(contentType: string, bytes: Buffer): Bare | null {
  switch (contentType) {
    case 'image/jpeg':
      return bareJpeg(bytes);
    case 'image/png':
      return barePng(bytes);
    case 'image/webp':
      return bareWebp(bytes);
    case 'image/gif':
      return bareGif(bytes);
    case 'image/heic':
    case 'image/heif':
    case 'image/avif':
      return bareBoxed(bytes);
    case 'image/bmp':
      // It has room for pixels only, as long as nothing follows them.
      return bytes.length >= 26 && bytes.readUInt32LE(2) === bytes.length ? { bytes, tellsPlace: false } : null;
    default:
      return null;
  }
}

/** True when there is nothing left to take: the proof that a copy tells no place. */
export function isBare(contentType: string, bytes: Buffer): boolean {
  const bare = barePicture(contentType, bytes);
  return bare !== null && !bare.tellsPlace && bare.bytes.equals(bytes);
}
