/** @file The record of an image: made of what is confirmed only, the same at every try, and readable back. */
import { describe, expect, test } from 'vitest';
import { ImageRecord } from '../../../electron/journey/record/image-record.ts';
import { imageRecord, type RecordFacts } from '../../../electron/journey/record/record-item.ts';
import { namedObjects, pictureOf } from '../../../electron/journey/record/record-names.ts';
import type { ObjectRow } from '../../../electron/ledger/objects.ts';
import type { ImageId, ObjectKey } from '../../../shared/image.ts';
import { Profile } from '../../../shared/profile.ts';

const imageId = 'a'.repeat(64) as ImageId;

function object(rendition: string, more: Partial<ObjectRow> = {}): ObjectRow {
  return {
    rendition,
    bucket: rendition === 'original' ? 'photos' : 'small',
    key: `${rendition}-key` as ObjectKey,
    size: 10,
    contentType: rendition === 'original' ? 'image/png' : 'image/webp',
    width: 40,
    height: 30,
    etag: 'e',
    versionId: null,
    sha256: imageId,
    proof: 'sha256',
    confirmedAt: Date.UTC(2026, 1, 3),
    ...more,
  };
}

const facts: RecordFacts = {
  profile: Profile.parse({
    name: 'p',
    region: 'r',
    bucket: 'photos',
    renditionsBucket: 'small',
    userId: 'me',
    credentials: { kind: 'aws-chain' },
  }),
  imageId,
  contentType: 'image/png',
  size: 10,
  details: {
    width: 40,
    height: 30,
    capturedAt: '2024-07-08T09:10:11',
    camera: 'Canon',
    gps: { latitude: 1, longitude: 2 },
  },
  fileName: 'a.png',
  replaces: null,
  warning: null,
  device: 'desk',
  objects: [object('original'), object('preview'), object('thumb', { key: 't' as ObjectKey, width: 4, height: 3 })],
};

describe('a record', () => {
  test('has all that is known, under the names of the table', () => {
    expect(imageRecord(facts)).toEqual({
      user_id: 'me',
      image_id: imageId,
      schema_version: 1,
      original_key: 'original-key',
      processed_key: 'preview-key',
      renditions: [
        { name: 'preview', key: 'preview-key', width: 40, height: 30, bytes: 10, content_type: 'image/webp' },
        { name: 'thumb', key: 't', width: 4, height: 3, bytes: 10, content_type: 'image/webp' },
      ],
      source_bucket: 'photos',
      destination_bucket: 'small',
      content_type: 'image/png',
      file_name: 'a.png',
      size_bytes: 10,
      sha256: imageId,
      original_size: '40x30',
      processed_size: '40x30',
      upload_time: '2026-02-03T00:00:00.000Z',
      captured_at: '2024-07-08T09:10:11',
      camera: 'Canon',
      gps: { latitude: 1, longitude: 2 },
      device: 'desk',
      devices: ['desk'],
    });
  });

  test('is the same at every try, and can be read back', () => {
    expect(imageRecord(facts)).toEqual(imageRecord(facts));
    expect(ImageRecord.parse(imageRecord(facts))).toEqual(imageRecord(facts));
  });

  test('is never made of an image whose original is not confirmed', () => {
    expect(() => imageRecord({ ...facts, objects: [object('thumb')] })).toThrow(/not confirmed/);
  });

  test('tells no place where the profile keeps none', () => {
    expect(imageRecord({ ...facts, profile: { ...facts.profile, keepLocation: false } })).not.toHaveProperty('gps');
  });

  test('of an image without renditions says why, and names none', () => {
    const record = imageRecord({ ...facts, objects: [object('original')], warning: 'cannot-decode', details: null });
    expect(record).toMatchObject({ renditions: [], warning: 'cannot-decode', destination_bucket: 'small' });
    expect(record).not.toHaveProperty('processed_key');
    expect(record).not.toHaveProperty('original_size');
  });

  test('of an edited file names the image that it replaces', () => {
    const replaces = 'b'.repeat(64) as ImageId;
    expect(imageRecord({ ...facts, replaces }).replaces).toBe(replaces);
  });
});

test('what a record names and tells is read back from it', () => {
  const record = imageRecord(facts);
  expect(pictureOf(record)).toEqual(facts.details);
  const named = facts.objects.map(({ rendition, bucket, key, size, contentType, width, height }) => ({
    imageId,
    ...{ rendition, bucket, key, size, contentType, width, height },
    sha256: rendition === 'original' ? imageId : null,
  }));
  expect(namedObjects(record)).toEqual(named);
});
