/** @file Delete, restore and free space as a window asks them, on a real engine and the local cloud. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { apiWorld, cloudForFile, writePicture } from './api-world.ts';

const { cloud, profile } = cloudForFile();

let seeds = 0;

/** Two pictures stored, that no other test has: the bucket is everybody's. */
async function storedWorld() {
  const world = await apiWorld();
  const { accessKeyId, secretAccessKey } = cloud();
  await world.client.profiles.save({ profile: profile(), keys: { accessKeyId, secretAccessKey } });
  const path = absolutePath(join(world.base, 'pictures'));
  for (const name of ['one.jpg', 'two.jpg']) await writePicture(join(path, name), seeds++);
  const { token } = await world.context.drops.offer([path]);
  await world.client.folders.add({ token, profile: 'p', watched: true });
  await world.stored(2);
  const { entries } = await world.client.images.page({});
  const images = entries.map(({ profile: name, imageId }) => ({ profile: name, imageId }));
  return { ...world, path, images };
}

test('deleting two of two asks first, can be undone, and then is told as under way', async () => {
  const { client, images, path } = await storedWorld();
  const asked = await client.library.delete.begin({ of: { images } });
  expect(asked).toMatchObject({ kind: 'confirm', images: 2, library: 2 });
  const begun = await client.library.delete.begin({ of: { images }, confirmed: 2 });
  if (begun.kind !== 'begun') throw new Error('It was not begun');
  expect(await client.library.delete.list({})).toMatchObject([{ state: 'waiting' }, { state: 'waiting' }]);
  expect(await client.library.delete.undo({ batch: begun.batch })).toEqual({ images: 2 });
  expect(await client.library.delete.list({})).toEqual([]);
  expect(existsSync(join(path, 'one.jpg'))).toBe(true);
  expect((await client.status({})).images.stored).toBe(2);
});

test('deleted, it is listed as gone, and cannot come back from a bucket without versions', async () => {
  const { client, images, engine } = await storedWorld();
  const [image] = images;
  if (image === undefined) throw new Error('Two were stored');
  await client.library.delete.begin({ of: { images: [image] } });
  // As if ten seconds had gone by.
  await engine.ledger.commit(() => engine.ledger.database.exec('UPDATE deletions SET next_at = 0'));
  engine.deletions.nudge();
  await vi.waitFor(async () => expect((await client.status({})).images.stored).toBe(1), { timeout: 20_000 });
  const { entries } = await client.library.delete.recent({ profile: 'p' });
  expect(entries).toMatchObject([{ imageId: image.imageId, by: 'the device', canComeBack: 'no' }]);
  const report = await client.library.delete.putBack({ images: [image] });
  expect(report).toMatchObject({ back: 0, failed: [{ failure: { code: 'object-missing' } }] });
});

test('restored into a folder that a person picked, and told as it goes', async () => {
  const { client, base, context } = await storedWorld();
  const folder = absolutePath(join(base, 'back'));
  mkdirSync(folder);
  const { token } = await context.drops.offer([folder]);
  const told: unknown[] = [];
  const begun = await client.library.restore.begin({ of: { filter: {} }, to: token, layout: 'flat' });
  for await (const progress of begun) told.push(progress);
  const [{ images }] = [await client.status({})];
  expect(told.at(-1)).toMatchObject({ images: images.stored, written: images.stored, failed: 0, ended: true });
  expect(readdirSync(folder)).toHaveLength(images.stored);
  expect(await client.library.restore.unfinished({})).toEqual([]);
  const nowhere = await client.library.restore.begin({ of: { filter: {} }, to: 'x'.repeat(43) });
  await expect(nowhere.next()).rejects.toMatchObject({ code: 'UNKNOWN', data: { what: 'drop' } });
});

test('space is freed of what was previewed, and listed', async () => {
  const { client, path } = await storedWorld();
  const preview = await client.library.free.preview({ profile: 'p', keepDays: 0 });
  expect(preview.files).toBeGreaterThan(0);
  const told: unknown[] = [];
  const begun = await client.library.free.begin({ profile: 'p', keepDays: 0, files: preview.files });
  for await (const progress of begun) told.push(progress);
  expect(told.at(-1)).toMatchObject({ freed: preview.files, left: 0, failed: 0 });
  const { entries } = await client.library.free.list({});
  expect(entries.every((entry) => entry.path.startsWith(path) && !existsSync(entry.path))).toBe(true);
  expect(entries).toHaveLength(preview.files);
});
