/** @file Which keys count as ours: everything the template makes, nothing that merely looks alike. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyLayout } from '../../../electron/journey/upload/key-layout.ts';
import { objectKey } from '../../../electron/journey/upload/object-key.ts';
import { ImageId } from '../../../shared/image.ts';

const templates = [
  'originals/{hash}.{ext}',
  '{hash}.{ext}',
  '{folder}/{hash}.{ext}',
  'twice//{hash}.{ext}',
  'a+b (c)/{year}/{month}/{day}/{name}-{hash8}.{ext}',
  'x/{folder}/{hash}/{width}x{height}/{hash}.{ext}',
];

test.each(templates)('every key that %s makes is known, and begins as it should', (template) => {
  const layout = keyLayout(template);
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 }),
      fc.string({ maxLength: 40 }),
      fc.string({ maxLength: 40 }),
      fc.constantFrom('jpg', 'heic', 'CR3'),
      (hash, fileName, directory, extension) => {
        const key = objectKey(template, {
          hash: ImageId.parse(hash),
          fileName,
          directory,
          extension,
          width: 3,
          height: 2,
        });
        expect(layout.holds(key)).toBe(true);
        expect(key.startsWith(layout.prefix)).toBe(true);
      },
    ),
  );
});

const hash = 'ab'.repeat(32);
test.each([
  `originals/${hash}`,
  `originals/${hash}.jpg.bak`,
  `originals/${hash.toUpperCase()}.jpg`,
  `originals/sub/${hash}.jpg`,
  `backup/originals/${hash}.jpg`,
  `originals/${hash.slice(1)}.jpg`,
  'originals/holiday.jpg',
  `originals/${hash}xjpg`,
])('%s is somebody else’s', (key) => {
  expect(keyLayout('originals/{hash}.{ext}').holds(key)).toBe(false);
});

test('a hash that stands twice must be the same', () => {
  const { holds } = keyLayout('{hash}/{hash}.{ext}');
  expect(holds(`${hash}/${hash}.jpg`)).toBe(true);
  expect(holds(`${hash}/${'0'.repeat(64)}.jpg`)).toBe(false);
});
