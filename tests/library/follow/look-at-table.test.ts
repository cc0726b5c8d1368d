/** @file What another computer stores and changes appears here, once, in the right words, and nothing of it is doubted or sent. */
import { expect, test } from 'vitest';
import { Failed } from '../../../electron/foundation/failed.ts';
import { describeImages } from '../../../electron/library/describe/describe-images.ts';
import { sendEdits } from '../../../electron/library/describe/send-edits.ts';
import { learnRendition } from '../../../electron/library/follow/learn-rendition.ts';
import { historyPage } from '../../../electron/library/history.ts';
import { HistoryRequest } from '../../../shared/history.ts';
import { memoryRecordStore } from '../../fakes/memory-record-store.ts';
import { bucket, picture, userId } from '../../journey/journey-world.ts';
import { followWorld } from './follow-world.ts';

const forever = new AbortController().signal;
const minute = 60_000;

test('images stored elsewhere appear with their computer and their thumbnails, and are not sent from here', async () => {
  const { computer, objects, ids } = followWorld();
  const desk = computer('desk', [1, 2, 3]);
  const laptop = computer('laptop', [3, 4]);
  await desk.carryAll();
  expect(await laptop.look()).toBe(3);
  expect(laptop.stored()).toBe(3);
  const { entries } = historyPage(laptop.ledger, HistoryRequest.parse({ device: 'desk' }));
  expect(entries).toHaveLength(3);
  for (const entry of entries) {
    expect(entry.thumb).toMatch(/^[0-9a-f]{16}$/);
    expect(entry.objects.map(({ rendition }) => rendition)).toEqual(['original', 'thumb']);
  }
  expect(laptop.ledger.deeds.page({}, null, 9)).toMatchObject([{ kind: 'found-elsewhere', device: 'desk', images: 3 }]);
  const before = objects.objects(bucket).size;
  await laptop.carryAll();
  expect(laptop.stored()).toBe(4);
  expect(ids()).toHaveLength(4);
  expect(objects.objects(bucket).size).toBe(before + 2);
});

test('a second look asks for what is new only, and finds nothing twice', async () => {
  const asked: string[] = [];
  const records = memoryRecordStore({ before: (call) => void asked.push(call) });
  const { computer, clock } = followWorld(records);
  const desk = computer(
    'desk',
    Array.from({ length: 40 }, (_, seed) => seed),
  );
  const laptop = computer('laptop');
  await desk.carryAll();
  clock.advance(60 * minute);
  expect(await laptop.look()).toBe(40);
  clock.advance(60 * minute);
  asked.length = 0;
  expect(await laptop.look()).toBe(0);
  expect(asked.filter((call) => call === 'feed')).toHaveLength(2);
  expect(laptop.ledger.deeds.page({}, null, 9)).toHaveLength(1);
});

test('an interrupted look goes on where it was', async () => {
  let pages = 0;
  const stop = new AbortController();
  const records = memoryRecordStore({
    before: (call) => {
      if (call === 'feed') pages += 1;
      if (pages === 3) stop.abort(new DOMException('', 'AbortError'));
    },
  });
  const { computer, clock } = followWorld(records);
  const desk = computer('desk');
  for (let seed = 0; seed < 35; seed += 1) {
    clock.advance(60 * minute);
    desk.write(`${seed}.bmp`, picture(seed, 100 + seed));
    await desk.carryAll();
  }
  const laptop = computer('laptop');
  await expect(laptop.look(stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expect(laptop.stored()).toBe(20);
  expect(await laptop.look()).toBe(15);
  expect(laptop.stored()).toBe(35);
});

test('what is said elsewhere travels, and what was said here and not sent yet stays above it', async () => {
  const { computer, clock, ids } = followWorld();
  const desk = computer('desk', [1]);
  const laptop = computer('laptop');
  await desk.carryAll();
  await laptop.look();
  const [imageId] = ids();
  if (imageId === undefined) throw new Error('Nothing was stored');
  const say = (one: typeof desk, change: Parameters<typeof describeImages>[2]) =>
    describeImages({ ledger: one.ledger, clock, hasRecords: () => true }, [one.key(imageId)], change);
  const send = (one: typeof desk, device: string) =>
    sendEdits({ ledger: one.ledger, clock, random: () => 0, device }, one.cloud, forever);
  await say(desk, { title: 'From the desk', addTags: ['sea'] });
  await send(desk, 'desk');
  clock.advance(minute);
  await say(laptop, { title: 'Mine' });
  expect(await laptop.look()).toBe(1);
  expect(laptop.ledger.catalogue.find(laptop.key(imageId))).toMatchObject({
    title: 'Mine',
    tags: ['sea'],
    device: 'desk',
  });
  await send(laptop, 'laptop');
  clock.advance(minute);
  expect(await desk.look()).toBe(1);
  expect(desk.ledger.catalogue.find(desk.key(imageId))).toMatchObject({ title: 'Mine', tags: ['sea'], device: null });
  expect(await desk.look()).toBe(0);
});

test('what the store does not have whole is not shown as stored, and what was deleted here stays away', async () => {
  const { computer, objects, ids, clock } = followWorld();
  const desk = computer('desk', [1, 2]);
  await desk.carryAll();
  const [one, two] = ids();
  if (one === undefined || two === undefined) throw new Error('Nothing was stored');
  objects.objects(bucket).delete(`originals/${one}.bmp`);
  const laptop = computer('laptop');
  laptop.ledger.journeys.bury(laptop.key(two), clock.now() + 1);
  expect(await laptop.look()).toBe(0);
  expect(laptop.stored()).toBe(0);
});

test('a computer whose clock is ahead hides nothing, one that recorded late is found within a day', async () => {
  const { computer, clock, records, ids } = followWorld();
  const desk = computer('desk', [1, 2]);
  const laptop = computer('laptop');
  await desk.carryAll();
  const [first, second] = ids().map((id) => records.records(userId).get(id));
  if (first === undefined || second === undefined) throw new Error('Nothing was stored');
  records.records(userId).set(first.image_id, { ...first, upload_time: '2099-01-01T00:00:00.000Z' });
  records.records(userId).delete(second.image_id);
  expect(await laptop.look()).toBe(1);
  clock.advance(3 * 24 * 60 * minute);
  desk.write('3.bmp', picture(3, 300));
  await desk.carryAll();
  expect(await laptop.look()).toBe(1);
  records.records(userId).set(second.image_id, second);
  clock.advance(25 * 60 * minute);
  expect(await laptop.look()).toBe(1);
  expect(laptop.stored()).toBe(3);
});

test('a table without our indexes is read whole, and not at every look', async () => {
  const asked: string[] = [];
  const records = memoryRecordStore({
    before: (call) => {
      asked.push(call);
      if (call === 'feed') throw new Failed({ code: 'not-offered', retry: 'never', scope: 'image', subject: 'table' });
    },
  });
  const { computer, clock } = followWorld(records);
  const desk = computer('desk', [1, 2]);
  const laptop = computer('laptop');
  await desk.carryAll();
  expect(await laptop.look()).toBe(2);
  clock.advance(60 * minute);
  asked.length = 0;
  await laptop.look();
  expect(asked).not.toContain('all');
  clock.advance(6 * 60 * minute);
  await laptop.look();
  expect(asked).toContain('all');
});

test('what another computer deleted goes from here too when the table is read whole', async () => {
  const records = memoryRecordStore({
    before: (call) => {
      if (call === 'feed') throw new Failed({ code: 'not-offered', retry: 'never', scope: 'image', subject: 'table' });
    },
  });
  const { computer, clock, ids } = followWorld(records);
  const desk = computer('desk', [1, 2]);
  const laptop = computer('laptop');
  await desk.carryAll();
  expect(await laptop.look()).toBe(2);
  const [imageId, other] = ids();
  if (imageId === undefined || other === undefined) throw new Error('Nothing was stored');
  clock.advance(7 * 60 * minute);
  const deleted = new Date(clock.now()).toISOString();
  const burial = { user_id: userId, image_id: imageId, schema_version: 1, deleted_by: 'desk' } as const;
  await records.bury({ ...burial, deleted_at: deleted, upload_time: deleted }, forever);
  // A record that is only missing is for a verification.
  records.records(userId).delete(other);
  expect(await laptop.look()).toBe(1);
  expect(laptop.stored()).toBe(1);
  expect(laptop.ledger.journeys.isBuried(laptop.key(imageId))).toBe(true);
  expect(laptop.ledger.journeys.isBuried(laptop.key(other))).toBe(false);
});

test('a rendition that only a record tells of is learnt from the store on sight, unless it is of another image', async () => {
  const { computer, ids, objects } = followWorld();
  const desk = computer('desk', [1]);
  await desk.carryAll();
  const [imageId] = ids();
  if (imageId === undefined) throw new Error('Nothing was stored');
  const key = desk.key(imageId);
  const [, thumb] = desk.ledger.objects.ofImage(key.profile, imageId);
  if (thumb === undefined) throw new Error('There is no thumbnail');
  const untold = { ...thumb, sha256: '' };
  expect(await learnRendition(desk.ledger, desk.cloud, key, untold, forever)).toMatchObject({ sha256: thumb.sha256 });
  const other = { ...key, imageId: 'ee'.repeat(32) as typeof imageId };
  expect(await learnRendition(desk.ledger, desk.cloud, other, untold, forever)).toBeNull();
  objects.objects(bucket).delete(thumb.key);
  expect(await learnRendition(desk.ledger, desk.cloud, key, untold, forever)).toBeNull();
});

test('what another computer deleted goes from here too, and comes back when it is stored again', async () => {
  const { computer, clock, records, ids } = followWorld();
  const desk = computer('desk', [1, 2]);
  const laptop = computer('laptop');
  await desk.carryAll();
  await laptop.look();
  const [imageId] = ids();
  if (imageId === undefined) throw new Error('Nothing was stored');
  const record = records.records(userId).get(imageId);
  clock.advance(minute);
  const deleted = new Date(clock.now()).toISOString();
  const burial = { user_id: userId, image_id: imageId, schema_version: 1, deleted_by: 'desk' } as const;
  await records.bury({ ...burial, deleted_at: deleted, upload_time: deleted }, forever);
  expect(await laptop.look()).toBe(1);
  expect(laptop.stored()).toBe(1);
  expect(laptop.ledger.journeys.isBuried(laptop.key(imageId))).toBe(true);
  clock.advance(minute);
  if (record === undefined) throw new Error('There was no record');
  records.burials(userId).clear();
  records.records(userId).set(imageId, { ...record, upload_time: new Date(clock.now()).toISOString() });
  expect(await laptop.look()).toBe(1);
  expect(laptop.stored()).toBe(2);
});
