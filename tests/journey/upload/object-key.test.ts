/** @file Keys follow from the content, hold whatever a file may be called, and are never those of another image. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isByContent,
  longestKey,
  needsPicture,
  objectKey,
  templateFault,
} from '../../../electron/journey/upload/object-key.ts';
import type { ImageId } from '../../../shared/image.ts';

const hash = fc
  .array(fc.constantFrom(...'0123456789abcdef'), { minLength: 64, maxLength: 64 })
  .map((digits) => digits.join('') as ImageId);
const anyName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 2000 }),
);
const parts = fc.record({
  hash,
  extension: fc.constantFrom('jpg', 'png', 'heic'),
  fileName: anyName,
  directory: anyName,
  capturedAt: fc.option(fc.constantFrom('2024-02-29T23:59:59', '1999-12-31T00:00:00+09:00', 'nonsense'), {
    nil: undefined,
  }),
  width: fc.option(fc.nat(), { nil: undefined }),
  height: fc.option(fc.nat(), { nil: undefined }),
});
const template = fc
  .array(fc.constantFrom('{year}', '{month}', '{name}', '{folder}', '{hash8}', '{width}', '{ext}', 'a', '/', '-'), {
    maxLength: 12,
  })
  .map((pieces) => `photos/${pieces.join('')}/{hash}.{ext}`);

test('the default layout is originals/hash.ext and renditions/hash/name.ext', () => {
  const id = 'ab'.repeat(32) as ImageId;
  const of = { hash: id, extension: 'jpg', fileName: 'a b.JPG', directory: 'x' };
  expect(objectKey('originals/{hash}.{ext}', of)).toBe(`originals/${id}.jpg`);
  const thumb = { ...of, extension: 'webp', rendition: 'thumb' };
  expect(objectKey('renditions/{hash}/{rendition}.{ext}', thumb)).toBe(`renditions/${id}/thumb.webp`);
});

test('a layout by date and name keeps both readable', () => {
  const id = 'cd'.repeat(32) as ImageId;
  const key = objectKey('{year}/{month}/{folder}/{name}-{hash8}.{ext}', {
    hash: id,
    extension: 'jpg',
    fileName: 'Été à la mer.JPG',
    directory: 'Trips/2024',
    capturedAt: '2024-07-14T12:00:00',
  });
  expect(key).toBe('2024/07/Trips/2024/Été à la mer-cdcdcdcd.jpg');
});

test('every key fits into 1,024 bytes, holds the whole hash, and has no segment that a client would fold', () => {
  fc.assert(
    fc.property(template, parts, (layout, of) => {
      const key = objectKey(layout, of);
      expect(Buffer.byteLength(key)).toBeLessThanOrEqual(longestKey);
      expect(key).toContain(of.hash);
      expect(key.isWellFormed()).toBe(true);
      expect(key).not.toMatch(/\p{Cc}/u);
      expect(key.split('/').some((segment) => segment === '.' || segment === '..' || segment === '')).toBe(false);
    }),
  );
});

test('two images never share a key, whatever they are called', () => {
  fc.assert(
    fc.property(template, parts, parts, (layout, a, b) => {
      fc.pre(a.hash !== b.hash);
      expect(objectKey(layout, a)).not.toBe(objectKey(layout, b));
    }),
  );
});

test('the same parts give the same key', () => {
  fc.assert(fc.property(template, parts, (layout, of) => objectKey(layout, of) === objectKey(layout, { ...of })));
});

test('a name in composed and in decomposed letters gives one key', () => {
  const of = { hash: 'ef'.repeat(32) as ImageId, extension: 'jpg', directory: '' };
  const layout = '{name}-{hash}.{ext}';
  expect(objectKey(layout, { ...of, fileName: 'é.jpg' })).toBe(objectKey(layout, { ...of, fileName: 'e\u0301.jpg' }));
});

test.each([
  ['originals/{name}.{ext}', 'original', 'needs {hash}'],
  ['{hash}/{nome}', 'original', '{nome} is not known'],
  ['/{hash}', 'original', 'must not begin with /'],
  ['{hash}.{ext}', 'rendition', 'needs {rendition}'],
  ['{hash}/{rendition}', 'original', '{rendition} is for renditions'],
] as const)('the layout %s is refused for an %s: %s', (layout, kind, why) => {
  expect(templateFault(layout, kind)).toContain(why);
});

test('a layout says whether it follows from content alone and whether the picture must be opened first', () => {
  expect(templateFault('{year}/{hash}.{ext}', 'original')).toBeNull();
  expect(isByContent('{year}/{hash}.{ext}')).toBe(true);
  expect(isByContent('{folder}/{hash}.{ext}')).toBe(false);
  expect(needsPicture('{year}/{hash}.{ext}')).toBe(true);
  expect(needsPicture('{folder}/{hash}.{ext}')).toBe(false);
});
