/** @file Makes the files that are measured, once for each run of the bench: photographs, small images, a large tree. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

/** Pictures with noise, so that their size is that of photographs; every one is another picture. */
export async function makePhotos(
  folder: string,
  count: number,
  width: number,
  height: number,
  quality: number,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const background = { r: 90, g: 110, b: 130 };
  for (let i = 0; i < count; i += 1) {
    const sky = await sharp({
      create: { width: 64, height: 48, channels: 3, background, noise: { type: 'gaussian', mean: 120, sigma: 60 } },
    })
      .png()
      .toBuffer();
    const grain = await sharp({
      create: { width: 512, height: 512, channels: 3, background, noise: { type: 'gaussian', mean: 128, sigma: 14 } },
    })
      .png()
      .toBuffer();
    await sharp(sky)
      .resize(width, height, { fit: 'fill', kernel: 'cubic' })
      .composite([{ input: grain, tile: true, blend: 'soft-light' }])
      .withExif({ IFD0: { Make: 'Bench', Model: `Camera ${i}` } })
      .jpeg({ quality })
      .toFile(join(folder, `IMG_${String(i).padStart(5, '0')}.jpg`));
  }
}

/** JPEGs of about 20 kB, all different: one picture with another comment in each. */
export async function makeSmallImages(folder: string, count: number): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 24 };
  const picture = await sharp({ create: { width: 240, height: 180, channels: 3, background: '#888', noise } })
    .jpeg({ quality: 80 })
    .toBuffer();
  for (let i = 0; i < count; i += 1)
    writeFileSync(join(folder, `small-${String(i).padStart(5, '0')}.jpg`), withComment(picture, `n ${i}`));
}

/** A comment segment right after the start of the image (ITU T.81, B.2.4.5). */
function withComment(jpeg: Buffer, text: string): Buffer {
  const comment = Buffer.from(text);
  const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, comment, jpeg.subarray(2)]);
}

/** Different little GIFs of one pixel, 100 in a directory. */
export function makeTree(folder: string, files: number): void {
  for (let i = 0; i < files; i += 1) {
    const directory = join(folder, `d${String(Math.floor(i / 100)).padStart(4, '0')}`);
    if (i % 100 === 0) mkdirSync(directory, { recursive: true });
    writeFileSync(
      join(directory, `f${String(i).padStart(6, '0')}.jpg`),
      Buffer.from(`GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02;${i}`, 'latin1'),
    );
  }
}
