/** @file What one computer deletes stays away on the other, which still has the file; and comes back when a person there asks. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gatherImage } from '../../../electron/library/delete/gathered.ts';
import { putBack } from '../../../electron/library/delete/put-back.ts';
import { lookAtTable } from '../../../electron/library/follow/look-at-table.ts';
import { undoFor } from '../../../shared/deletion.ts';
import { manualClock } from '../../fakes/manual-clock.ts';
import { memoryObjectStore } from '../../fakes/memory-object-store.ts';
import { memoryRecordStore } from '../../fakes/memory-record-store.ts';
import { bucket, picture, userId } from '../../journey/journey-world.ts';
import { deletionWorld, forever } from './deletion-world.ts';

/** One image, stored by the desk and met by the laptop. */
async function twoComputers() {
  const clock = manualClock();
  const objects = memoryObjectStore({ buckets: [bucket], now: clock.now });
  const records = memoryRecordStore();
  const desk = await deletionWorld(1, { clock, objects, records, device: 'desk' });
  const laptop = await deletionWorld(1, { clock, objects, records, device: 'laptop' });
  const key = desk.keyOf('1.bmp');
  const follow = async (world: typeof desk): Promise<void> => {
    const cloud = await world.parts.cloud(key.profile);
    await lookAtTable({ ...world.parts, onTaken: () => undefined }, cloud, forever);
  };
  /** The desk is lost with its order in the ledger and its burial in the table; hours later a person asks the laptop for the image. */
  const askedOfLaptop = async (): Promise<void> => {
    const at = new Date(clock.now()).toISOString();
    const burial = { schema_version: 1 as const, deleted_at: at, deleted_by: 'desk', upload_time: at };
    await records.bury({ user_id: userId, image_id: key.imageId, ...burial }, forever);
    await follow(laptop);
    await laptop.orders.tryNow(key);
    clock.advance(2 * 60 * 60_000);
    await laptop.carry();
    expect(laptop.ledger.journeys.find(key)?.state).toBe('stored');
  };
  /** The desk is back, and would go on. */
  const deskAgain = async () => {
    await desk.close();
    const again = await deletionWorld(0, { clock, base: desk.base, objects, records, device: 'desk' });
    await again.deletions.idle();
    return again;
  };
  const held = (): number => objects.objects(bucket).size;
  return { clock, records, objects, desk, laptop, key, follow, held, askedOfLaptop, deskAgain };
}

test('the other learns of it by following the table, forgets it as stored, and its file stays where it is', async () => {
  const { desk, laptop, key, follow, held } = await twoComputers();
  await desk.order(['1.bmp']);
  await desk.tenSecondsLater();
  await follow(laptop);
  expect([laptop.ledger.journeys.find(key), laptop.ledger.journeys.isBuried(key)]).toEqual([null, true]);
  expect(laptop.ledger.deletions.ended(key.profile, null, 10)).toMatchObject([
    { imageId: key.imageId, device: 'desk' },
  ]);
  expect(existsSync(join(laptop.folder, '1.bmp'))).toBe(true);
  laptop.write('copy.bmp', picture(1));
  await laptop.scan();
  await laptop.carry();
  expect(held()).toBe(0);
});

test('one that has not looked yet and meets the file again ends it at the record, and takes back what it sent', async () => {
  const { desk, clock, objects, records, key, held } = await twoComputers();
  await desk.order(['1.bmp']);
  await desk.tenSecondsLater();
  // A third computer, with a new ledger.
  const tablet = await deletionWorld(1, { clock, objects, records, device: 'tablet' });
  expect(tablet.ledger.journeys.isBuried(key)).toBe(true);
  await tablet.deletions.idle();
  expect([held(), records.records(userId).size]).toEqual([0, 0]);
  expect(tablet.ledger.deletions.find(key)).toMatchObject({ state: 'deleted', device: 'desk' });
  await tablet.scan();
  await tablet.carry();
  expect(held()).toBe(0);
});

test('asked for by name on the other, it is stored again, and the first learns that too', async () => {
  const { desk, laptop, key, follow, held, clock, records } = await twoComputers();
  await desk.order(['1.bmp']);
  await desk.tenSecondsLater();
  await follow(laptop);
  clock.advance(60_000);
  expect(await laptop.orders.tryNow(key)).toBe(true);
  await laptop.carry();
  expect([held(), records.burials(userId).size]).toEqual([1, 0]);
  await follow(desk);
  expect(desk.ledger.journeys.find(key)?.state).toBe('stored');
  expect(desk.ledger.journeys.isBuried(key)).toBe(false);
});

test('asked for while the first still deletes it, it waits for the end of that', async () => {
  const { desk, laptop, key, follow, clock, records, held } = await twoComputers();
  const { imageId } = key;
  await desk.order(['1.bmp']);
  await desk.deletions.close();
  // As if the desk had just begun.
  const at = new Date(clock.now()).toISOString();
  const dates = { deleted_at: at, deleted_by: 'desk', upload_time: at };
  await records.bury({ user_id: userId, image_id: imageId, schema_version: 1, ...dates }, forever);
  await follow(laptop);
  await laptop.orders.tryNow(key);
  await laptop.carry();
  expect(laptop.ledger.journeys.find(key)).toMatchObject({ state: 'waiting', failure: { code: 'being-deleted' } });
  await records.endBurial(userId, imageId, at, forever);
  clock.advance(60_000);
  await laptop.carry();
  expect(laptop.ledger.journeys.find(key)?.state).toBe('stored');
  expect(held()).toBe(1);
});

test('asked for after the first was lost in the middle of it, the objects of the new journey are left alone', async () => {
  const { desk, key, held, askedOfLaptop, deskAgain } = await twoComputers();
  await desk.order(['1.bmp']);
  await desk.deletions.close();
  await desk.ledger.commit(() => {
    desk.ledger.deletions.claim(key);
    desk.ledger.deletions.gather(key, { objects: [], record: null, journey: null });
    desk.ledger.deletions.removing(key);
  });
  await askedOfLaptop();
  const again = await deskAgain();
  expect(again.ledger.deletions.find(key)).toBeNull();
  expect(held()).toBe(1);
});

test('asked for and stored again after the first was lost before it could note the burial, it is not buried again', async () => {
  const { desk, key, records, held, askedOfLaptop, deskAgain } = await twoComputers();
  const record = await records.find(userId, key.imageId, forever);
  await desk.order(['1.bmp']);
  await desk.deletions.close();
  await desk.ledger.commit(() => {
    desk.ledger.deletions.claim(key);
    desk.ledger.deletions.gather(key, gatherImage(desk.ledger, key, record));
  });
  await askedOfLaptop();
  const again = await deskAgain();
  expect([held(), records.burials(userId).size]).toEqual([1, 0]);
  expect(again.ledger.deletions.find(key)).toBeNull();
});

test('asked for and stored again before a third takes back what it sent, it stays', async () => {
  const { desk, laptop, key, clock, records, held } = await twoComputers();
  await laptop.deletions.close();
  const now = clock.now();
  const shape = { fileName: '1.bmp', size: 1, device: 'desk', versions: false, batch: 'elsewhere', gathered: null };
  await laptop.ledger.commit(() => {
    laptop.ledger.journeys.bury(key, now);
    laptop.ledger.deletions.begin({ ...key, ...shape, state: 'recording', askedAt: now, dueAt: now });
  });
  await laptop.close();
  const { base } = laptop;
  const again = await deletionWorld(0, { clock, base, objects: desk.objects, records, device: 'laptop' });
  await again.deletions.idle();
  expect([held(), records.records(userId).size, records.burials(userId).size]).toEqual([1, 1, 0]);
  expect([again.ledger.deletions.find(key), again.ledger.journeys.isBuried(key)]).toEqual([null, false]);
});

test('asked for and stored again while the first slept in the middle of removing, what is left of it stays', async () => {
  const clock = manualClock();
  let asleep: (() => Promise<void>) | undefined;
  const objects = memoryObjectStore({ buckets: [bucket], now: clock.now });
  const records = memoryRecordStore();
  const head: typeof objects.head = async (...asked) => {
    const sleep = asleep;
    asleep = undefined;
    await sleep?.();
    return objects.head(...asked);
  };
  const desk = await deletionWorld(1, { clock, objects: { ...objects, head }, records, device: 'desk' });
  const laptop = await deletionWorld(1, { clock, objects, records, device: 'laptop' });
  const key = desk.keyOf('1.bmp');
  asleep = async () => {
    const cloud = await laptop.parts.cloud(key.profile);
    await lookAtTable({ ...laptop.parts, onTaken: () => undefined }, cloud, forever);
    await laptop.orders.tryNow(key);
    clock.advance(2 * 60 * 60_000);
    await laptop.carry();
    expect(laptop.ledger.journeys.find(key)?.state).toBe('stored');
  };
  await desk.order(['1.bmp']);
  await desk.tenSecondsLater();
  expect([objects.objects(bucket).size, records.records(userId).size]).toEqual([1, 1]);
});

test('what is put back on one comes back on the other', async () => {
  const { desk, laptop, key, follow, clock, objects, held } = await twoComputers();
  await desk.order(['1.bmp']);
  const kept = new Map(objects.objects(bucket));
  await desk.tenSecondsLater();
  await follow(laptop);
  clock.advance(60_000);
  // A bucket with versioning would have kept them.
  for (const [name, object] of kept) objects.objects(bucket).set(name, object);
  expect(await putBack(desk.parts, [key], forever)).toEqual({ back: 1, failed: [] });
  expect(desk.ledger.journeys.find(key)?.state).toBe('stored');
  await follow(laptop);
  expect(laptop.ledger.journeys.find(key)?.state).toBe('stored');
  expect([held(), undoFor]).toEqual([1, 10_000]);
});
