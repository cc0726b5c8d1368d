/** @file Items as the systems of research/servers.md, section 1, wrote them: where their objects are and what is said. */
import { expect, test } from 'vitest';
import { descriptionOf, foreignItem } from '../../../electron/library/import/foreign-item.ts';
import { Profile } from '../../../shared/profile.ts';

const profile = Profile.parse({
  ...{ name: 'p', region: 'r', bucket: 'photos', userId: 'me', credentials: { kind: 'aws-chain' } },
});
const read = (item: Readonly<Record<string, unknown>>) => foreignItem(item, profile);

test('file names under uploads/ and processed/, with a time of the writer’s own clock', () => {
  const item = {
    id: '3f2c',
    original_filename: 'My Cät (1).jpg',
    original_size: 12.34,
    processed_filename: 'processed_My_Cat_1.jpg',
    upload_date: '2025-03-04 15:16:17',
    description: 'A cat',
  };
  const found = read(item);
  expect(found?.originals).toContainEqual({ bucket: 'photos', key: 'uploads/My Cät (1).jpg' });
  expect(found?.originals).toContainEqual({ bucket: 'photos', key: 'uploads/My_Cat_1.jpg' });
  expect(found?.copies).toContainEqual({ bucket: 'photos', key: 'processed/processed_My_Cat_1.jpg' });
  expect(found?.facts).toMatchObject({
    fileName: 'My Cät (1).jpg',
    description: 'A cat',
    uploadedAt: Date.parse('2025-03-04 15:16:17'),
  });
});

test('two buckets, with a time that is UTC without saying so', () => {
  const found = read({
    image_id: '8d2e',
    original_key: 'uploads/a.png',
    processed_key: 'processed-uploads/a.jpg',
    upload_time: '2025-03-04T15:16:17.123456',
    source_bucket: 'in',
    destination_bucket: 'out',
  });
  expect(found?.originals[0]).toEqual({ bucket: 'in', key: 'uploads/a.png' });
  expect(found?.copies[0]).toEqual({ bucket: 'out', key: 'processed-uploads/a.jpg' });
  expect(found?.facts.uploadedAt).toBe(Date.UTC(2025, 2, 4, 15, 16, 17, 123));
});

test('a user and a key, with tags', () => {
  const item = { user_id: 'me', image_id: '8d2e', s3_key: 'images/8d2e', tags: ['sea', 'sun'], description: 'Beach' };
  const found = read(item);
  expect(found?.originals[0]).toEqual({ bucket: 'photos', key: 'images/8d2e' });
  expect(found === null ? null : descriptionOf(found.facts)).toEqual({
    ...{ title: '', description: 'Beach', tags: ['sea', 'sun'], favourite: false, location: true, fields: {} },
  });
  expect(read({ ...item, user_id: 'somebody else' })).toBeNull();
});

test('a name, a description and a place, under the file’s name', () => {
  const found = read({ ImageKey: 'bridge.jpg', name: 'Bridge', description: 'At dusk', location: 'Porto' });
  expect(found?.originals[0]).toEqual({ bucket: 'photos', key: 'bridge.jpg' });
  expect(found?.facts).toMatchObject({ title: 'Bridge', description: 'At dusk', fields: { location: 'Porto' } });
});

test('a time in seconds, and one that makes no sense', () => {
  expect(read({ s3_key: 'a', uploaded_at: 1_741_101_377 })?.facts.uploadedAt).toBe(1_741_101_377_000);
  expect(read({ s3_key: 'a', uploaded_at: 'yesterday' })?.facts.uploadedAt).toBeNull();
});

test('what is ours is not foreign', () => {
  expect(read({ user_id: 'me', image_id: 'ab'.repeat(32), schema_version: 1 })).toBeNull();
});
