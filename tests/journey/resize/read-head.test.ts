/** @file What a picture's head tells without sharp is what sharp would tell; of anything else it says nothing. */
import { appendFileSync, rmSync } from 'node:fs';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readPictureDetails } from '../../../electron/journey/resize/exifreader-picture-details.ts';
import { headReader } from '../../../electron/journey/resize/read-head.ts';
import { sharpImageResizer } from '../../../electron/journey/resize/sharp-image-resizer.ts';
import {
  cmykJpeg,
  fullExif,
  greyPng,
  heicLike,
  orientedPicture,
  photo,
  rawLike,
  svg,
  wideGamutJpeg,
} from '../../fixtures/images.ts';
import { resizeRequest } from '../../fixtures/resize-request.ts';

const readHead = headReader(readPictureDetails);
const open = sharpImageResizer({ sharp, readDetails: readPictureDetails, onTrouble: () => undefined });
const nothing = { kind: 'without-renditions', details: {}, why: 'cannot-decode' };

test('a JPEG is told as if it had been opened', async () => {
  const jpegs = [await photo({ width: 90, height: 60, exif: fullExif }), await cmykJpeg(), await wideGamutJpeg()];
  for (const orientation of [1, 3, 6, 8] as const) jpegs.push(await orientedPicture(orientation, 'jpeg'));
  jpegs.push(await sharp(jpegs[0]).keepMetadata().jpeg({ progressive: true }).toBuffer());
  for (const bytes of jpegs) {
    const told = await readHead(resizeRequest(bytes));
    expect(told).toEqual(await open(resizeRequest(bytes)));
    expect(told.details.width).toBeGreaterThan(0);
  }
});

test('of other pictures, broken ones, and one of too many pixels nothing is told', async () => {
  const broken = Buffer.from('\xff\xd8\xff\xe0 no more', 'latin1');
  for (const bytes of [await greyPng(), rawLike('Canon'), heicLike(), Buffer.from(svg()), broken]) {
    expect(await readHead(resizeRequest(bytes))).toEqual(nothing);
  }
  const jpeg = await photo({ width: 90, height: 60 });
  expect(await readHead({ ...resizeRequest(jpeg), pixelLimit: 5399 })).toEqual(nothing);
});

test('a file that is another by now, or gone, is told of', async () => {
  const [changed, gone] = [resizeRequest(await photo()), resizeRequest(await photo())];
  appendFileSync(changed.path, 'more');
  rmSync(gone.path);
  await expect(readHead(changed)).rejects.toMatchObject({ failure: { code: 'file-changed' } });
  await expect(readHead(gone)).rejects.toMatchObject({ failure: { code: 'file-missing' } });
});
