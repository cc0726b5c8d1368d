/** @file Text that goes through a header and comes back. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHeaderText, toHeaderText } from '../../../electron/journey/upload/header-text.ts';

test('plain words stay readable', () => {
  expect(toHeaderText('IMG_0001.JPG')).toBe('IMG_0001.JPG');
  expect(toHeaderText('100%25 (a/b); "c"')).toBe('100%25 (a/b); "c"');
});

test('any text comes back as it was, through visible ASCII in words of at most 75 characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const header = toHeaderText(text);
      expect(header).toMatch(/^[\x21-\x7e]+( [\x21-\x7e]+)*$/);
      if (header !== text) for (const word of header.split(' ')) expect(word.length).toBeLessThanOrEqual(75);
      expect(fromHeaderText(header)).toBe(text);
    }),
  );
});

test('what S3 makes of metadata that others stored is read: both encodings of RFC 2047', () => {
  expect(fromHeaderText('=?UTF-8?B?RsOqdGU=?=')).toBe('Fête');
  expect(fromHeaderText('=?UTF-8?Q?F=C3=AAte_1?=')).toBe('Fête 1');
});

test('text that only looks a little like an encoded word is left alone', () => {
  for (const text of ['=?UTF-8?X?abc?=', 'a =?UTF-8?B?RsOqdGU=?= b', '=?=']) expect(fromHeaderText(text)).toBe(text);
});
