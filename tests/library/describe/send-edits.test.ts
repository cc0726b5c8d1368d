/** @file Two computers describe one image, at once or apart, on the built-in cloud: the later word stands, both are in the record. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { dynamoClient } from '../../../electron/cloud/dynamo-client.ts';
import { createRecordTable } from '../../../electron/cloud/dynamo-create-table.ts';
import type { LocalCloud } from '../../../electron/cloud/local/start-local-cloud.ts';
import { Failed } from '../../../electron/foundation/failed.ts';
import { dynamoRecordStore } from '../../../electron/journey/record/dynamo-record-store.ts';
import type { RecordStore } from '../../../electron/journey/record/record-store.ts';
import { describeImages, undoDescribing } from '../../../electron/library/describe/describe-images.ts';
import { sendEdits } from '../../../electron/library/describe/send-edits.ts';
import { seeRecord } from '../../../electron/library/follow/see-record.ts';
import { imageInFull } from '../../../electron/library/image-in-full.ts';
import type { DescriptionChange } from '../../../shared/description.ts';
import { manualClock } from '../../fakes/manual-clock.ts';
import { memoryRecordStore } from '../../fakes/memory-record-store.ts';
import { localCloudWorld } from '../../fixtures/local-cloud-world.ts';
import { journeyWorld, picture, userId } from '../../journey/journey-world.ts';

const forever = new AbortController().signal;
let servers: LocalCloud;
beforeAll(async () => {
  servers = await localCloudWorld();
});
afterAll(() => servers.close());

async function table(name: string): Promise<RecordStore> {
  const dynamo = dynamoClient(servers, async () => servers);
  onTestFinished(dynamo.close);
  await createRecordTable(dynamo.client, name, forever);
  return dynamoRecordStore(dynamo.client, name);
}

/** A computer that carried one picture into the shared table. */
async function computer(device: string, records: RecordStore) {
  const world = journeyWorld<never, RecordStore>({ device, files: { 'a.bmp': picture(1) }, records });
  await world.scan();
  await world.carry();
  const { ledger, profile, objects } = world;
  const clock = manualClock(Date.UTC(2026, 5, 1));
  const cloud = { profile, objects, records };
  const parts = { ledger, clock: { ...clock, sleep: async () => undefined }, random: () => 0, device };
  const imageId = ledger.journeys.find({
    profile: profile.name,
    imageId: world.file('a.bmp')?.imageId as never,
  })?.imageId;
  if (imageId === undefined) throw new Error('Nothing was carried');
  const key = { profile: profile.name, imageId };
  return {
    clock,
    key,
    ledger,
    say: (change: DescriptionChange) => describeImages({ ledger, clock, hasRecords: () => true }, [key], change),
    send: () => sendEdits(parts, cloud, forever),
    look: async () => {
      const record = await records.find(userId, imageId, forever);
      if (record !== null) await ledger.commit(() => seeRecord(ledger, profile.name, record, device));
      return record;
    },
    said: () => ledger.catalogue.find(key),
  };
}

async function two(name: string) {
  const records = await table(name);
  const desk = await computer('desk', records);
  const laptop = await computer('laptop', records);
  return { desk, laptop, records };
}

test('both at once: each attribute ends with its later word on both, and the record tells of both edits', async () => {
  const { desk, laptop } = await two('both-at-once');
  await desk.say({ title: 'From the desk', addTags: ['desk'] });
  laptop.clock.advance(60_000);
  await laptop.say({ title: 'From the laptop', addTags: ['laptop'], favourite: true });
  await Promise.all([laptop.send(), desk.send()]);
  const record = await desk.look();
  await laptop.look();
  const both = { title: 'From the laptop', tags: ['desk', 'laptop'], favourite: true };
  expect(desk.said()).toMatchObject(both);
  expect(laptop.said()).toMatchObject(both);
  expect(record).toMatchObject({ ...both, version: 2 });
  expect(record?.edits?.map(({ by }) => by)).toEqual(['desk', 'laptop']);
});

test('an older edit that arrives later is kept in the history and overtakes nothing', async () => {
  const { desk, laptop } = await two('older-later');
  await desk.say({ title: 'Older', description: 'Only the desk said this' });
  laptop.clock.advance(60_000);
  await laptop.say({ title: 'Newer' });
  await laptop.send();
  await desk.send();
  const record = await laptop.look();
  expect(record).toMatchObject({ title: 'Newer', description: 'Only the desk said this', version: 2 });
  expect(record?.edits?.map(({ set }) => set['title'])).toEqual(['Older', 'Newer']);
  expect(desk.said()).toMatchObject({ title: 'Newer', description: 'Only the desk said this' });
});

test('ten edits of each, sent at the same moments, are all heard', async () => {
  const { desk, laptop } = await two('ten-each');
  for (let turn = 0; turn < 10; turn += 1) {
    for (const one of [desk, laptop]) one.clock.advance(1000);
    await desk.say({ addTags: [`desk ${turn}`] });
    await laptop.say({ addTags: [`laptop ${turn}`] });
    await Promise.all([desk.send(), laptop.send()]);
  }
  const record = await desk.look();
  expect(record?.tags).toHaveLength(20);
  expect(record?.version).toBe(20);
});

describe('on the way', () => {
  test('an edit made while the cloud is away waits in the ledger and above what the record says', async () => {
    let isAway = true;
    const records = memoryRecordStore({
      before: (call) => {
        if (isAway && call === 'describe') {
          throw new Failed({ code: 'denied', retry: 'after-user-acts', scope: 'profile', subject: 'table' });
        }
      },
    });
    const desk = await computer('desk', records);
    await desk.say({ title: 'Mine' });
    await expect(desk.send()).rejects.toMatchObject({ failure: { code: 'denied' } });
    await desk.look();
    expect(desk.said()).toMatchObject({ title: 'Mine', version: 0 });
    isAway = false;
    expect(await desk.send()).toBe(1);
    expect(await desk.send()).toBe(0);
    expect(desk.said()).toMatchObject({ title: 'Mine', version: 1 });
  });

  test('a crash after the write and before the ledger knew writes nothing twice', async () => {
    const records = memoryRecordStore();
    const desk = await computer('desk', records);
    await desk.say({ title: 'Once' });
    const [waiting] = desk.ledger.edits.ofImage(desk.key);
    await desk.send();
    desk.ledger.database.prepare(`UPDATE edits SET state = 'waiting' WHERE id = ?`).run(waiting?.id ?? 0);
    await desk.send();
    expect(await desk.look()).toMatchObject({ version: 1, edits: [{ by: 'desk', set: { title: 'Once' } }] });
    expect(desk.ledger.edits.profiles()).toEqual([]);
  });

  test('where the record is gone the edit is refused, and said to be', async () => {
    const records = memoryRecordStore();
    const desk = await computer('desk', records);
    await desk.say({ title: 'Lost' });
    records.records(userId).clear();
    await desk.send();
    expect(desk.ledger.edits.ofImage(desk.key)).toMatchObject([{ state: 'refused' }]);
    expect(records.records(userId).size).toBe(0);
  });
});

test('a location taken away leaves the record and every computer; undone, it is told again', async () => {
  const gps = { latitude: 48.5, longitude: -2.25 };
  const records = await table('location');
  const desk = await computer('desk', records);
  await desk.ledger.commit(() => desk.ledger.images.describe(desk.key.imageId, { width: 4, gps }));
  const first = await desk.look();
  if (first === null) throw new Error('It has a record');
  await records.remove(userId, desk.key.imageId, forever);
  await records.record({ ...first, gps }, forever);
  const laptop = await computer('laptop', records);
  await laptop.ledger.commit(() => laptop.ledger.images.describe(laptop.key.imageId, { gps }));
  const told = ({ ledger, key }: typeof desk) => imageInFull(ledger, key, null)?.details.gps;
  expect([told(desk), told(laptop)]).toEqual([gps, gps]);

  const { undo } = await desk.say({ location: false });
  expect(told(desk)).toBeUndefined();
  expect((await desk.look())?.gps).toEqual(gps);
  // Not in the cloud yet, and what comes from there does not bring it back.
  expect(told(desk)).toBeUndefined();
  await desk.send();
  expect(JSON.stringify(await laptop.look())).not.toContain('48.5');
  expect(told(laptop)).toBeUndefined();
  // What only shows stays knowing that the original tells it.
  expect(laptop.ledger.images.find(laptop.key.imageId)?.details?.gps).toEqual(gps);

  // A computer that comes while it is away knows nothing of it before it is put back.
  const late = await computer('late', records);
  await late.ledger.commit(() => late.ledger.images.describe(late.key.imageId, { width: 4 }));
  await late.look();
  desk.clock.advance(1000);
  await undoDescribing({ ledger: desk.ledger, clock: desk.clock, hasRecords: () => true }, undo ?? '');
  await desk.send();
  expect(await laptop.look()).toMatchObject({ gps, version: 2 });
  await late.look();
  expect([told(desk), told(laptop), told(late)]).toEqual([gps, gps, gps]);
});
