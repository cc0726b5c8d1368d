/** @file What a person orders holds over restarts, reaches another process, and loses nothing. */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { budget } from '../../electron/foundation/budget.ts';
import { Failed, failedSoon } from '../../electron/foundation/failed.ts';
import { silentLog } from '../../electron/foundation/log.ts';
import { followOthers } from '../../electron/journey/follow-others.ts';
import { closedGate, noConditions } from '../../electron/journey/gate.ts';
import { keepPause, readPause } from '../../electron/journey/pause.ts';
import { queue } from '../../electron/journey/queue.ts';
import { gatedObjectStore } from '../../electron/journey/upload/gated-object-store.ts';
import { joinLedger } from '../../electron/ledger/join-ledger.ts';
import type { Ledger } from '../../electron/ledger/open-ledger.ts';
import { ImageId } from '../../shared/image.ts';
import { noLimits } from '../../shared/limits.ts';
import type { Closed } from '../../shared/queue.ts';
import { manualClock } from '../fakes/manual-clock.ts';
import { type MemoryObjectStore, memoryObjectStore } from '../fakes/memory-object-store.ts';
import type { MemoryRecordStore } from '../fakes/memory-record-store.ts';
import { bucket, type JourneyWorldOptions, journeyWorld, picture, profileName, userId } from './journey-world.ts';

const keyOf = (bytes: Uint8Array) => ({
  profile: profileName,
  imageId: ImageId.parse(createHash('sha256').update(bytes).digest('hex')),
});

/** With a gate that looks into the ledger, before the schedule and before the store, as the engine's does. */
function pausingWorld(options: JourneyWorldOptions<MemoryObjectStore, MemoryRecordStore> = {}) {
  const clock = manualClock();
  let ledger: Ledger | undefined;
  const closed = (): Closed | null => {
    const pause = ledger === undefined ? null : readPause(ledger.meta);
    return closedGate({ pause, limits: noLimits, conditions: noConditions }, clock.now());
  };
  const line = { isOpen: () => closed() === null, turnstile: budget(8), bytes: budget(1_000_000), weight: () => 1 };
  const world = journeyWorld<MemoryObjectStore, MemoryRecordStore>({
    ...options,
    clock,
    gate: () => {
      const is = closed();
      return is === null ? null : (is.until ?? 'closed');
    },
    alter: (parts) => {
      ledger = parts.ledger;
      return {
        ...parts,
        cloud: async (name) => {
          const cloud = await parts.cloud(name);
          return { ...cloud, objects: gatedObjectStore(cloud.objects, line) };
        },
      };
    },
  });
  const orders = queue(world.ledger, clock, async () => world.schedule.nudge());
  return { ...world, clock, orders, closed };
}

test('a pause begins nothing, over a restart too, and its end goes on by itself', async () => {
  const first = pausingWorld({ files: { 'a.bmp': picture(1) } });
  const { until } = await first.orders.pause({ kind: 'for', minutes: 60 });
  await first.scan();
  await first.carry();
  expect(first.ledger.files.counts().settled).toBe(1);
  await first.close();

  const second = pausingWorld({ base: first.base });
  expect(readPause(second.ledger.meta)).toEqual({ until });
  await second.carry();
  expect(second.ledger.files.counts().settled).toBe(1);
  for (let minute = 0; minute < 60; minute += 1) {
    await vi.waitFor(() => expect(second.clock.sleeping()).toEqual([60_000]));
    expect(second.ledger.files.counts().settled).toBe(1);
    second.clock.advance(60_000);
  }
  await second.carry();
  expect(second.ledger.journeys.counts(null).stored).toBe(1);
});

test('a pause until resumed ends when it is ended', async () => {
  const world = pausingWorld({ files: { 'a.bmp': picture(1) } });
  await world.orders.pause({ kind: 'until-resumed' });
  await world.scan();
  await world.carry();
  expect(world.closed()).toEqual({ reason: 'paused', until: null });
  await world.orders.resume();
  await world.carry();
  expect(world.ledger.journeys.counts(null).stored).toBe(1);
});

test('a gate that closes in the middle of a large image keeps the parts that were sent, and they are not sent again', async () => {
  const bytes = picture(1, 40 * 1024 * 1024);
  const sent: string[] = [];
  const second = Promise.withResolvers<void>();
  const paused = Promise.withResolvers<void>();
  const objects = memoryObjectStore({
    buckets: [bucket],
    before: async (call, subject) => {
      if (call !== 'putPart') return;
      sent.push(subject);
      if (sent.length === 2) second.resolve();
      if (sent.length === 2) await paused.promise;
    },
  });
  const world = pausingWorld({ files: { 'a.bmp': bytes }, objects });
  await world.scan();
  await second.promise;
  // As when the daily schedule closes the gate: nobody says so.
  const until = world.clock.now() + 60_000;
  await world.ledger.commit(() => keepPause(world.ledger.meta, { until }));
  paused.resolve();
  await world.carry();
  const before = sent.length;
  expect(before).toBeLessThan(5);
  expect(world.ledger.journeys.find(keyOf(bytes))?.state).toBe('uploading');
  expect(world.ledger.uploads.all()).toHaveLength(1);
  expect(world.arrivals.map(({ arrival }) => arrival.kind)).toEqual(['stopped']);

  await vi.waitFor(() => expect(world.clock.sleeping()).toEqual([60_000]));
  world.clock.advance(60_000);
  await world.carry();
  expect(world.ledger.journeys.find(keyOf(bytes))?.state).toBe('stored');
  expect(sent).toHaveLength(5);
});

test('another process pauses, tries, and is noticed within a second of the clock', async () => {
  const world = pausingWorld();
  const ending = new AbortController();
  let orders = 0;
  const following = followOthers(
    { ledger: world.ledger, clock: world.clock, log: silentLog },
    async () => {
      orders += 1;
    },
    ending.signal,
  );
  onTestFinished(() => ending.abort());
  const second = async (): Promise<void> => {
    await vi.waitFor(() => expect(world.clock.sleeping()).toEqual([1000]));
    world.clock.advance(1000);
    await vi.waitFor(() => expect(world.clock.sleeping()).toEqual([1000]));
  };
  await world.ledger.commit(() => world.ledger.meta.set('our own', 'commit'));
  await second();
  expect(orders).toBe(0);

  const other = joinLedger(world.home, 0);
  await queue(other, world.clock, async () => undefined).pause({ kind: 'until-resumed' });
  other.close();
  expect(world.closed()).toEqual({ reason: 'paused', until: null });
  await second();
  expect(orders).toBe(1);
  await second();
  expect(orders).toBe(1);
  ending.abort();
  await following;
});

test('try now tries what waits, is blocked or has failed, and what is held, without waiting for its time', async () => {
  let failure: Failed | null = failedSoon('server-error', 'it');
  const objects = memoryObjectStore({
    buckets: [bucket],
    before: () => {
      if (failure !== null) throw failure;
    },
  });
  const world = pausingWorld({ files: { 'a.bmp': picture(1), 'b.bmp': picture(2) }, objects });
  await world.settle('a.bmp');
  await world.carry();
  failure = new Failed({ code: 'denied', retry: 'after-user-acts', scope: 'profile', subject: 'it' });
  await world.settle('b.bmp');
  await world.carry();
  expect(world.ledger.journeys.counts(null)).toMatchObject({ waiting: 1, hashed: 1 });
  expect(world.ledger.holds.all()).toHaveLength(1);
  failure = null;
  expect(await world.orders.tryEverythingNow()).toBe(1);
  await world.carry();
  expect(world.ledger.journeys.counts(null).stored).toBe(2);
  expect(world.ledger.holds.all()).toEqual([]);
});

test('an image deleted from the cloud on purpose stays away until it is asked for by name', async () => {
  const world = pausingWorld({ files: { 'a.bmp': picture(1) } });
  await world.scan();
  await world.carry();
  const key = keyOf(picture(1));
  world.objects.objects(bucket).clear();
  world.records.records(userId).clear();
  await world.ledger.commit(() => world.ledger.journeys.bury(key, 1));

  world.write('copy.bmp', picture(1));
  await world.scan();
  await world.orders.tryEverythingNow();
  await world.carry();
  expect(world.objects.objects(bucket).size).toBe(0);
  expect(world.file('copy.bmp')).toMatchObject({ state: 'refused' });

  expect(await world.orders.tryNow(key)).toBe(true);
  await world.carry();
  expect([...world.objects.objects(bucket).keys()]).toEqual([`originals/${key.imageId}.bmp`]);
  expect(world.records.records(userId).size).toBe(1);
  expect(world.ledger.journeys.find(key)?.state).toBe('stored');
  expect(await world.orders.tryNow(key)).toBe(false);
});

test('asked for by name when only a copy that was refused is left, it comes back from the copy', async () => {
  const world = pausingWorld({ files: { 'a.bmp': picture(1) } });
  await world.scan();
  await world.carry();
  const key = keyOf(picture(1));
  await world.ledger.commit(() => world.ledger.journeys.bury(key, 1));
  world.write('copy.bmp', picture(1));
  rmSync(join(world.folder, 'a.bmp'));
  await world.scan();
  await world.carry();
  world.objects.objects(bucket).clear();
  expect(world.file('copy.bmp')).toMatchObject({ state: 'refused' });
  expect(await world.orders.tryNow(key)).toBe(true);
  await world.carry();
  expect(world.objects.objects(bucket).size).toBe(1);
  expect(world.ledger.journeys.find(key)?.state).toBe('stored');
});
