/** @file What becomes of pictures: sizes, colours, frames, and what must not come through. */
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readPictureDetails } from '../../../electron/journey/resize/exifreader-picture-details.ts';
import type { Rendition, ResizeRequest } from '../../../electron/journey/resize/image-resizer.ts';
import { sharpImageResizer } from '../../../electron/journey/resize/sharp-image-resizer.ts';
import { defaultRenditions, RenditionRecipe } from '../../../shared/profile.ts';
import {
  animation,
  bmp,
  cmykJpeg,
  corners,
  deepPng,
  flat,
  fullExif,
  greyPng,
  halfTransparentPng,
  heicLike,
  lateTiff,
  type Orientation,
  orientedPicture,
  photo,
  rawLike,
  svg,
  wideGamutJpeg,
} from '../../fixtures/images.ts';
import { resizeRequest } from '../../fixtures/resize-request.ts';

const resize = sharpImageResizer({ sharp, readDetails: readPictureDetails, onTrouble: () => undefined });

const recipe = (wish: Partial<RenditionRecipe> = {}): RenditionRecipe =>
  RenditionRecipe.parse({ name: 'a', width: 30, height: 30, fit: 'inside', format: 'png', ...wish });

const request = (bytes: Buffer, recipes: ResizeRequest['recipes'] = [recipe()]) => resizeRequest(bytes, recipes);

async function made(bytes: Buffer, ...recipes: readonly RenditionRecipe[]): Promise<readonly Rendition[]> {
  const result = await resize(request(bytes, recipes));
  if (result.kind !== 'resized') throw new Error(result.why);
  return result.renditions;
}

async function pixel(rendition: Rendition | undefined, x: number, y: number): Promise<readonly number[]> {
  if (rendition === undefined) throw new Error('there is no such rendition');
  const { data, info } = await sharp(rendition.bytes).raw().toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * info.channels;
  return [...data.subarray(at, at + info.channels)];
}

const near = (colour: readonly number[], tolerance = 12) =>
  colour.map((value) => expect.toSatisfy((found: number) => Math.abs(found - value) <= tolerance));
const rgb = (colour: string) => [...Buffer.from(colour.slice(1), 'hex')];

test('the default renditions of a photo', async () => {
  const result = await resize(request(await photo({ width: 900, height: 600, exif: fullExif }), defaultRenditions));
  expect(result).toMatchObject({
    kind: 'resized',
    details: { width: 900, height: 600, pages: 1, camera: 'Canon EOS R5', capturedAt: '2024-07-08T09:10:11-03:00' },
    renditions: [
      { name: 'thumb', width: 320, height: 213, contentType: 'image/webp', extension: 'webp' },
      { name: 'preview', width: 900, height: 600, contentType: 'image/jpeg', extension: 'jpg' },
    ],
  });
});

test('where no renditions are wanted a picture is opened all the same, and one of too many pixels refused', async () => {
  expect(await resize(request(await greyPng(), []))).toMatchObject({
    kind: 'resized',
    details: { width: expect.any(Number) },
    renditions: [],
  });
  const jpeg = await photo({ width: 90, height: 60 });
  expect(await resize({ ...request(jpeg, []), pixelLimit: 5399 })).toMatchObject({ why: 'too-many-pixels' });
});

test.each([1, 2, 3, 4, 5, 6, 7, 8] as const)(
  'a picture stored in orientation %i stands upright in every rendition',
  async (orientation: Orientation) => {
    for (const format of ['jpeg', 'webp', 'tiff'] as const) {
      const bytes = await orientedPicture(orientation, format);
      const result = await resize(request(bytes, [recipe(), recipe({ width: 60, height: 60 })]));
      expect(result).toMatchObject({ kind: 'resized', details: { width: 60, height: 40 } });
      for (const rendition of result.kind === 'resized' ? result.renditions : []) {
        const { width, height } = rendition;
        expect(width / height).toBe(1.5);
        expect(await pixel(rendition, 4, 4)).toEqual(near(rgb(corners.topLeft), 40));
        expect(await pixel(rendition, width - 5, 4)).toEqual(near(rgb(corners.topRight), 40));
        expect(await pixel(rendition, 4, height - 5)).toEqual(near(rgb(corners.bottomLeft), 40));
        expect(await pixel(rendition, width - 5, height - 5)).toEqual(near(rgb(corners.bottomRight), 40));
      }
    }
  },
);

test.each(['jpeg', 'png', 'webp', 'avif'] as const)('nothing of the camera comes through into %s', async (format) => {
  const bytes = await sharp(await photo({ exif: fullExif }))
    .keepExif()
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">secret place</x:xmpmeta>')
    .withIccProfile('p3')
    .jpeg()
    .toBuffer();
  const before = await sharp(bytes).metadata();
  expect([before.exif, before.xmp, before.icc].every((part) => part !== undefined)).toBe(true);
  const renditions = await made(bytes, recipe({ format }), recipe({ format, width: 90, height: 90 }));
  for (const rendition of [...renditions, ...(await made(bytes, recipe({ format })))]) {
    const { exif, xmp, icc, iptc, comments } = await sharp(rendition.bytes).metadata();
    expect({ exif, xmp, icc, iptc, comments }).toEqual({});
    expect(Buffer.from(rendition.bytes).includes('secret place')).toBe(false);
    expect(Buffer.from(rendition.bytes).includes('Canon')).toBe(false);
  }
});

test.each([
  ['inside', 30, 20],
  ['fill', 30, 30],
  ['cover', 30, 30],
  ['contain', 30, 30],
] as const)('%s makes of 600 x 400 in a square of 30 one of %i x %i', async (fit, width, height) => {
  const bytes = await photo({ width: 600, height: 400 });
  const alone = await made(bytes, recipe({ fit }));
  const [together] = await made(bytes, recipe({ fit }), recipe({ width: 300, height: 300 }));
  for (const rendition of [...alone, together]) expect(rendition).toMatchObject({ width, height });
});

test('what contain adds is white in a JPEG and nothing in a PNG', async () => {
  const bytes = await flat('#336699').resize(60, 20).png().toBuffer();
  const [jpeg, png] = await made(bytes, recipe({ fit: 'contain', format: 'jpeg' }), recipe({ fit: 'contain' }));
  expect(await pixel(jpeg, 15, 1)).toEqual(near([255, 255, 255]));
  expect((await pixel(png, 15, 1))[3]).toBe(0);
});

test('a transparent picture stands on white in a JPEG and stays transparent in a WebP', async () => {
  const bytes = await halfTransparentPng();
  const [jpeg, webp] = await made(bytes, recipe({ format: 'jpeg' }), recipe({ format: 'webp' }));
  expect(await pixel(jpeg, 5, 5)).toEqual(near([255, 128, 128]));
  expect(await pixel(webp, 5, 5)).toEqual(near([255, 0, 0, 128]));
});

test.each([
  ['16 bits a channel', deepPng, '#336699', 2],
  ['a grey PNG', greyPng, '#808080', 2],
  ['CMYK', cmykJpeg, '#336699', 24],
  ['a wide gamut with its profile', wideGamutJpeg, '#cc4411', 6],
] as const)('%s becomes sRGB of 8 bits', async (_what, make, colour, tolerance) => {
  const bytes = await make();
  const both = await made(bytes, recipe(), recipe({ width: 60, height: 60 }));
  for (const rendition of [...both, ...(await made(bytes, recipe()))]) {
    const { space, depth } = await sharp(rendition.bytes).metadata();
    expect({ space, depth }).toEqual({ space: 'srgb', depth: 'uchar' });
    expect((await pixel(rendition, 5, 5)).slice(0, 3)).toEqual(near(rgb(colour), tolerance));
  }
});

test('grayscale is grey', async () => {
  const [grey] = await made(await photo(), recipe({ grayscale: true, format: 'jpeg' }));
  expect((await sharp(grey?.bytes).metadata()).space).toBe('b-w');
});

test.each(['gif', 'webp'] as const)('the frames of an animated %s are kept where they are wanted', async (format) => {
  const wishes = [recipe({ animated: true, format: 'webp' }), recipe({ format: 'webp' }), recipe({ animated: true })];
  const result = await resize(request(await animation(format), wishes));
  expect(result).toMatchObject({ kind: 'resized', details: { width: 40, height: 30, pages: 3 } });
  const renditions = result.kind === 'resized' ? result.renditions : [];
  expect(renditions.map(({ width, height }) => [width, height])).toEqual(Array(3).fill([30, 23]));
  const pages = renditions.map(async ({ bytes }) => (await sharp(bytes).metadata()).pages ?? 1);
  expect(await Promise.all(pages)).toEqual([3, 1, 1]);
  expect(await pixel(renditions[1], 5, 5)).toEqual(near([255, 0, 0]));
});

test('a drawing draws nothing of its neighbours', async () => {
  const asked = request(svg('<image xlink:href="neighbour.png" width="100" height="100"/>'));
  writeFileSync(join(asked.path, '..', 'neighbour.png'), await flat('#ff0000').png().toBuffer());
  const result = await resize(asked);
  expect(await pixel(result.kind === 'resized' ? result.renditions[0] : undefined, 15, 15)).toEqual([0, 0, 0, 0]);
});

test.each([
  ['HEIC', heicLike(), {}],
  ['BMP', bmp(40, 30), { width: 40, height: 30 }],
  ['RAW', rawLike('NIKON CORPORATION', { 254: 1 }), { camera: 'NIKON CORPORATION' }],
  ['noise', Buffer.from('\xff\xd8\xff and nothing more of a JPEG', 'latin1'), {}],
])('%s is carried without renditions, with what is known of it', async (_what, bytes, details) => {
  expect(await resize(request(bytes))).toEqual({ kind: 'without-renditions', why: 'cannot-decode', details });
});

test('half a photo has no renditions, but is known by size and camera', async () => {
  const bytes = await photo({ exif: fullExif });
  expect(await resize(request(bytes.subarray(0, bytes.length / 2)))).toMatchObject({
    kind: 'without-renditions',
    why: 'cannot-decode',
    details: { width: 640, height: 480, camera: 'Canon EOS R5' },
  });
});

test('the notes of a TIFF are found behind its pixels', async () => {
  expect(await resize(request(lateTiff(1000, 700, 'Heidelberger')))).toMatchObject({
    kind: 'resized',
    details: { width: 1000, height: 700, camera: 'Heidelberger' },
  });
});

test('more pixels than allowed are counted, not decoded', async () => {
  const bytes = await photo({ width: 1200, height: 900 });
  expect(await resize(request(bytes))).toEqual({
    kind: 'without-renditions',
    why: 'too-many-pixels',
    details: { width: 1200, height: 900, pages: 1 },
  });
});

test('a file that is another by now is not resized, whether or not it could be', async () => {
  for (const bytes of [await photo(), heicLike()]) {
    const asked = request(bytes);
    appendFileSync(asked.path, 'more');
    await expect(resize(asked)).rejects.toMatchObject({ failure: { code: 'file-changed', retry: 'soon' } });
    rmSync(asked.path);
    await expect(resize(asked)).rejects.toMatchObject({ failure: { code: 'file-missing', retry: 'soon' } });
  }
});

test('a file that changes while it is resized gives no renditions', async () => {
  const asked = request(await photo());
  const meddling = sharpImageResizer({
    sharp,
    onTrouble: () => undefined,
    readDetails: (bytes) => {
      appendFileSync(asked.path, 'more');
      return readPictureDetails(bytes);
    },
  });
  await expect(meddling(asked)).rejects.toMatchObject({ failure: { code: 'file-changed' } });
});
