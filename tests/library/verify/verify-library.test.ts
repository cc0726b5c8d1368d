/** @file Verification finds every defect that is planted, names it once, and finds nothing where nothing is wrong. */
import { describe, expect, test } from 'vitest';
import { Failed, failedSoon } from '../../../electron/foundation/failed.ts';
import { FindingKind, mostExamples, stillStanding } from '../../../shared/verification.ts';
import { memoryObjectStore } from '../../fakes/memory-object-store.ts';
import { memoryRecordStore } from '../../fakes/memory-record-store.ts';
import { bucket, picture, userId } from '../../journey/journey-world.ts';
import { changed, found, verifyWorld } from './verify-world.ts';

describe('a library with nothing wrong in it', () => {
  test('is proven whole by its listing alone', async () => {
    const world = await verifyWorld();
    world.asked.length = 0;
    const report = await world.verify();
    expect(report).toMatchObject({ proven: 3, notStored: 0, foreign: 0, proofs: { sha256: 6 } });
    expect(found(report)).toEqual({});
    expect(world.asked).toEqual(['list', 'list', 'listOpenUploads', 'listOpenUploads']);
  });

  test('is proven by asking where the store gives out other ETags than before', async () => {
    const world = await verifyWorld();
    for (const [key, object] of world.held) world.held.set(key, { ...object, etag: `new-${object.etag}` });
    expect(await world.verify()).toMatchObject({ proven: 3, proofs: { sha256: 6 } });
  });

  test('is proven by reading every byte back, when asked', async () => {
    const world = await verifyWorld();
    const bytes = [...world.held.values()].reduce((sum, object) => sum + object.bytes.length, 0);
    const report = await world.verify({ deep: true });
    expect(report).toMatchObject({ proven: 3, bytesRead: bytes });
    expect(found(report)).toEqual({});
  });

  test('that is empty is proven too', async () => {
    const world = await verifyWorld({ pictures: 0 });
    expect(stillStanding(await world.verify())).toBe(0);
  });

  test('changes nothing when it is asked to repair', async () => {
    const world = await verifyWorld();
    const before = world.contents();
    const steps = world.ids.map((imageId) => world.ledger.journeys.journal({ profile: 'p', imageId }));
    expect(found(await world.verify({ repair: true }))).toEqual({});
    expect(world.contents()).toEqual(before);
    expect(world.ids.map((imageId) => world.ledger.journeys.journal({ profile: 'p', imageId }))).toEqual(steps);
  });
});

describe('each defect is found and named', () => {
  test('an original that the store lacks', async () => {
    const world = await verifyWorld();
    world.held.delete(world.original(world.ids[1]));
    const report = await world.verify();
    expect(found(report)).toEqual({ 'object-missing': [world.original(world.ids[1])] });
    expect(report.proven).toBe(2);
  });

  test('a rendition that the store lacks', async () => {
    const world = await verifyWorld();
    world.held.delete(world.thumb(world.ids[0]));
    expect(found(await world.verify())).toEqual({ 'object-missing': [world.thumb(world.ids[0])] });
  });

  test.each([
    ['size', Buffer.alloc(7)],
    ['checksum', Buffer.alloc(91)],
  ] as const)('an object that is another in %s', async (differs, bytes) => {
    const world = await verifyWorld();
    const key = [...world.held].find(([, object]) => object.bytes.length === 91)?.[0] ?? '';
    const other = memoryObjectStore({ buckets: [bucket] });
    const { hash } = await import('node:crypto');
    const sha256 = hash('sha256', bytes, 'hex');
    await other.put(
      { bucket, key: key as never, bytes, sha256, contentType: 'image/bmp', metadata: {} },
      new AbortController().signal,
    );
    const planted = other.objects(bucket).get(key);
    if (planted !== undefined) world.held.set(key, planted);
    const report = await world.verify();
    expect(found(report)).toEqual({ 'object-differs': [key] });
    expect(report.findings['object-differs'].examples[0]?.differs).toBe(differs);
  });

  test('bytes that rotted behind a store that notices nothing, by reading them back', async () => {
    const world = await verifyWorld();
    const key = world.original(world.ids[2]);
    const object = world.held.get(key);
    if (object === undefined) throw new Error('not there');
    const rotten = Buffer.from(object.bytes);
    rotten.writeUInt8(rotten.readUInt8(60) ^ 1, 60);
    world.held.set(key, { ...object, bytes: rotten });
    expect(found(await world.verify())).toEqual({});
    const report = await world.verify({ deep: true });
    expect(found(report)).toEqual({ 'object-differs': [key] });
    expect(report.findings['object-differs'].examples[0]?.differs).toBe('bytes');
  });

  test('a record that is missing', async () => {
    const world = await verifyWorld();
    world.records.delete(world.ids[0] ?? '');
    expect(found(await world.verify())).toEqual({ 'record-missing': [world.ids[0]] });
  });

  test('a record of another computer that names an object which is not there', async () => {
    const world = await verifyWorld();
    const other = changed(world.records.get(world.ids[0] ?? ''), {
      image_id: 'f'.repeat(64) as never,
      original_key: `originals/${'f'.repeat(64)}.bmp`,
      renditions: [],
      devices: ['another'],
    });
    world.records.set(other.image_id, other);
    expect(found(await world.verify())).toEqual({ 'record-names-missing-object': [other.original_key] });
  });

  test('an object without a record, of a computer that is not here', async () => {
    const world = await verifyWorld();
    const there = await verifyWorld({
      objects: memoryObjectStore({ buckets: [bucket] }),
      files: { 'x.bmp': picture(99) },
      pictures: 0,
      device: 'another',
    });
    for (const [key, object] of there.held) world.held.set(key, object);
    expect(found(await world.verify())).toEqual({ 'object-without-record': [...there.held.keys()] });
  });

  test('parts that were left behind over a day ago, and none that are younger or our own', async () => {
    const world = await verifyWorld();
    const begin = (key: string) =>
      world.objects.beginParts(
        { bucket, key: key as never, contentType: 'image/bmp', metadata: {} },
        new AbortController().signal,
      );
    await begin('originals/old.bmp');
    const own = await begin('originals/own.bmp');
    world.ledger.uploads.begin({ ...own, profile: 'p', imageId: world.ids[0] as never, partSize: 1, begunAt: 0 });
    world.manual.advance(25 * 3_600_000);
    await begin('originals/young.bmp');
    await begin('elsewhere/old.bmp');
    expect(found(await world.verify())).toEqual({ 'abandoned-parts': ['originals/old.bmp'] });
  });

  test('an image of this computer that its ledger does not know', async () => {
    const world = await verifyWorld();
    world.ledger.database.exec(`DELETE FROM objects WHERE image_id = '${world.ids[1]}'`);
    world.ledger.database.exec(`DELETE FROM journeys WHERE image_id = '${world.ids[1]}'`);
    expect(found(await world.verify())).toEqual({ 'ledger-row-missing': [world.ids[1]] });
  });

  test('every kind has been planted above', () => {
    expect(FindingKind.options).toHaveLength(7);
  });
});

describe('what is none', () => {
  test('images of another computer, another user and another program', async () => {
    const world = await verifyWorld();
    const shared = { objects: world.objects, records: world.recordStore };
    await verifyWorld({ ...shared, pictures: 0, files: { 'a.bmp': picture(50) }, device: 'another' });
    const stranger = { ...shared, records: memoryRecordStore(), profile: { userId: 'stranger' } };
    await verifyWorld({ ...stranger, pictures: 0, files: { 'b.bmp': picture(51) } });
    const any = { contentType: 'text/plain', metadata: {}, etag: 'e', modifiedAt: 0, bytes: Buffer.from('hello') };
    world.held.set('notes/readme.txt', any);
    world.held.set(`originals/${'e'.repeat(64)}.txt`, any);
    const report = await world.verify();
    expect(found(report)).toEqual({});
    expect(report).toMatchObject({ proven: 4, foreign: 3 });
  });

  test('an image that is on its way', async () => {
    const world = await verifyWorld({
      pictures: 1,
      records: memoryRecordStore({
        before: (call) => {
          if (call === 'record') throw failedSoon('server-error', 'record');
        },
      }),
    });
    expect(world.held.size).toBe(2);
    const report = await world.verify();
    expect(found(report)).toEqual({});
    expect(report.notStored).toBe(1);
  });

  test('records, where the profile has no table', async () => {
    const world = await verifyWorld({ profile: { table: undefined }, records: memoryRecordStore() });
    world.records.clear();
    expect(found(await world.verify())).toEqual({});
  });
});

test('layouts in which names come before the hash are verified alike', async () => {
  const world = await verifyWorld({
    profile: { originalKey: '{folder}/{name}-{hash8}.{ext}', renditionKey: 'small/{year}/{name}/{hash}-{rendition}' },
  });
  expect(await world.verify()).toMatchObject({ proven: 3 });
  const key = [...world.held.keys()].find((one) => one.startsWith('1-')) ?? '';
  world.held.delete(key);
  expect(found(await world.verify())).toEqual({ 'object-missing': [key] });
});

test('of many findings all are counted and the first are shown', async () => {
  const world = await verifyWorld({ pictures: 30 });
  world.records.clear();
  const { found: count, examples } = (await world.verify()).findings['record-missing'];
  expect(count).toBe(30);
  expect(examples).toHaveLength(mostExamples);
});

describe('a verification that is interrupted', () => {
  test('goes on where it was, with what it had found', async () => {
    const world = await verifyWorld({ pictures: 150 });
    world.held.delete(world.original(world.ids[3]));
    const stop = new AbortController();
    await expect(
      world.verify({ deep: true }, stop.signal, ({ phase, done }) => {
        if (phase === 'images' && done > 100) stop.abort();
      }),
    ).rejects.toThrow(/abort/i);
    world.asked.length = 0;
    const report = await world.verify({ deep: true });
    expect(report.proven).toBe(149);
    expect(found(report)).toEqual({ 'object-missing': [world.original(world.ids[3])] });
    expect(world.asked.filter((call) => call === 'list')).toEqual([]);
    expect(world.asked.filter((call) => call === 'get').length).toBeLessThan(100);
  });

  test('begins anew when it is asked to, or asked for in another way', async () => {
    const world = await verifyWorld();
    const stop = new AbortController();
    const ended = world.verify({}, stop.signal, ({ phase }) => {
      if (phase === 'images') stop.abort();
    });
    await ended.catch(() => undefined);
    world.held.delete(world.thumb(world.ids[0]));
    expect(found(await world.verify({ fresh: true }))).toEqual({ 'object-missing': [world.thumb(world.ids[0])] });
    expect(found(await world.verify({ deep: true }))).toEqual({ 'object-missing': [world.thumb(world.ids[0])] });
  });

  test('outlasts answers that fail, and says so when the cloud no longer answers at all', async () => {
    let failing = 4;
    const before = (call: string): void => {
      if (call !== 'list' || failing === 0) return;
      failing -= 1;
      throw new Failed({ code: 'throttled', retry: 'soon', scope: 'image', subject: bucket });
    };
    const world = await verifyWorld({ objects: memoryObjectStore({ buckets: [bucket], before }) });
    expect((await world.verify()).proven).toBe(3);
    failing = Number.POSITIVE_INFINITY;
    await expect(world.verify()).rejects.toMatchObject({ failure: { code: 'throttled' } });
  });
});

test('the records of another user are not looked at', async () => {
  const world = await verifyWorld();
  const record = changed(world.records.get(world.ids[0] ?? ''), {
    user_id: 'stranger',
    original_key: 'originals/none',
  });
  world.recordStore.records('stranger').set(record.image_id, record);
  expect(userId).not.toBe('stranger');
  expect(found(await world.verify())).toEqual({});
});
