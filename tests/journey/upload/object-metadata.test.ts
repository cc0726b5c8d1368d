/** @file What an object says of itself can be read back whole, and what others write is never taken for it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { originalMetadata, renditionMetadata } from '../../../electron/journey/upload/object-metadata.ts';
import { parseObjectMetadata } from '../../../electron/journey/upload/parse-object-metadata.ts';
import { metadataFromHeaders, metadataHeaders } from '../../../electron/journey/upload/s3-metadata.ts';
import type { ImageId } from '../../../shared/image.ts';

const imageIds = fc.stringMatching(/^[0-9a-f]{64}$/).map((id) => id as ImageId);
const pixels = fc.integer({ min: 1, max: 100_000 });
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((one) => one.isWellFormed());
const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true, noDefaultInfinity: true });
const absentOr = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined });

const details = fc
  .record({
    width: absentOr(pixels),
    height: absentOr(pixels),
    capturedAt: absentOr(fc.constantFrom('2024-07-08T09:10:11', '2024-07-08T09:10:11-03:00')),
    camera: absentOr(text),
    gps: absentOr(
      fc
        .record({ latitude: degrees(90), longitude: degrees(180), altitude: absentOr(degrees(9000)) })
        // −0 is written as 0, which is the same place.
        .map((place) => JSON.parse(JSON.stringify(place)) as { latitude: number; longitude: number }),
    ),
  })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)));

describe('an original', () => {
  test('says what it said, through the headers of HTTP too', () => {
    fc.assert(
      fc.property(fc.record({ imageId: imageIds, fileName: text, device: text, userId: text, details }), (facts) => {
        const written = originalMetadata({ ...facts, keepLocation: true });
        expect(parseObjectMetadata(written)).toEqual({ kind: 'original', ...facts });
        expect(parseObjectMetadata(metadataFromHeaders(metadataHeaders(written)))).toEqual({
          kind: 'original',
          ...facts,
        });
      }),
    );
  });

  test('does not tell a place that is not to be kept', () => {
    const gps = { latitude: 1, longitude: 2 };
    const facts = { imageId: 'a'.repeat(64) as ImageId, fileName: 'f', device: 'd', userId: 'u', details: { gps } };
    expect(JSON.stringify(originalMetadata({ ...facts, keepLocation: false }))).not.toContain('gps');
  });

  test.each(['x', 'ü', '文', '😀'])('fits into the 2 kB that S3 takes, however long its texts of %s', (letter) => {
    const facts = {
      imageId: 'a'.repeat(64) as ImageId,
      fileName: letter.repeat(5000),
      device: 'd'.repeat(100),
      userId: 'u'.repeat(255),
      details: {
        width: 99_999,
        height: 99_999,
        camera: letter.repeat(500),
        gps: { latitude: -1 / 3, longitude: 1 / 3 },
      },
      keepLocation: true,
    };
    const headers = metadataHeaders(originalMetadata(facts));
    expect(Buffer.byteLength(Object.entries(headers).flat().join(''))).toBeLessThan(2048);
  });
});

test('a rendition says what it said', () => {
  const name = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,31}$/);
  fc.assert(
    fc.property(fc.record({ imageId: imageIds, sha256: imageIds, name, width: pixels, height: pixels }), (facts) => {
      expect(parseObjectMetadata(renditionMetadata(facts))).toEqual({ kind: 'rendition', ...facts });
    }),
  );
});

describe('what is none of ours', () => {
  test('whatever it says', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (metadata) => {
        expect(parseObjectMetadata(metadata)).toBeNull();
      }),
    );
  });

  test.each([
    ['another version', { 'cloudroll-version': '2', sha256: 'a'.repeat(64) }],
    ['no hash', { 'cloudroll-version': '1' }],
    ['a hash that is none', { 'cloudroll-version': '1', sha256: 'abc' }],
    ['a rendition of nothing', { 'cloudroll-version': '1', sha256: 'a'.repeat(64), rendition: 'thumb' }],
  ])('%s', (_, metadata) => {
    expect(parseObjectMetadata(metadata)).toBeNull();
  });

  test('a detail that makes no sense is left out, and the rest is kept', () => {
    const metadata = { 'cloudroll-version': '1', sha256: 'a'.repeat(64), width: '-3', height: '7', gps: 'here' };
    expect(parseObjectMetadata(metadata)).toMatchObject({ kind: 'original', details: { height: 7 } });
    expect(parseObjectMetadata(metadata)).not.toHaveProperty('details.gps');
  });
});
