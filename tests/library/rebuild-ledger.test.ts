/** @file A lost ledger is filled from the cloud, so that the rescan that follows sends nothing and doubles nothing. */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Failed } from '../../electron/foundation/failed.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { ledgerName } from '../../electron/ledger/open-ledger.ts';
import { askForRebuild, needsRebuild, rebuildLedger } from '../../electron/library/rebuild-ledger.ts';
import type { Proof } from '../../shared/image.ts';
import { manualClock } from '../fakes/manual-clock.ts';
import { memoryRecordStore } from '../fakes/memory-record-store.ts';
import { bucket, picture, profileName } from '../journey/journey-world.ts';
import { found, type VerifyWorldOptions, verifyWorld } from './verify/verify-world.ts';

const forever = new AbortController().signal;

type World = Awaited<ReturnType<typeof verifyWorld>>;

/** The same folders and clouds with an empty ledger, before anything is scanned. */
async function withoutLedger(world: World, more: VerifyWorldOptions = {}): Promise<World> {
  await world.close();
  rmSync(join(world.home, ledgerName), { force: true });
  return again(world, more);
}

async function again(world: World, more: VerifyWorldOptions = {}): Promise<World> {
  const { objects, recordStore, base } = world;
  return verifyWorld({ objects, records: recordStore, base, files: {}, scan: false, ...more });
}

function rebuild(
  world: World,
  signal = forever,
  onProgress: (images: number) => void = () => undefined,
): Promise<number> {
  const cloud = { profile: world.profile, objects: world.objects, records: world.recordStore };
  const parts = {
    ledger: world.ledger,
    home: world.home,
    clock: manualClock(),
    random: () => 0,
    device: 'this computer',
    onProgress,
  };
  return rebuildLedger(parts, cloud, signal);
}

async function rescan(world: World): Promise<string[]> {
  world.asked.length = 0;
  await world.scan();
  await world.carry();
  return world.asked;
}

describe('a ledger that is empty', () => {
  test('knows every image after the rebuild, and the rescan asks the store nothing', async () => {
    const world = await verifyWorld();
    const before = world.contents();
    const fresh = await withoutLedger(world);
    expect(await rebuild(fresh)).toBe(3);
    expect(fresh.ledger.journeys.counts(profileName).stored).toBe(3);
    expect(await rescan(fresh)).toEqual([]);
    expect(fresh.arrivals.map(({ arrival }) => arrival.kind)).toEqual(['already', 'already', 'already']);
    expect(fresh.contents()).toEqual(before);
    expect(found(await fresh.verify())).toEqual({});
  });

  test('without a rebuild, the rescan doubles nothing either', async () => {
    const world = await verifyWorld();
    const before = world.contents();
    const fresh = await withoutLedger(world);
    await rescan(fresh);
    expect(fresh.contents()).toEqual(before);
    expect(fresh.arrivals.map(({ arrival }) => arrival.kind)).toEqual(['already', 'already', 'already']);
  });

  test('takes in of each image what the history shows', async () => {
    const world = await verifyWorld({ pictures: 1, device: 'desk' });
    const images = () =>
      world.ids.map((id) => [world.ledger.images.find(id), world.ledger.objects.ofImage(profileName, id)]);
    const before = images();
    const fresh = await withoutLedger(world, { device: 'desk' });
    await rebuild(fresh);
    const proof: Proof = 'size';
    const [[image, objects]] = before as [[object, object[]]];
    expect(fresh.ledger.images.find(world.ids[0] as never)).toEqual(image);
    expect(fresh.ledger.objects.ofImage(profileName, world.ids[0] as never)).toEqual(
      objects.map((object) => ({ ...object, proof, sha256: expect.any(String) })),
    );
  });

  test('takes in no image of which the store lacks something, so that it is sent again', async () => {
    const world = await verifyWorld();
    world.held.delete(world.original(world.ids[0]));
    const fresh = await withoutLedger(world);
    expect(await rebuild(fresh)).toBe(2);
    await rescan(fresh);
    expect(await fresh.verify()).toMatchObject({ proven: 3 });
  });

  test('takes in an image without a record, and its journey writes the record', async () => {
    const world = await verifyWorld();
    const before = world.contents();
    world.records.delete(world.ids[1] ?? '');
    const fresh = await withoutLedger(world);
    expect(await rebuild(fresh)).toBe(3);
    fresh.schedule.nudge();
    expect(await rescan(fresh)).toEqual([]);
    expect(fresh.contents()).toEqual(before);
  });

  test('takes in what was deleted on purpose no more than anything else did', async () => {
    const world = await verifyWorld();
    const fresh = await withoutLedger(world);
    const [imageId] = world.ids;
    if (imageId !== undefined) fresh.ledger.journeys.bury({ profile: profileName, imageId }, 0);
    expect(await rebuild(fresh)).toBe(2);
  });

  test('is rebuilt from objects alone where the profile has no table', async () => {
    const none = { profile: { table: undefined }, records: memoryRecordStore() };
    const world = await verifyWorld(none);
    world.records.clear();
    const fresh = await withoutLedger(world, { profile: none.profile });
    expect(await rebuild(fresh)).toBe(3);
    expect(await rescan(fresh)).toEqual([]);
  });
});

describe('a rebuild', () => {
  test('twice is harmless, and beside a ledger that knows some it takes in the others', async () => {
    const world = await verifyWorld();
    expect(await rebuild(world)).toBe(0);
    const other = await verifyWorld({
      objects: world.objects,
      records: world.recordStore,
      pictures: 5,
      device: 'other',
    });
    expect(other.ledger.journeys.counts(profileName).stored).toBe(5);
    expect(await rebuild(world)).toBe(2);
    expect(await rebuild(world)).toBe(0);
  });

  test('that is interrupted stays asked for, and goes on', async () => {
    const world = await verifyWorld();
    const fresh = await withoutLedger(world);
    await askForRebuild(fresh.ledger, [profileName]);
    const stop = new AbortController();
    const ended = rebuild(fresh, stop.signal, () => stop.abort());
    await expect(ended).rejects.toThrow(/abort/i);
    expect(needsRebuild(fresh.ledger, profileName)).toBe(true);
    await rebuild(fresh);
    expect(fresh.ledger.journeys.counts(profileName).stored).toBe(3);
    expect(needsRebuild(fresh.ledger, profileName)).toBe(false);
  });

  test('that cannot reach the cloud stays asked for', async () => {
    let isDown = false;
    const records = memoryRecordStore({
      before: () => {
        if (isDown) throw new Failed({ code: 'denied', retry: 'after-user-acts', scope: 'profile', subject: 'table' });
      },
    });
    const world = await verifyWorld({ records });
    await askForRebuild(world.ledger, [profileName]);
    isDown = true;
    await expect(rebuild(world)).rejects.toMatchObject({ failure: { code: 'denied' } });
    expect(needsRebuild(world.ledger, profileName)).toBe(true);
  });
});

test('a new computer knows the library, sends nothing of it, and its name goes to the images that it has', async () => {
  const desk = await verifyWorld({ device: 'desk' });
  const before = new Map(desk.contents().objects);
  const { objects, recordStore: records } = desk;
  const laptop = await verifyWorld({
    objects,
    records,
    device: 'laptop',
    scan: false,
    files: { 'copy.bmp': picture(0, 90), 'new.bmp': picture(50) },
    pictures: 0,
  });
  expect(await rebuild(laptop)).toBe(3);
  await rescan(laptop);
  const named = [...laptop.records.values()].map(({ devices }) => devices.join(' and ')).sort();
  expect(named).toEqual(['desk', 'desk', 'desk and laptop', 'laptop']);
  expect(laptop.held.size).toBe(before.size + 2);
  expect(await laptop.verify()).toMatchObject({ proven: 4 });
  expect(objects.objects(bucket).size).toBe(8);
});

test('a ledger that was scribbled on is set aside, rebuilt, and the rescan sends nothing', async () => {
  const world = await verifyWorld();
  const before = world.contents();
  await world.close();
  const path = absolutePath(join(world.home, ledgerName));
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(100, 0xa5), 0, 100, 0);
  closeSync(file);
  const fresh = await again(world);
  expect(fresh.ledger.setAside).toBeDefined();
  expect(await rebuild(fresh)).toBe(3);
  expect(await rescan(fresh)).toEqual([]);
  expect(fresh.contents()).toEqual(before);
});
