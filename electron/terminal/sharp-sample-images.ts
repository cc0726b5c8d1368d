/** @file Turns the demo's landscapes into files of many formats with sharp; runs in the terminal, on our own pictures only. */
import sharp, { type Exif, type Sharp } from 'sharp';
import { type SceneSize, scene } from './sample-scenes.ts';

export type SamplePicture = SceneSize & {
  /** Another number is another landscape. */
  readonly number: number;
  readonly format: 'jpeg' | 'png' | 'webp' | 'avif' | 'tiff' | 'gif';
  readonly exif?: Exif;
  /** How it is stored, though it always stands upright when seen (TIFF 6.0, tag 274). */
  readonly orientation?: number;
  readonly frames?: number;
};

/** The same picture is the same bytes, with the same sharp. */
export function encodeSample(picture: SamplePicture): Promise<Buffer> {
  const { number, format, exif = {}, orientation = 1, frames = 1 } = picture;
  if (frames > 1) return moving(picture, frames);
  const drawn = stored(sharp(Buffer.from(scene(number, picture))), orientation).removeAlpha();
  const noted = drawn.withMetadata({ orientation }).withExif(exif);
  switch (format) {
    case 'jpeg':
      return noted.jpeg({ quality: 90 }).toBuffer();
    case 'avif':
      return noted.avif({ quality: 55, effort: 1 }).toBuffer();
    default:
      return noted.toFormat(format).toBuffer();
  }
}

/** Turns what is seen into what is stored, so that the orientation turns it back. sharp mirrors before it turns. */
function stored(seen: Sharp, orientation: number): Sharp {
  switch (orientation) {
    case 2:
      return seen.flop();
    case 3:
      return seen.rotate(180);
    case 4:
      return seen.flip();
    case 5:
      return seen.flip().rotate(90);
    case 6:
      return seen.rotate(270);
    case 7:
      return seen.flop().rotate(90);
    case 8:
      return seen.rotate(90);
    default:
      return seen;
  }
}

/** Each frame is the landscape at another time of day. */
async function moving({ number, width, height }: SamplePicture, frames: number): Promise<Buffer> {
  const drawn = Array.from({ length: frames }, (_, frame) =>
    sharp(Buffer.from(scene(number + frame, { width, height })))
      .removeAlpha()
      .raw()
      .toBuffer(),
  );
  const raw = { width, height: height * frames, channels: 3, pageHeight: height } as const;
  return sharp(Buffer.concat(await Promise.all(drawn)), { raw })
    .gif({ delay: Array(frames).fill(400), loop: 0 })
    .toBuffer();
}
