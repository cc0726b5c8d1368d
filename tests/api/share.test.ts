/** @file Sharing, asking for photos and verifying as a window asks for them: the whole contract on a real engine. */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test, vi } from 'vitest';
import { readPictureDetails } from '../../electron/journey/resize/exifreader-picture-details.ts';
import type { VerifyState } from '../../shared/verify-run.ts';
import { fullExif, photo } from '../fixtures/images.ts';
import { opened, put } from '../library/share/share-world.ts';
import { expectNoSecretIn } from '../setup/expect-no-secret.ts';
import { apiWorld, cloudForFile } from './api-world.ts';

const { cloud, profile } = cloudForFile();

async function withPhoto(bytes: Buffer, name = 'a.jpg') {
  const world = await apiWorld();
  const { accessKeyId, secretAccessKey } = cloud();
  // Each has a library of its own in the table that they share.
  await world.client.profiles.save({
    profile: { ...profile(), userId: randomUUID() },
    keys: { accessKeyId, secretAccessKey },
  });
  const path = join(world.base, name);
  writeFileSync(path, bytes);
  const { token } = await world.context.drops.offer([path] as never);
  await world.client.drops.carry({ token, profile: 'p' });
  await world.stored(1);
  const { entries } = await world.client.images.page({});
  const imageId = entries[0]?.imageId ?? '';
  return { ...world, key: { profile: 'p', imageId } };
}

test('a photo with a place is shared without, shown in full, and what was last used is kept', async () => {
  const bytes = await photo({ exif: fullExif, width: 120, height: 80, seed: 31 });
  const { client, key, errors, context } = await withPhoto(bytes);
  const choices = await client.library.links.choices(key);
  expect(choices).toMatchObject({ lives: ['hour', 'day', 'week'], keysEndAt: null });
  expect(choices.renditions.map(({ name }) => name)).toEqual(['original', 'preview', 'thumb']);
  const link = await client.library.links.make(key);
  expect(link).toMatchObject({ withoutLocation: true, life: 'week', fileName: 'a.jpg' });
  const got = (await opened(link.url)).bytes;
  expect(readPictureDetails(got).details).toEqual({});
  expect(await sharp(got).raw().toBuffer()).toEqual(await sharp(bytes).raw().toBuffer());
  expectNoSecretIn(JSON.stringify(link), cloud().secretAccessKey);
  const image = await client.images.find(key);
  expect(image.objects.map(({ rendition }) => rendition)).toContain('shared');
  expect((await client.library.links.choices(key)).renditions).toEqual(choices.renditions);
  const templates = [{ name: 'mine', text: '{url}', escaping: 'html' as const }];
  const sharing = { format: 'template:mine' as const, life: 'hour' as const, rendition: 'preview', templates };
  await client.settings.set({ window: { sharing } });
  expect((await client.settings.get({})).window.sharing).toEqual(sharing);
  const nameless = [{ name: '', text: '{url}', escaping: 'html' as const }];
  await expect(client.settings.set({ window: { sharing: { ...sharing, templates: nameless } } })).rejects.toMatchObject(
    {
      code: 'BAD_REQUEST',
    },
  );
  expect((await client.settings.get({})).window.sharing).toEqual(sharing);
  expect(context.ledger.deeds.page({ kinds: ['shared'] }, null, 10)).toMatchObject([{ subject: 'a.jpg' }]);
  await expect(client.library.links.make({ ...key, rendition: 'none' })).rejects.toMatchObject({
    data: { what: 'rendition' },
  });
  await expect(client.library.links.make({ ...key, profile: 'none' })).rejects.toMatchObject({
    data: { what: 'profile' },
  });
  await expect(client.library.links.make({ ...key, life: 'public' })).rejects.toMatchObject({
    data: { code: 'not-offered' },
  });
  expect(errors).toEqual([]);
});

test('a photo that was asked for comes in, is carried, and its place is empty again', async () => {
  const { client, stored, errors } = await withPhoto(await photo({ width: 60, height: 40, seed: 32 }));
  const size = { kind: 'most' as const, bytes: 1_000_000 };
  const asked = { profile: 'p', label: 'From Anna', contentType: 'image/jpeg', size, life: 3600 };
  const request = await client.library.requests.make(asked);
  expectNoSecretIn(JSON.stringify(request), cloud().secretAccessKey);
  const bytes = await photo({ width: 60, height: 40, seed: 33 });
  expect(await put(request.url, request.headers, bytes)).toBe(200);
  expect(await client.library.requests.take({ profile: 'p' })).toEqual({ taken: 1, refused: 0 });
  await stored(2);
  const entry = async () => (await client.library.requests.list({ profile: 'p' }))[0];
  await vi.waitFor(
    async () => {
      await client.library.requests.take({ profile: 'p' });
      expect(await entry()).toMatchObject({ label: 'From Anna', state: 'stored' });
    },
    { timeout: 20_000 },
  );
  const page = await client.images.page({ sort: 'name', descending: false });
  expect(page.entries.map(({ fileName }) => fileName)).toEqual(['From Anna.jpg', 'a.jpg']);
  const second = await client.library.requests.make(asked);
  await put(second.url, second.headers, Buffer.from('no picture'));
  expect(await client.library.requests.take({ profile: 'p' })).toEqual({ taken: 0, refused: 1 });
  const key = (await entry())?.key ?? '';
  await client.library.requests.discard({ profile: 'p', key });
  expect(await entry()).toMatchObject({ state: 'discarded' });
  await expect(client.library.requests.discard({ profile: 'p', key: 'originals/x' })).rejects.toMatchObject({
    data: { code: 'not-offered' },
  });
  expect(errors).toEqual([]);
});

test('a verification is followed to its end, and each image says when it was proven', async () => {
  const { client, key, errors } = await withPhoto(await photo({ width: 60, height: 44, seed: 34 }));
  expect((await client.images.find(key)).provenAt).toBeNull();
  await client.library.verify.begin({ profile: 'p' });
  let last: VerifyState | undefined;
  for await (const states of await client.library.verify.follow({})) {
    last = states.find((state) => state.profile === 'p');
    if (last?.last !== null && last?.running === null) break;
  }
  expect(last).toMatchObject({ failure: null, last: { report: { proven: 1, repair: false } } });
  const { provenAt } = await client.images.find(key);
  expect(provenAt).toBeGreaterThan(0);
  expect(provenAt).toBeLessThanOrEqual(last?.last?.at ?? 0);
  await client.library.verify.stop({ profile: 'p' });
  await expect(client.library.verify.begin({ profile: 'none' })).rejects.toMatchObject({ data: { what: 'profile' } });
  expect(errors).toEqual([]);
});
