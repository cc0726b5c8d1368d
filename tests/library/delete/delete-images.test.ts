/** @file Deleting: nothing for ten seconds, then record and objects, proven gone; undone in time; kept away; never partly in silence. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Failed } from '../../../electron/foundation/failed.ts';
import { undoDeletion } from '../../../electron/library/delete/begin-deletion.ts';
import { foldersInFull } from '../../../electron/library/folder-counts.ts';
import { historyPage } from '../../../electron/library/history.ts';
import { issues } from '../../../electron/library/issues.ts';
import { HistoryRequest } from '../../../shared/history.ts';
import { RenditionRecipe } from '../../../shared/profile.ts';
import { manualClock } from '../../fakes/manual-clock.ts';
import { memoryObjectStore } from '../../fakes/memory-object-store.ts';
import { memoryRecordStore } from '../../fakes/memory-record-store.ts';
import { bucket, picture, userId } from '../../journey/journey-world.ts';
import { deletionWorld } from './deletion-world.ts';

const inHistory = (ledger: Parameters<typeof historyPage>[0]) =>
  historyPage(ledger, HistoryRequest.parse({})).entries.map(({ fileName }) => fileName);

test('for ten seconds nothing is asked of the cloud; then record, original and renditions are gone, and the file stays', async () => {
  const calls: string[] = [];
  const clock = manualClock();
  const objects = memoryObjectStore({ buckets: [bucket], now: clock.now, before: (call) => void calls.push(call) });
  const records = memoryRecordStore({ before: (call) => void calls.push(call) });
  const renditions = [RenditionRecipe.parse({ name: 'thumb', width: 10, height: 10, fit: 'inside', format: 'webp' })];
  const world = await deletionWorld(2, { clock, objects, records, profile: { renditions } });
  expect(objects.objects(bucket).size).toBe(4);
  calls.splice(0);
  const { imageId } = world.keyOf('1.bmp');
  await world.order(['1.bmp']);
  clock.advance(9_999);
  await world.deletions.idle();
  expect(calls).toEqual([]);
  clock.advance(1);
  await world.deletions.idle();
  expect([...objects.objects(bucket).keys()].filter((key) => key.includes(imageId))).toEqual([]);
  expect(objects.objects(bucket).size).toBe(2);
  expect([...records.records(userId).keys()]).toEqual([world.keyOf('2.bmp').imageId]);
  expect(records.burials(userId).get(imageId)).toMatchObject({
    deleted_by: 'this computer',
    deletion_ended: expect.anything(),
  });
  // The record was gone before the first object was.
  expect(calls.indexOf('bury')).toBeLessThan(calls.indexOf('remove'));
  // The store was asked after each removal.
  expect(calls.lastIndexOf('head')).toBeGreaterThan(calls.lastIndexOf('remove'));
  expect(existsSync(join(world.folder, '1.bmp'))).toBe(true);
  expect(inHistory(world.ledger)).toEqual(['2.bmp']);
  expect(issues(world.ledger, 10, null)).toEqual([]);
  expect(foldersInFull(world.ledger)[0]?.counts).toMatchObject({ stored: 1, moving: 0, refused: 1 });
});

test('undone in time, it stays, and nothing was asked of the cloud', async () => {
  const world = await deletionWorld(1);
  const batch = await world.order(['1.bmp']);
  expect(await undoDeletion(world.parts, batch)).toBe(1);
  expect(await undoDeletion(world.parts, batch)).toBe(0);
  await world.tenSecondsLater();
  expect(world.objects.objects(bucket).size).toBe(1);
  expect([world.records.records(userId).size, world.records.burials(userId).size]).toEqual([1, 0]);
  expect(world.ledger.journeys.isBuried(world.keyOf('1.bmp'))).toBe(false);
});

test('undone too late, it is gone, and that is said', async () => {
  const world = await deletionWorld(1);
  const batch = await world.order(['1.bmp']);
  await world.tenSecondsLater();
  expect(await undoDeletion(world.parts, batch)).toBe(0);
  expect(world.objects.objects(bucket).size).toBe(0);
});

test('the ten seconds survive a restart', async () => {
  const clock = manualClock();
  const first = await deletionWorld(1, { clock });
  const key = first.keyOf('1.bmp');
  await first.order(['1.bmp']);
  await first.deletions.close();
  await first.close();
  clock.advance(5_000);
  const { objects, records } = first;
  const second = await deletionWorld(0, { clock, base: first.base, objects, records });
  await second.deletions.idle();
  expect(objects.objects(bucket).size).toBe(1);
  clock.advance(5_000);
  await second.deletions.idle();
  expect(objects.objects(bucket).size).toBe(0);
  expect(second.ledger.deletions.find(key)?.state).toBe('deleted');
});

test('many images need the word for just that many; one alone never does', async () => {
  const world = await deletionWorld(12);
  const two = { images: [world.keyOf('1.bmp'), world.keyOf('2.bmp')] };
  const bytes = picture(1).length * 2;
  expect(await world.begin({ of: two, versions: false })).toEqual({ kind: 'confirm', images: 2, bytes, library: 12 });
  expect(await world.begin({ of: two, versions: false, confirmed: 3 })).toMatchObject({ kind: 'confirm', images: 2 });
  expect(world.ledger.deletions.open(10)).toEqual([]);
  expect(await world.begin({ of: { images: [world.keyOf('3.bmp')] }, versions: false })).toMatchObject({
    kind: 'begun',
  });
  expect(await world.begin({ of: two, versions: false, confirmed: 2 })).toMatchObject({ kind: 'begun', images: 2 });
  const rest = { filter: {} };
  expect(await world.begin({ of: rest, versions: false })).toMatchObject({ kind: 'confirm', images: 9, library: 12 });
});

test('a scan, another file of the same content and a restart do not bring it back; asking for it does', async () => {
  const world = await deletionWorld(1);
  const key = world.keyOf('1.bmp');
  await world.order(['1.bmp']);
  await world.tenSecondsLater();
  world.write('copy.bmp', picture(1));
  await world.scan();
  await world.carry();
  expect(world.objects.objects(bucket).size).toBe(0);
  expect(await world.orders.tryNow(key)).toBe(true);
  await world.carry();
  expect(world.objects.objects(bucket).size).toBe(1);
  expect(world.records.records(userId).get(key.imageId)).toBeDefined();
  expect([world.records.burials(userId).size, world.ledger.deletions.isWanted(key)]).toEqual([0, false]);
  expect(inHistory(world.ledger)).toHaveLength(1);
});

test('asked for again within the ten seconds, it simply stays', async () => {
  const world = await deletionWorld(1);
  await world.order(['1.bmp']);
  expect(await world.orders.tryNow(world.keyOf('1.bmp'))).toBe(true);
  await world.tenSecondsLater();
  expect(world.objects.objects(bucket).size).toBe(1);
});

test('what fails is an issue that says when it is tried again, nothing is partly gone in silence, and it goes on', async () => {
  let isBroken = true;
  const broken = () => {
    if (isBroken) throw new Failed({ code: 'server-error', retry: 'soon', scope: 'image', subject: 'the object' });
  };
  const clock = manualClock();
  const objects = memoryObjectStore({
    buckets: [bucket],
    now: clock.now,
    before: (call) => (call === 'remove' ? broken() : undefined),
  });
  const world = await deletionWorld(1, { clock, objects });
  await world.order(['1.bmp']);
  await world.tenSecondsLater();
  expect(issues(world.ledger, 10, null)).toMatchObject([
    { kind: 'deletion', fileName: '1.bmp', failure: { code: 'server-error' }, nextTry: expect.any(Number) },
  ]);
  expect(inHistory(world.ledger)).toEqual(['1.bmp']);
  isBroken = false;
  clock.advance(60_000);
  await world.deletions.idle();
  expect(objects.objects(bucket).size).toBe(0);
  expect(issues(world.ledger, 10, null)).toEqual([]);
});

test('what only a person can mend waits for them, and "try again" goes on', async () => {
  let isDenied = true;
  const clock = manualClock();
  const objects = memoryObjectStore({
    buckets: [bucket],
    now: clock.now,
    before: (call) => {
      if (call !== 'remove' || !isDenied) return;
      throw new Failed({ code: 'not-offered', retry: 'after-user-acts', scope: 'image', subject: bucket });
    },
  });
  const world = await deletionWorld(1, { clock, objects });
  await world.order(['1.bmp']);
  await world.tenSecondsLater();
  expect(issues(world.ledger, 10, null)).toMatchObject([{ kind: 'deletion', nextTry: null }]);
  isDenied = false;
  clock.advance(24 * 60 * 60_000);
  await world.deletions.idle();
  expect(objects.objects(bucket).size).toBe(1);
  await world.orders.tryEverythingNow();
  await world.deletions.idle();
  expect(objects.objects(bucket).size).toBe(0);
});

test('a profile that does not answer is asked once, not once for each image', async () => {
  const clock = manualClock();
  let asked = 0;
  const records = memoryRecordStore({
    before: (call) => {
      if (call !== 'bury') return;
      asked += 1;
      throw new Failed({ code: 'offline', retry: 'soon', scope: 'profile', subject: 'the table' });
    },
  });
  const world = await deletionWorld(30, { clock, records });
  await world.order(Array.from({ length: 30 }, (_, at) => `${at + 1}.bmp`));
  await world.tenSecondsLater();
  expect(asked).toBeLessThanOrEqual(8);
});

test('an object that is still there after its removal is no deletion', async () => {
  const clock = manualClock();
  const honest = memoryObjectStore({ buckets: [bucket], now: clock.now });
  const world = await deletionWorld(1, { clock, objects: { ...honest, remove: async () => undefined } });
  await world.order(['1.bmp']);
  await world.tenSecondsLater();
  expect(world.ledger.deletions.find(world.keyOf('1.bmp'))).toMatchObject({
    state: 'removing',
    failure: { code: 'bad-answer' },
  });
});

test('a rendition that another profile of this computer has too stays, though its original is elsewhere', async () => {
  const renditions = [RenditionRecipe.parse({ name: 'thumb', width: 10, height: 10, fit: 'inside', format: 'webp' })];
  const world = await deletionWorld(1, { profile: { renditions } });
  const { ledger, objects } = world;
  const key = world.keyOf('1.bmp');
  const small = ledger.objects.ofImage(key.profile, key.imageId).find(({ rendition }) => rendition !== 'original');
  if (small === undefined) throw new Error('It has a rendition');
  await ledger.commit(() => ledger.objects.confirm('another', key.imageId, small));
  await world.order(['1.bmp']);
  await world.tenSecondsLater();
  expect([...objects.objects(bucket).keys()]).toEqual([small.key]);
});

test('objects that another person put into the same bucket stay, and only the record goes', async () => {
  const world = await deletionWorld(1);
  const held = world.objects.objects(bucket);
  for (const [key, object] of held)
    held.set(key, { ...object, metadata: { ...object.metadata, 'user-id': 'somebody else' } });
  await world.order(['1.bmp']);
  await world.tenSecondsLater();
  expect([held.size, world.records.records(userId).size]).toEqual([1, 0]);
  expect(world.ledger.deletions.find(world.keyOf('1.bmp'))?.state).toBe('deleted');
});
