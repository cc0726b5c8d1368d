/** @file What is believed of a camera's notes. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { pictureDetails } from '../../../electron/journey/resize/picture-details.ts';
import { PictureDetails } from '../../../shared/image.ts';

test.each([
  ['2024:07:08 09:10:11', '-03:00', '2024-07-08T09:10:11-03:00'],
  ['2024:07:08 09:10:11', undefined, '2024-07-08T09:10:11'],
  ['2024:07:08 09:10:11', '+99:00', '2024-07-08T09:10:11'],
  ['2024:07:08 09:10:11', '   :  ', '2024-07-08T09:10:11'],
  ['2024:02:29 00:00:00', '+00:00', '2024-02-29T00:00:00+00:00'],
])('a picture taken %s %s was captured at %s', (takenAt, offset, capturedAt) => {
  expect(pictureDetails({ takenAt, offset })).toEqual({ capturedAt });
});

test.each([
  '0000:00:00 00:00:00',
  '    :  :     :  :  ',
  '2023:02:29 10:00:00',
  '2024:13:01 10:00:00',
  '2024:07:08 24:61:00',
  '2024:07:08',
  'yesterday',
  '',
])('a picture taken "%s" was captured at no known time', (takenAt) => {
  expect(pictureDetails({ takenAt })).toEqual({});
});

test.each([
  ['Canon', 'Canon EOS R5', 'Canon EOS R5'],
  ['NIKON CORPORATION', 'NIKON D850', 'NIKON D850'],
  ['SONY', 'ILCE-7M4', 'SONY ILCE-7M4'],
  ['Apple', undefined, 'Apple'],
  [undefined, 'X100V', 'X100V'],
  ['FUJIFILM\0\0', ' X-T5 \0', 'FUJIFILM X-T5'],
  [' \0 ', '\u202E', undefined],
])('%s and %s name the camera once', (make, model, camera) => {
  expect(pictureDetails({ make, model }).camera).toBe(camera);
});

test('a place on earth is kept, any other is not', () => {
  expect(pictureDetails({ latitude: -22.95186388888, longitude: -43.2, altitude: 12 }).gps).toEqual({
    latitude: -22.9518639,
    longitude: -43.2,
    altitude: 12,
  });
  expect(pictureDetails({ latitude: 91, longitude: 0 }).gps).toBeUndefined();
  expect(pictureDetails({ latitude: Number.NaN, longitude: 0 }).gps).toBeUndefined();
  expect(pictureDetails({ latitude: 1 }).gps).toBeUndefined();
  expect(pictureDetails({ latitude: 1, longitude: 2, altitude: Number.POSITIVE_INFINITY }).gps).toEqual({
    latitude: 1,
    longitude: 2,
  });
});

test('a size that lies on its side is told upright', () => {
  expect(pictureDetails({ width: 40, height: 30, orientation: 6 })).toEqual({ width: 30, height: 40 });
  expect(pictureDetails({ width: 0, height: 30 })).toEqual({});
});

test('whatever a camera writes, the details are well formed', () => {
  const text = fc.option(fc.string({ unit: 'binary' }), { nil: undefined });
  const number = fc.option(fc.double(), { nil: undefined });
  const notes = fc.record({
    make: text,
    model: text,
    lens: text,
    takenAt: text,
    offset: text,
    latitude: number,
    longitude: number,
    altitude: number,
    width: number,
    height: number,
    orientation: number,
  });
  fc.assert(fc.property(notes, (found) => void PictureDetails.parse(pictureDetails(found))));
});
