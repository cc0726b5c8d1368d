/** @file What every record store must do, said as tests; run by the fake and by DynamoDB on the local cloud. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImageRecord } from '../../electron/journey/record/image-record.ts';
import type { RecordStore } from '../../electron/journey/record/record-store.ts';
import { ImageId } from '../../shared/image.ts';

export type RecordStoreWorld = {
  readonly store: RecordStore;
  /** Writes an attribute of somebody else into an item and reads it back; absent where items hold nothing else. */
  readonly foreign?: {
    readonly write: (record: ImageRecord, value: string) => Promise<void>;
    readonly read: (record: ImageRecord) => Promise<unknown>;
    /** An item that is no record of ours, under the same user. */
    readonly item: (userId: string, imageId: string) => Promise<void>;
  };
  readonly close: () => Promise<void>;
};

export function recordStoreContract(name: string, makeWorld: () => Promise<RecordStoreWorld>): void {
  describe(`a record store: ${name}`, () => {
    let world: RecordStoreWorld;
    beforeAll(async () => {
      world = await makeWorld();
    });
    afterAll(() => world.close());

    const forever = new AbortController().signal;

    test('a record is found as it was written, with everything in it', async () => {
      const record = fullRecord('found', 'one');
      expect(await world.store.record(record, forever)).toBe('written');
      expect(await world.store.find('found', record.image_id, forever)).toEqual(record);
    });

    test('a record with nothing optional in it is found as it was written', async () => {
      const record = newRecord('bare', 'one');
      await world.store.record(record, forever);
      expect(await world.store.find('bare', record.image_id, forever)).toEqual(record);
    });

    test('no record is null, for another user too', async () => {
      const record = newRecord('mine', 'one');
      await world.store.record(record, forever);
      expect(await world.store.find('mine', imageId('another'), forever)).toBeNull();
      expect(await world.store.find('yours', record.image_id, forever)).toBeNull();
    });

    test('the second computer is added, and what the first wrote stays', async () => {
      const first = { ...fullRecord('joined', 'one'), device: 'desk', devices: ['desk'] };
      const second = { ...newRecord('joined', 'one'), device: 'laptop', devices: ['laptop'], file_name: 'other.jpg' };
      expect(await world.store.record(first, forever)).toBe('written');
      expect(await world.store.record(second, forever)).toBe('joined');
      expect(await world.store.record(second, forever)).toBe('joined');
      expect(await world.store.find('joined', first.image_id, forever)).toEqual({
        ...first,
        devices: ['desk', 'laptop'],
      });
    });

    test('of ten computers at once one writes, and all ten are in the record', async () => {
      const devices = Array.from({ length: 10 }, (_, index) => `computer-${index}`);
      const answers = await Promise.all(
        devices.map((device) =>
          world.store.record({ ...newRecord('race', 'one'), device, devices: [device] }, forever),
        ),
      );
      expect(answers.filter((answer) => answer === 'written')).toHaveLength(1);
      expect((await world.store.find('race', imageId('one'), forever))?.devices).toEqual(devices);
    });

    test('attributes that others keep in our item survive a second computer', async (context) => {
      if (world.foreign === undefined) return context.skip('items hold nothing but records here');
      const record = newRecord('foreign', 'one');
      await world.store.record(record, forever);
      await world.foreign.write(record, 'theirs');
      await world.store.record({ ...record, devices: ['laptop'] }, forever);
      expect(await world.foreign.read(record)).toBe('theirs');
      expect((await world.store.find('foreign', record.image_id, forever))?.devices).toEqual(['desk', 'laptop']);
    });

    test('items of others are passed over in a list, and one under our key is said to be unreadable', async (context) => {
      if (world.foreign === undefined) return context.skip('items hold nothing but records here');
      const record = newRecord('mixed', 'one');
      await world.store.record(record, forever);
      await world.foreign.item('mixed', imageId('theirs'));
      expect(await collect(world.store.all('mixed', forever))).toEqual([record]);
      await expect(world.store.find('mixed', imageId('theirs'), forever)).rejects.toMatchObject({
        failure: { code: 'bad-answer', retry: 'never', scope: 'image' },
      });
    });

    test('all records of a user come in order of their ids, over several pages, and nobody else’s', async () => {
      const records = Array.from({ length: 30 }, (_, index) => ({
        ...newRecord('pages', String(index)),
        // 30 times 60 kB is two pages of DynamoDB.
        description: 'x'.repeat(60_000),
      }));
      await Promise.all(records.map((record) => world.store.record(record, forever)));
      const listed = await collect(world.store.all('pages', forever));
      expect(listed.map((record) => record.image_id)).toEqual(records.map((record) => record.image_id).sort());
      expect(await collect(world.store.all('nobody', forever))).toEqual([]);
    });

    test('a removed record is gone, removing it again is no failure, and it can be written anew', async () => {
      const record = newRecord('removed', 'one');
      await world.store.record(record, forever);
      await world.store.remove('removed', record.image_id, forever);
      await world.store.remove('removed', record.image_id, forever);
      expect(await world.store.find('removed', record.image_id, forever)).toBeNull();
      expect(await world.store.record(record, forever)).toBe('written');
    });

    test('an aborted signal stops every call with an AbortError and writes nothing', async () => {
      const record = newRecord('aborted', 'one');
      const aborted = AbortSignal.abort(new Error('any reason'));
      const anAbortError = expect.objectContaining({ name: 'AbortError' });
      await expect(world.store.record(record, aborted)).rejects.toEqual(anAbortError);
      await expect(world.store.find('aborted', record.image_id, aborted)).rejects.toEqual(anAbortError);
      await expect(collect(world.store.all('aborted', aborted))).rejects.toEqual(anAbortError);
      expect(await world.store.find('aborted', record.image_id, forever)).toBeNull();
    });
  });
}

function imageId(seed: string): ImageId {
  return ImageId.parse(createHash('sha256').update(seed).digest('hex'));
}

function newRecord(userId: string, seed: string): ImageRecord {
  const id = imageId(seed);
  return {
    user_id: userId,
    image_id: id,
    schema_version: 1,
    original_key: `originals/${id}.jpg`,
    renditions: [],
    source_bucket: 'photos',
    destination_bucket: 'photos',
    content_type: 'image/jpeg',
    file_name: 'Fête 😀.jpg',
    size_bytes: 1_234_567,
    sha256: id,
    upload_time: '2026-11-21T06:36:40.000Z',
    device: 'desk',
    devices: ['desk'],
  };
}

function fullRecord(userId: string, seed: string): ImageRecord {
  const record = newRecord(userId, seed);
  const key = `renditions/${record.image_id}/preview.jpg`;
  return {
    ...record,
    processed_key: key,
    renditions: [{ name: 'preview', key, width: 2048, height: 1536, bytes: 300_000, content_type: 'image/jpeg' }],
    original_size: '4000x3000',
    processed_size: '2048x1536',
    captured_at: '2026-07-01T12:00:00+02:00',
    camera: 'A camera',
    gps: { latitude: 48.858_37, longitude: -2.294_481, altitude: 35.5 },
    tags: ['été', 'family'],
    description: 'Words of its owner',
    favourite: true,
    warning: 'cannot-decode',
    replaces: imageId('the one before'),
  };
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
