/** @file An image that a person cancels ends as cancelled, whatever was under way, and comes back only when it is asked for. */
import { createHash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { Failed, failedSoon } from '../../electron/foundation/failed.ts';
import { endCancelled } from '../../electron/journey/cancel-image.ts';
import { queue } from '../../electron/journey/queue.ts';
import type { ObjectStore } from '../../electron/journey/upload/object-store.ts';
import { ImageId } from '../../shared/image.ts';
import { defaultRenditions } from '../../shared/profile.ts';
import { memoryObjectStore } from '../fakes/memory-object-store.ts';
import { memoryRecordStore } from '../fakes/memory-record-store.ts';
import { bucket, journeyWorld, picture, profileName, userId } from './journey-world.ts';

const forever = new AbortController().signal;
const large = picture(1, 17 * 1024 * 1024);
const keyOf = (bytes: Uint8Array) => ({
  profile: profileName,
  imageId: ImageId.parse(createHash('sha256').update(bytes).digest('hex')),
});

/** Orders as whoever carries gives them: what is under way has ended when they resolve. */
function ordersOf(world: ReturnType<typeof journeyWorld>) {
  return queue(world.ledger, world.clock, async () => {
    world.schedule.nudge();
    await endCancelled(world.parts, forever);
  });
}

/** A world in which the `nth` call of that name stands still until it is let go or aborted. */
function standingAt(call: string, nth: number, bytes: Uint8Array) {
  const reached = Promise.withResolvers<void>();
  const going = Promise.withResolvers<void>();
  let times = 0;
  const before = async (name: string, _: string, signal: AbortSignal): Promise<void> => {
    if (name !== call) return;
    times += 1;
    if (times !== nth) return;
    reached.resolve();
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    await Promise.race([going.promise, aborted]);
  };
  const objects = memoryObjectStore({ buckets: [bucket], before });
  const records = memoryRecordStore({ before });
  const profile = { renditions: [...defaultRenditions] };
  const world = journeyWorld({ files: { 'a.bmp': bytes }, objects, records, profile });
  return { world, reached: reached.promise, go: going.resolve };
}

const small = picture(2);
const steps: readonly [call: keyof ObjectStore | 'record', nth: number, bytes: Uint8Array][] = [
  ['put', 1, small],
  ['put', 2, small],
  ['put', 3, small],
  ['record', 1, small],
  ['head', 1, large],
  ['beginParts', 1, large],
  ['putPart', 1, large],
  ['putPart', 3, large],
  ['completeParts', 1, large],
  ['record', 1, large],
];

test.each(steps)('cancelled at %s %d, an image ends as cancelled, and nothing of it is under way', async (...step) => {
  const [call, nth, bytes] = step;
  const { world, reached } = standingAt(call, nth, bytes);
  await world.scan();
  await reached;
  expect(await ordersOf(world).cancel(keyOf(bytes))).toBe('cancelled');
  expect(world.parts.carrying.size).toBe(0);
  await world.carry();
  expect(world.ledger.journeys.find(keyOf(bytes))?.state).toBe('cancelled');
  expect(world.ledger.uploads.all()).toEqual([]);
  expect(await open(world.objects)).toEqual([]);
  expect(world.records.records(userId).size).toBe(0);
  expect(world.arrivals.map(({ arrival }) => arrival.kind)).toEqual(['cancelled']);
  expect(await world.scan()).toEqual({ seen: [], gone: [] });
});

test.each(steps)('cancelled at %s %d and asked for again, an image is stored once, whole', async (...step) => {
  const [call, nth, bytes] = step;
  const { world, reached } = standingAt(call, nth, bytes);
  await world.scan();
  await reached;
  const orders = ordersOf(world);
  await orders.cancel(keyOf(bytes));
  expect(await orders.tryNow(keyOf(bytes))).toBe(true);
  await world.carry();
  expect(world.ledger.journeys.find(keyOf(bytes))).toMatchObject({ state: 'stored', attempts: 0, failure: null });
  const stored = world.objects.objects(bucket).get(`originals/${keyOf(bytes).imageId}.bmp`);
  // Told by `equals`, because comparing millions of elements one by one takes seconds.
  expect(stored?.bytes.equals(bytes)).toBe(true);
  expect(world.records.records(userId).size).toBe(1);
  expect(await open(world.objects)).toEqual([]);
});

test('one that another process cancels is let go of by whoever carries it', async () => {
  const { world, reached } = standingAt('putPart', 2, large);
  await world.scan();
  await reached;
  // Only the ledger knows of it, as when it was written beside us.
  await queue(world.ledger, world.clock, async () => undefined).cancel(keyOf(large));
  expect(world.parts.carrying.size).toBe(1);
  await endCancelled(world.parts, forever);
  await world.carry();
  expect(world.parts.carrying.size).toBe(0);
  expect(world.ledger.journeys.find(keyOf(large))?.state).toBe('cancelled');
  expect(await open(world.objects)).toEqual([]);
});

test('one that waits for its turn to be recorded is not recorded after all', async () => {
  const other = picture(3);
  const hanging = memoryRecordStore({
    before: (_, __, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
  });
  const first = journeyWorld({ files: { 'a.bmp': small, 'b.bmp': other }, records: hanging });
  await first.scan();
  await vi.waitFor(() => expect(first.ledger.journeys.counts(null).confirmed).toBe(2));
  await first.close();

  const reached = Promise.withResolvers<string>();
  const going = Promise.withResolvers<void>();
  const records = memoryRecordStore({
    before: async (_, imageId) => {
      reached.resolve(imageId);
      await going.promise;
    },
  });
  const second = journeyWorld({ base: first.base, objects: first.objects, records, lanes: 1 });
  const begun = await reached.promise;
  const [waiting, stored] = begun === keyOf(small).imageId ? [other, small] : [small, other];
  expect(await ordersOf(second).cancel(keyOf(waiting))).toBe('cancelled');
  going.resolve();
  await second.carry();
  expect(second.ledger.journeys.find(keyOf(waiting))?.state).toBe('cancelled');
  expect(second.ledger.journeys.find(keyOf(stored))?.state).toBe('stored');
  expect([...records.records(userId).keys()]).toEqual([begun]);
});

test.each(['waiting', 'blocked', 'failed'] as const)('one that is %s can be cancelled', async (state) => {
  const retry = ({ waiting: 'soon', blocked: 'after-user-acts', failed: 'never' } as const)[state];
  let isDown = true;
  const objects = memoryObjectStore({
    buckets: [bucket],
    before: (_, subject) => {
      if (isDown) throw new Failed({ code: 'bad-answer', retry, scope: 'image', subject });
    },
  });
  const world = journeyWorld({ files: { 'a.bmp': small }, objects });
  await world.scan();
  await world.carry();
  expect(world.ledger.journeys.find(keyOf(small))?.state).toBe(state);
  isDown = false;
  expect(await ordersOf(world).cancel(keyOf(small))).toBe('cancelled');
  expect(await ordersOf(world).tryEverythingNow()).toBe(0);
  await world.carry();
  expect(objects.objects(bucket).size).toBe(0);
});

test('a stored image stays stored, an unknown one is unknown, and a second cancel changes nothing', async () => {
  const world = journeyWorld({ files: { 'a.bmp': small } });
  await world.scan();
  await world.carry();
  const orders = ordersOf(world);
  expect(await orders.cancel(keyOf(small))).toBe('too-late');
  expect(await orders.cancel(keyOf(large))).toBe('unknown');
  expect(world.ledger.journeys.find(keyOf(small))?.state).toBe('stored');
});

test('a store that will not forget the parts now keeps nobody from cancelling; they are ended later', async () => {
  let isDown = false;
  const reached = Promise.withResolvers<void>();
  const objects = memoryObjectStore({
    buckets: [bucket],
    before: async (call, subject, signal) => {
      if (isDown && call === 'abortParts') throw failedSoon('offline', subject);
      if (call !== 'completeParts') return;
      reached.resolve();
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    },
  });
  const world = journeyWorld({ files: { 'a.bmp': large }, objects });
  await world.scan();
  await reached.promise;
  isDown = true;
  expect(await ordersOf(world).cancel(keyOf(large))).toBe('cancelled');
  expect(await open(objects)).toHaveLength(1);
  isDown = false;
  await endCancelled(world.parts, forever);
  await vi.waitFor(async () => expect(await open(objects)).toEqual([]));
  expect(world.ledger.uploads.all()).toEqual([]);
});

async function open(objects: ObjectStore): Promise<string[]> {
  const found: string[] = [];
  for await (const upload of objects.listOpenUploads(bucket, '', forever)) found.push(upload.key);
  return found;
}
