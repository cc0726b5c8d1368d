/** @file What a window finds, says, exports and follows, asked of a real engine on the local cloud. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { thumbCache } from '../../electron/api/thumb-cache.ts';
import { ThumbRequest, thumbOf } from '../../electron/api/thumbs.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { apiWorld, cloudForFile, writePicture } from './api-world.ts';

const { cloud, profile } = cloudForFile();

async function withPictures(names: readonly string[]) {
  const world = await apiWorld();
  const { accessKeyId, secretAccessKey } = cloud();
  await world.client.profiles.save({ profile: profile(), keys: { accessKeyId, secretAccessKey } });
  const { token, path } = await world.dropFolder(names);
  await world.client.folders.add({ token, profile: 'p', watched: true, include: [], exclude: [] });
  await world.stored(names.length);
  const { entries } = await world.client.images.page({ sort: 'name', descending: false });
  const images = entries.map(({ profile: of, imageId }) => ({ profile: of, imageId }));
  return { ...world, path, images, library: world.client.library };
}

async function all<Item>(items: AsyncIterable<Item> | Promise<AsyncIterable<Item>>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of await items) list.push(item);
  return list;
}

test('what is said is found at once, reaches the cloud, and is taken back', async () => {
  const { library, client, images, context, errors } = await withPictures(['a.jpg', 'b.jpg']);
  const said = await library.describe.set({ images, change: { title: 'Été', addTags: ['sea'], favourite: true } });
  expect(said.images).toBe(2);
  const found = async (filter: object) => (await client.images.page(filter)).entries.map(({ fileName }) => fileName);
  expect((await found({ text: 'ete' })).sort()).toEqual(['a.jpg', 'b.jpg']);
  expect(await found({ text: 'ete b.j', tags: { of: ['sea'], match: 'any' }, favourite: true })).toEqual(['b.jpg']);
  expect(await library.tags({ beginning: 'S' })).toEqual([{ tag: 'sea', images: 2 }]);
  const [one] = images;
  if (one === undefined) throw new Error('no image');
  const { records, profile: of } = await context.clouds.open('p');
  await vi.waitFor(async () =>
    expect(await records.find(of.userId, one.imageId, AbortSignal.timeout(5000))).toMatchObject({
      title: 'Été',
      version: 1,
    }),
  );
  expect(await library.describe.get(one)).toMatchObject({ title: 'Été', tags: ['sea'], device: 'the device' });
  await library.describe.undo({ undo: said.undo ?? '' });
  expect(await library.describe.get(one)).toMatchObject({ title: '', tags: [], favourite: false });
  await expect(library.describe.get({ profile: 'q', imageId: one.imageId })).rejects.toMatchObject({ code: 'UNKNOWN' });
  expect(errors).toEqual([]);
});

test('a dropped file is looked for by its content', async () => {
  const { library, context, base, path } = await withPictures(['a.jpg']);
  const copy = join(base, 'copy.jpg');
  writeFileSync(copy, readFileSync(join(path, 'a.jpg')));
  const other = join(base, 'other.jpg');
  await writePicture(other, 200);
  const { token } = await context.drops.offer([copy, other] as never);
  expect(await all(library.find.file({ token }))).toMatchObject([
    { name: 'copy.jpg', places: [{ profile: 'p', state: 'stored', fileName: 'a.jpg' }] },
    { name: 'other.jpg', places: [] },
  ]);
  await expect(all(library.find.file({ token: 'x'.repeat(43) }))).rejects.toMatchObject({ code: 'UNKNOWN' });
});

test('records and the log go out as text, and descriptions come back', async () => {
  const { library, images } = await withPictures(['a.jpg', 'b.jpg']);
  await library.describe.set({ images, change: { title: 'One' } });
  const csv = (await all(library.export({ format: 'csv' }))).join('');
  expect(csv.split('\r\n')).toHaveLength(4);
  const text = csv.replaceAll(',One,', ',Two,');
  const tried = await library.import({ format: 'csv', from: { text }, tryOnly: true });
  expect(tried).toMatchObject({ read: 2, changed: 2, undo: null });
  expect((await library.import({ format: 'csv', from: { text } })).changed).toBe(2);
  expect((await library.import({ format: 'csv', from: { text } })).unchanged).toBe(2);
  const { entries } = await library.log.page({});
  expect(entries.map(({ kind }) => kind)).toEqual(['imported', 'exported', 'described', 'stored', 'stored']);
  expect(entries.every(({ device }) => device === 'the device')).toBe(true);
  expect((await all(library.log.export({ format: 'jsonl', filter: { kinds: ['imported'] } }))).join('')).toContain(
    'title',
  );
  expect(await library.log.health({})).toMatchObject({
    lastHour: { stored: 2, failed: 0 },
    stages: { whole: { images: 2 } },
  });
  expect(await library.log.setAlert({ above: null, atLeast: 5 })).toEqual({ above: null, atLeast: 5 });
});

test('a second computer shows the library by itself, with its thumbnails, before it has any folder', async () => {
  const one = await withPictures(['a.jpg', 'b.jpg']);
  await one.library.describe.set({ images: one.images, change: { title: 'Travels' } });
  await one.client.library.follow({});
  const two = await apiWorld();
  const { accessKeyId, secretAccessKey } = cloud();
  await vi.waitFor(() => expect(one.context.ledger.edits.profiles()).toEqual([]));
  await two.client.profiles.save({ profile: profile(), keys: { accessKeyId, secretAccessKey } });
  await two.stored(2);
  await vi.waitFor(async () => expect(await two.client.library.following({})).toMatchObject([{ state: 'resting' }]));
  const { entries } = await two.client.images.page({ text: 'travels' });
  expect(entries.map(({ device, thumb }) => [device, thumb !== null])).toEqual([
    ['the device', true],
    ['the device', true],
  ]);
  // What a record says nothing of is learnt from the store when it is looked at.
  const [entry] = entries;
  const parts = { ...two.context, cache: thumbCache(absolutePath(join(two.base, 'thumbs')), two.context.clock) };
  const asked = ThumbRequest.parse({ imageId: entry?.imageId, profile: 'p', v: entry?.thumb });
  expect((await thumbOf(parts, asked, AbortSignal.timeout(20_000)))?.contentType).toBe('image/webp');
  expect([...one.errors, ...two.errors]).toEqual([]);
});
