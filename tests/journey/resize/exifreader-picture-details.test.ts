/** @file Notes as they lie in files. */
import * as fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readPictureDetails } from '../../../electron/journey/resize/exifreader-picture-details.ts';
import { bmp, fullExif, heicLike, photo, rawLike } from '../../fixtures/images.ts';

const full = {
  capturedAt: '2024-07-08T09:10:11-03:00',
  camera: 'Canon EOS R5',
  lens: 'RF24-70mm F2.8 L IS USM',
  gps: { latitude: -22.9518639, longitude: -43.2107889, altitude: 12 },
};

test('a JPEG and its EXIF alone tell the same', async () => {
  const jpeg = await photo({ width: 24, height: 16, exif: fullExif });
  const { exif = Buffer.alloc(0) } = await sharp(jpeg).metadata();
  expect(readPictureDetails(exif)).toEqual({ details: full, isRaw: false });
  // Beside its EXIF it has a frame, and that has a size.
  expect(readPictureDetails(jpeg)).toEqual({ details: full, isRaw: false, frame: { width: 24, height: 16 } });
});

test('a RAW is told from the TIFF it is built on', () => {
  expect(readPictureDetails(rawLike('NIKON CORPORATION', { 254: 1 }))).toMatchObject({ isRaw: true });
  expect(readPictureDetails(rawLike('Google', { 50707: 1 }))).toMatchObject({ isRaw: true });
  expect(readPictureDetails(rawLike('Epson'))).toMatchObject({ isRaw: false, details: { camera: 'Epson' } });
});

test('a BMP tells its size', () => {
  expect(readPictureDetails(bmp(7, 5)).details).toEqual({ width: 7, height: 5 });
});

test('files without notes tell nothing', () => {
  for (const bytes of [heicLike(), Buffer.from('text'), Buffer.alloc(0)]) {
    expect(readPictureDetails(bytes)).toEqual({ details: {}, isRaw: false });
  }
});

test('a name that lies outside of the file is no name', async () => {
  const bytes = await photo({ exif: fullExif });
  const model = bytes.indexOf('Canon EOS R5');
  const notes = bytes.indexOf('Exif') + 6;
  // The entry that points to the name: its offset, from the start of the notes.
  const offset = Buffer.alloc(4);
  offset.writeUInt32LE(model - notes);
  bytes.writeUInt32LE(0xfffffff0, bytes.indexOf(offset, notes));
  expect(readPictureDetails(bytes).details.camera).toBe('Canon');
});

test('notes that are cut or scribbled on never throw', async () => {
  const jpeg = (await photo({ exif: fullExif, width: 32, height: 32 })).subarray(0, 700);
  const scribbles = fc.array(fc.tuple(fc.nat(699), fc.nat(255)), { maxLength: 12 });
  fc.assert(
    fc.property(fc.nat(700), scribbles, (length, changes) => {
      const bytes = Buffer.from(jpeg);
      for (const [at, value] of changes) bytes[at] = value;
      expect(readPictureDetails(bytes.subarray(0, length))).toHaveProperty('details');
    }),
    { numRuns: 300 },
  );
});
