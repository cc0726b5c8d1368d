/** @file What the settings ask: drafts on a real image, the check-up, diagnostics without a secret, and the trial across a restart. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { thumbCache } from '../../electron/api/thumb-cache.ts';
import { ThumbRequest, thumbOf } from '../../electron/api/thumbs.ts';
import { systemClock } from '../../electron/foundation/clock.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';
import type { CheckUp } from '../../shared/check-up.ts';
import { trialProfile } from '../../shared/trial.ts';
import { expectNoSecretIn } from '../setup/expect-no-secret.ts';
import { type ApiWorld, apiWorld, cloudForFile, writePicture } from './api-world.ts';

const { cloud, profile } = cloudForFile();

async function withOneStored(): Promise<ApiWorld> {
  const world = await apiWorld();
  const { accessKeyId, secretAccessKey } = cloud();
  await world.client.profiles.save({ profile: profile(), keys: { accessKeyId, secretAccessKey } });
  const { token } = await world.dropFolder(['a.jpg']);
  await world.client.folders.add({ token, profile: 'p', watched: true, include: [], exclude: [] });
  await world.stored(1);
  return world;
}

const recipe = {
  name: 'draft',
  width: 200,
  height: 200,
  fit: 'cover',
  format: 'jpeg',
  quality: 40,
  grayscale: true,
  animated: false,
} as const;

test('a draft of a rendition is made of a real image, shown by its address, and stored nowhere', async () => {
  const world = await withOneStored();
  const { client, context, home } = world;
  const [sample] = await client.drafts.samples({ profile: 'p' });
  if (sample === undefined) throw new Error('There is a sample');
  const before = await client.images.find({ profile: 'p', imageId: sample.imageId });
  const draft = await client.drafts.rendition({ profile: 'p', imageId: sample.imageId, recipe });
  if (draft.kind !== 'made') throw new Error('It can be made');
  expect(draft).toMatchObject({
    original: { width: 600, height: 400 },
    after: { width: 200, height: 200 },
    before: { width: 200, height: 200 },
  });

  const parts = { ...context, cache: thumbCache(absolutePath(join(home, 'thumbs')), systemClock) };
  const ask = (token: string) =>
    thumbOf(parts, ThumbRequest.parse({ imageId: sample.imageId, draft: token }), AbortSignal.timeout(20_000));
  const after = await ask(draft.after.token);
  expect(after).toMatchObject({ contentType: 'image/jpeg' });
  expect(after?.bytes.byteLength).toBe(draft.after.size);
  expect(await sharp(after?.bytes).metadata()).toMatchObject({ width: 200, channels: 1 });
  expect(await ask('A'.repeat(22))).toBeNull();
  expect(await client.images.find({ profile: 'p', imageId: sample.imageId })).toEqual(before);

  const layout = { originalKey: '{name}/{hash8}', renditionKey: '/x' };
  expect(await client.drafts.layout({ ...layout, imageId: sample.imageId })).toMatchObject({
    original: { key: `a/${sample.imageId.slice(0, 8)}` },
    rendition: { key: null, fault: { code: 'no-hash' } },
  });
  await expect(client.drafts.rendition({ profile: 'p', imageId: 'ab'.repeat(32), recipe })).rejects.toMatchObject({
    code: 'UNKNOWN',
  });
});

test('the check-up of a profile that works finds nothing, and diagnostics tell no key', async () => {
  const world = await withOneStored();
  const looks: CheckUp[] = [];
  for await (const look of await world.client.checkUp({})) looks.push(look);
  expect(looks.filter(({ outcome }) => outcome === 'bad')).toEqual([]);
  expect(looks.find(({ check }) => check === 'permissions')).toMatchObject({ outcome: 'good', profile: 'p' });
  expect(looks.find(({ check }) => check === 'clock')).toMatchObject({ outcome: 'good' });
  const { fileName, text } = await world.client.diagnostics({});
  expect(fileName).toMatch(/^cloudroll-diagnostics-\d{4}-\d\d-\d\d\.txt$/);
  expect(text).toContain('"stored": 1');
  expectNoSecretIn(text, cloud().secretAccessKey);
  expectNoSecretIn(text, cloud().accessKeyId);
  expect(await world.client.places({})).toEqual({ home: world.home, log: join(world.home, 'cloudroll.log') });
});

test('a trial needs no account and no keychain, and goes on after a restart where it was', async () => {
  const world = await apiWorld({ keychain: 'none' });
  const { client, context, base, home } = world;
  expect(await client.trial.begin({})).toEqual({ profile: trialProfile });
  const { endpoint } = await endpointOf(world);
  await writePicture(join(base, 'one.jpg'), 3);
  const { token } = await context.drops.offer([absolutePath(join(base, 'one.jpg'))]);
  await client.drops.carry({ token, profile: trialProfile });
  await world.stored(1);
  await world.close();

  const again = await apiWorld({ keychain: 'none', home });
  expect(await again.client.status({})).toMatchObject({ images: { stored: 1 }, held: [] });
  const { endpoint: next } = await endpointOf(again);
  expect(next).not.toBe(endpoint);
  const [entry] = (await again.client.images.page({})).entries;
  if (entry === undefined) throw new Error('It is in the history');
  const { url } = await again.client.images.downloadLink({ profile: trialProfile, imageId: entry.imageId });
  expect((await fetch(url)).status).toBe(200);
  const looks: CheckUp[] = [];
  for await (const look of await again.client.checkUp({})) looks.push(look);
  expect(looks.find(({ check }) => check === 'permissions')).toMatchObject({ outcome: 'good' });

  await again.client.profiles.remove({ name: trialProfile });
  await again.close();
  expect(readdirSync(home)).toContain('trial-cloud');
});

async function endpointOf({ client }: ApiWorld): Promise<{ endpoint: string | undefined }> {
  const found = (await client.profiles.list({})).find(({ profile: { name } }) => name === trialProfile);
  return { endpoint: found?.profile.s3Endpoint };
}
