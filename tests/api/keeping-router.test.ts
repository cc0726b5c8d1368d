/** @file Delete, restore and free space as a window asks them, on a real engine and the local cloud. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { apiWorld, cloudForFile } from './api-world.ts';

const { cloud, profile } = cloudForFile();

/** Two pictures stored. */
async function storedWorld() {
  const world = await apiWorld();
  const { accessKeyId, secretAccessKey } = cloud();
  await world.client.profiles.save({ profile: profile(), keys: { accessKeyId, secretAccessKey } });
  const { path, token } = await world.dropFolder(['one.jpg', 'two.jpg']);
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
