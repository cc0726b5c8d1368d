/** @file Content decides what a file is, never its name; file-type is asked as a second opinion. */
import { deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { fileTypeFromBuffer } from 'file-type';
import { expect, test } from 'vitest';
import { carriedTypes, recogniseImage } from '../../../electron/journey/intake/recognise-image.ts';
import { animation, bmp, boxed, heicLike, photo, rawLike, svg } from '../../fixtures/images.ts';

const latin1 = (text: string) => Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(64)]);
const extensionOf = (bytes: Uint8Array) => recogniseImage(bytes)?.extension ?? null;

test.each([
  ['jpeg', 'jpg'],
  ['png', 'png'],
  ['webp', 'webp'],
  ['gif', 'gif'],
  ['avif', 'avif'],
  ['tiff', 'tif'],
] as const)('a %s that sharp made is recognised from its head, and file-type agrees', async (format, extension) => {
  const bytes = await photo({ format });
  const recognised = recogniseImage(bytes.subarray(0, 16_384));
  expect(recognised?.extension).toBe(extension);
  expect(recognised?.contentType).toBe((await fileTypeFromBuffer(bytes))?.mime);
});

test('animations are recognised', async () => {
  expect(extensionOf(await animation('gif'))).toBe('gif');
  expect(extensionOf(await animation('webp'))).toBe('webp');
});

test.each([
  ['bmp', bmp()],
  ['heic', heicLike()],
  ['heic', boxed('mif1', 'mif1', 'heic')],
  ['heic', boxed('hevc', 'msf1')],
  ['heif', boxed('mif1', 'mif1', 'miaf')],
  ['avif', boxed('mif1', 'avif', 'miaf')],
  ['avif', boxed('avis', 'msf1')],
  ['cr3', boxed('crx ', 'isom')],
  ['jxl', latin1('\0\0\0\x0cJXL \r\n\x87\n')],
  ['jxl', latin1('\xff\x0a\xfa\x7f')],
  ['cr2', latin1('II*\0\x10\0\0\0CR\x02\0')],
  ['nef', rawLike('NIKON CORPORATION', { 254: 1 })],
  ['arw', rawLike('SONY', { 254: 1 })],
  ['srw', rawLike('SAMSUNG', { 254: 1 })],
  ['dng', rawLike('Google', { 50706: 0x01040100 })],
  ['pef', rawLike('PENTAX', { 259: 65_535 })],
  ['orf', latin1('IIRO\x08\0\0\0')],
  ['rw2', latin1('IIU\0\x18\0\0\0')],
  ['raf', latin1('FUJIFILMCCD-RAW 0201')],
  ['crw', latin1('II\x1a\0\0\0HEAPCCDR')],
  ['mrw', latin1('\0MRM')],
  ['x3f', latin1('FOVb\0\0\x02\0')],
  ['tif', latin1('MM\0+\0\x08\0\0')],
] as const)('%s is recognised', (extension, bytes) => {
  expect(extensionOf(bytes)).toBe(extension);
});

test('a TIFF that a program wrote from a photo stays a TIFF, whoever made the camera', () => {
  expect(extensionOf(rawLike('NIKON CORPORATION'))).toBe('tif');
});

test('a TIFF whose directory lies at its end is still a TIFF', () => {
  const bytes = latin1('II*\0');
  bytes.writeUInt32LE(900_000_000, 4);
  expect(extensionOf(bytes)).toBe('tif');
});

test.each([
  ['plain', svg().toString()],
  ['without a declaration', '<svg width="1">'],
  ['with a byte order mark', '\uFEFF<svg width="1"/>'],
  [
    'with a document type and entities',
    '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd" [<!ENTITY a "b">]>\n<svg>',
  ],
  ['with a namespace', '<!-- <html> --><svg:svg xmlns:svg="http://www.w3.org/2000/svg">'],
])('an SVG %s is recognised', (_how, text) => {
  expect(recogniseImage(Buffer.from(text))).toEqual(carriedTypes.svg);
});

test.each([
  ['HTML with a drawing in it', '<!DOCTYPE html><svg width="10">'],
  ['HTML', '<html><body><svg/></body></html>'],
  ['text about SVG', 'An <svg> is a drawing, and this is not one.'],
  ['a drawing in a comment', '<!-- <svg> --> and nothing else at all'],
  ['text that starts with BM', 'BMW sells motor cars, and this is text.'],
  ['text', 'a text file, by any other name'],
])('%s is not an image', (_what, text) => {
  expect(recogniseImage(Buffer.from(text))).toBeNull();
});

test.each([
  ['an MP4 video', boxed('isom', 'mp41')],
  ['a QuickTime video', boxed('qt  ')],
  ['an M4A sound', boxed('M4A ', 'mp42')],
  ['a PDF', latin1('%PDF-1.7')],
  ['a ZIP', latin1('PK\x03\x04')],
  ['a WAV sound', latin1('RIFF\0\0\0\0WAVE')],
  ['a JPEG-LS', latin1('\xff\xd8\xff\xf7')],
  ['nothing', Buffer.alloc(0)],
  ['one byte', Buffer.from([0xff])],
  ['noughts', Buffer.alloc(5000)],
] as const)('%s is not carried', (_what, bytes) => {
  expect(recogniseImage(bytes)).toBeNull();
});

test('a JPEG that is also a ZIP is the JPEG it starts as', async () => {
  const both = Buffer.concat([await photo(), latin1('PK\x03\x04'), deflateRawSync('inside')]);
  expect(extensionOf(both)).toBe('jpg');
});

test('no bytes make it throw', () => {
  const starts = ['', 'II*\0', 'MM\0*', '\0\0\0\x18ftyp', '\xff\xff\xff\xffftypmif1', 'BM', '<?xml', '<!DOCTYPE svg['];
  const anything = fc.tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }));
  fc.assert(
    fc.property(anything, ([start, rest]) => {
      const result = recogniseImage(Buffer.concat([Buffer.from(start, 'latin1'), rest]));
      expect(result === null || result.extension.length > 0).toBe(true);
    }),
  );
});
