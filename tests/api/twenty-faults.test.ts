/**
 * @file The faults of guides and small systems that do what Cloudroll does (research/servers.md, 1.3), one test each, by
 * number: those of showing, deleting and giving out. Those of storing are in tests/durability/twenty-faults.test.ts.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startWindowServer } from '../../electron/api/http/window-server.ts';
import { thumbCache } from '../../electron/api/thumb-cache.ts';
import { ThumbRequest, thumbOf } from '../../electron/api/thumbs.ts';
import { systemClock } from '../../electron/foundation/clock.ts';
import { Failed } from '../../electron/foundation/failed.ts';
import { silentLog } from '../../electron/foundation/log.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { listIncoming } from '../../electron/library/request/list-incoming.ts';
import type { ObjectKey } from '../../shared/image.ts';
import type { Profile } from '../../shared/profile.ts';
import { manualClock } from '../fakes/manual-clock.ts';
import { memoryObjectStore } from '../fakes/memory-object-store.ts';
import { faultyProxy } from '../fixtures/faulty-proxy.ts';
import { bucket as memoryBucket } from '../journey/journey-world.ts';
import { deletionWorld } from '../library/delete/deletion-world.ts';
import { opened } from '../library/share/share-world.ts';
import { found, verifyWorld } from '../library/verify/verify-world.ts';
import { apiWorld, bucket, cloudForFile } from './api-world.ts';

const { cloud, profile } = cloudForFile();
const forever = new AbortController().signal;
const denied = new Failed({ code: 'denied', retry: 'after-user-acts', scope: 'profile', subject: 'bucket' });

/** A library of its own with the pictures in it. */
async function stored(names: readonly string[], wish: Partial<Profile> = {}) {
  const world = await apiWorld();
  const { accessKeyId, secretAccessKey } = cloud();
  const own = { ...profile(), userId: randomUUID(), ...wish };
  await world.client.profiles.save({ profile: own, keys: { accessKeyId, secretAccessKey } });
  if (names.length === 0) return { ...world, path: '', entries: [] };
  const { token, path } = await world.dropFolder(names);
  await world.client.folders.add({ token, profile: 'p', watched: true, include: [], exclude: [] });
  await world.stored(names.length);
  const { entries } = await world.client.images.page({ sort: 'name', descending: false });
  return { ...world, path, entries };
}

test('4: a deletion that breaks off is an issue and goes on to its end; what is not there is not said to be deleted', async () => {
  let isDown = true;
  const clock = manualClock();
  const objects = memoryObjectStore({
    buckets: [memoryBucket],
    now: clock.now,
    before: (call) => {
      if (call === 'remove' && isDown) throw denied;
    },
  });
  const world = await deletionWorld(1, { clock, objects });
  await world.order(['1.bmp']);
  await world.tenSecondsLater();
  // The record is gone, the object is not: that is known, and nobody was told that it was deleted.
  expect(objects.objects(memoryBucket).size).toBe(1);
  expect(world.ledger.deletions.find(world.keyOf('1.bmp'))).toMatchObject({ failure: { code: 'denied' } });
  isDown = false;
  await vi.waitFor(async () => {
    clock.advance(10 * 60_000);
    await world.deletions.idle();
    expect(objects.objects(memoryBucket).size).toBe(0);
  });
  const never = { profile: 'p', imageId: 'f'.repeat(64) as never };
  expect(await world.begin({ of: { images: [never] }, versions: false })).toMatchObject({ images: 0 });
});

test('5: a store that refuses to list is a failure with a reason, never an empty library', async () => {
  let isDown = false;
  const clock = manualClock();
  const objects = memoryObjectStore({
    buckets: [memoryBucket],
    now: clock.now,
    before: (call) => {
      if (call === 'list' && isDown) throw denied;
    },
  });
  const world = await verifyWorld({ objects });
  isDown = true;
  await expect(world.verify()).rejects.toMatchObject({ failure: { code: 'denied' } });
  const parts = { ledger: world.ledger, cloud: await world.parts.cloud('p'), now: clock.now };
  await expect(listIncoming(parts, forever)).rejects.toMatchObject({ failure: { code: 'denied' } });
  expect(world.ledger.journeys.counts('p').stored).toBe(3);
});

test('12: an object without a record and a record without an object are both named', async () => {
  const world = await verifyWorld();
  const [one, other] = world.ids;
  world.records.delete(String(one));
  world.held.delete(world.original(other));
  expect(found(await world.verify())).toEqual({
    'record-missing': [one],
    'object-missing': [world.original(other)],
  });
});

test('14: a call with a missing field says which, and a choice of nothing is no fault', async () => {
  const { client, context } = await stored([]);
  const asked: unknown = { profile: 'p', size: 1, contentType: 'image/png', fileName: 'a.png' };
  await expect(client.images.uploadLink(asked as never)).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    data: { issues: [{ path: ['sha256'] }] },
  });
  const nothing = await context.drops.offer([]);
  expect(await client.drops.carry({ token: nothing.token, profile: 'p' })).toEqual({ files: 0 });
});

test('15: a date that is none is refused with its field, and one with or without a zone is understood', async () => {
  const { client } = await stored(['a.jpg']);
  for (const from of ['yesterday', '2024-13-01', '2024-02-30', '2024-01-01T00:00:00+02:00', '']) {
    await expect(client.images.page({ taken: { from } })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  }
  await expect(client.images.page({ stored: { from: '1' as never } })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  expect((await client.images.page({ stored: { from: 0 } })).entries).toHaveLength(1);
  expect((await client.images.page({ taken: { from: '2024-01-01', to: '2024-01-01' } })).entries).toEqual([]);
});

test('16: a thumbnail is made once, fetched once, and shown from then on, whatever its key is', async () => {
  const proxy = await faultyProxy(cloud().s3Endpoint);
  onTestFinished(proxy.close);
  const layout = { renditionKey: 'a/b c/{hash}/{rendition}.{ext}', s3Endpoint: proxy.endpoint };
  const { context, entries, home } = await stored(['a.jpg'], layout);
  const [entry] = entries;
  const cache = thumbCache(absolutePath(join(home, 'thumbs')), systemClock);
  const request = ThumbRequest.parse({ imageId: entry?.imageId, profile: 'p', v: entry?.thumb });
  const look = () => thumbOf({ ...context, cache }, request, forever);
  const before = proxy.count({ method: 'GET' });
  const first = await look();
  for (let views = 0; views < 5; views += 1)
    expect((await look())?.bytes.equals(first?.bytes ?? Buffer.alloc(0))).toBe(true);
  expect(proxy.count({ method: 'GET', path: /thumb/ })).toBe(1);
  expect(proxy.count({ method: 'GET' }) - before).toBe(1);
});

test('17: the window is for this computer and this person only', async () => {
  const { context, home } = await stored([]);
  const thumbs = thumbCache(absolutePath(join(home, 'thumbs')), systemClock);
  const server = await startWindowServer({ context, port: 0, files: null, thumbs, log: silentLog });
  onTestFinished(server.close);
  expect(new URL(server.address).hostname).toBe('127.0.0.1');
  for (const path of ['/api/images', '/rpc', '/thumb/x', '/inbox', '/api/profiles']) {
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`);
    expect([401, 403, 404], path).toContain(answer.status);
  }
});

test('18: the original can be had back as it was, and deleted', async () => {
  const { client, entries, path, context } = await stored(['a.jpg']);
  const key = { profile: 'p', imageId: entries[0]?.imageId ?? '' };
  const { url } = await client.images.downloadLink({ ...key, rendition: 'original' });
  expect((await opened(url)).bytes.equals(readFileSync(join(path, 'a.jpg')))).toBe(true);
  expect(await client.library.delete.begin({ of: { images: [key] } })).toMatchObject({ kind: 'begun', images: 1 });
  expect(context.ledger.journeys.isBuried(key as never)).toBe(true);
});

test('20: no address is given out for what is not there', async () => {
  const { client, entries, context } = await stored(['z.jpg']);
  const key = { profile: 'p', imageId: entries[0]?.imageId ?? '' };
  const { objects } = await context.clouds.open('p');
  await objects.remove({ bucket, key: `originals/${key.imageId}.jpg` as ObjectKey }, forever);
  for (const call of [client.images.downloadLink, client.library.links.make]) {
    await expect(call({ ...key, rendition: 'original' })).rejects.toMatchObject({ data: { code: 'object-missing' } });
    await expect(call({ ...key, rendition: 'never-made' })).rejects.toMatchObject({ data: { what: 'rendition' } });
  }
});
