/** @file The stores of each profile are opened once, anew when the profile changed, and closed for good. */
import { expect, test } from 'vitest';
import { openClouds } from '../electron/clouds.ts';
import { memoryKeychain } from '../electron/secrets/memory-keychain.ts';
import { Profile } from '../shared/profile.ts';
import { manualClock } from './fakes/manual-clock.ts';

const plain = Profile.parse({
  name: 'p',
  region: 'us-east-1',
  bucket: 'photos',
  table: 'images',
  userId: 'me',
  credentials: { kind: 'keychain', account: 'none' },
});

function clouds(profiles: () => readonly Profile[]) {
  return openClouds(profiles, { keychain: memoryKeychain(), environment: {}, clock: manualClock() });
}

test('a profile is opened once, as long as it stays as it is', async () => {
  const opened = clouds(() => [plain]);
  expect(await opened.open('p')).toBe(await opened.open('p'));
  opened.close();
});

test('a profile that has changed is opened anew', async () => {
  let now = plain;
  const opened = clouds(() => [now]);
  const before = await opened.open('p');
  now = { ...plain, bucket: 'other' };
  const after = await opened.open('p');
  expect(after).not.toBe(before);
  expect(after.profile.bucket).toBe('other');
  opened.close();
});

test('a profile that there is not is a failure that says so', async () => {
  await expect(clouds(() => [plain]).open('q')).rejects.toMatchObject({
    failure: { code: 'bad-settings', subject: 'profile q' },
  });
});

test('a profile without a table has records that keep nothing', async () => {
  const { table: _, ...without } = plain;
  const opened = clouds(() => [without]);
  const { records } = await opened.open('p');
  expect(await records.find('me', 'a'.repeat(64) as never, new AbortController().signal)).toBeNull();
  opened.close();
});

test('a missing key is told when the store is asked, as a failure of the profile', async () => {
  const opened = clouds(() => [plain]);
  const { objects } = await opened.open('p');
  const asked = objects.head({ bucket: 'photos', key: 'k' as never }, new AbortController().signal);
  await expect(asked).rejects.toMatchObject({ failure: { code: 'no-credentials', scope: 'profile' } });
  opened.dropSockets();
  opened.close();
});
