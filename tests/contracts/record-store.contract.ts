/** @file What every record store must do, said as tests; run by the fake and by DynamoDB on the local cloud. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImageRecord, SaidOfImage } from '../../electron/journey/record/image-record.ts';
import type { FeedPage, FeedRequest, RecordStore } from '../../electron/journey/record/record-store.ts';
import { ImageId } from '../../shared/image.ts';
import { recordBurialsContract } from './record-burials.contract.ts';

export type RecordStoreWorld = {
  readonly store: RecordStore;
  /** Writes an attribute of somebody else into an item and reads it back; absent where items hold nothing else. */
  readonly foreign?: {
    readonly write: (record: ImageRecord, value: string) => Promise<void>;
    readonly read: (record: ImageRecord) => Promise<unknown>;
    /** An item that is no record of ours, under the same user. */
    readonly item: (userId: string, imageId: string) => Promise<void>;
  };
  /** A table with one record of an image has no claims. */
  readonly isOfOneUser?: boolean;
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

    test('who claims an image, or deletes it, is told to whoever asks, once each, until it is taken back, and is no record', async () => {
      const image = imageId('claimed');
      const { store, isOfOneUser } = world;
      const second = { imageId: image, userId: 'second' };
      const third = { imageId: image, userId: 'third' };
      const leaving = { ...second, deleting: { at: '2026-01-01T00:00:00.000Z', by: 'desk' } };
      for (const claim of [second, third, second]) await store.claim(claim, forever);
      expect(await store.claims(image, forever)).toEqual(isOfOneUser ? [] : [second, third]);
      expect(await store.claims(imageId('unclaimed'), forever)).toEqual([]);
      expect(await store.find('second', image, forever)).toBeNull();
      await store.claim(leaving, forever);
      expect(await store.claims(image, forever)).toEqual(isOfOneUser ? [] : [leaving, third]);
      for (let time = 0; time < 2; time += 1) await store.unclaim(second, forever);
      expect(await store.claims(image, forever)).toEqual(isOfOneUser ? [] : [third]);
    });

    test('no record is null, for another user too', async () => {
      const record = newRecord('mine', 'one');
      await world.store.record(record, forever);
      expect(await world.store.find('mine', imageId('another'), forever)).toBeNull();
      expect(await world.store.find('yours', record.image_id, forever)).toBeNull();
    });

    test('one more rendition is named beside the others, once, and named anew where it changed', async () => {
      const record = fullRecord('renditions', 'one');
      const copy = {
        name: 'shared',
        key: 'renditions/copy.jpg',
        width: 4,
        height: 3,
        bytes: 9,
        content_type: 'image/jpeg',
      };
      const name = (more: Partial<typeof copy> = {}) =>
        world.store.nameRendition('renditions', record.image_id, { ...copy, ...more }, forever);
      expect(await name()).toBe(false);
      await world.store.record(record, forever);
      expect([await name(), await name()]).toEqual([true, true]);
      const found = () => world.store.find('renditions', record.image_id, forever);
      expect(await found()).toEqual({ ...record, renditions: [...record.renditions, copy] });
      expect(await name({ bytes: 10 })).toBe(true);
      expect(await found()).toEqual({ ...record, renditions: [...record.renditions, { ...copy, bytes: 10 }] });
      expect(await world.store.nameRendition('somebody', record.image_id, copy, forever)).toBe(false);
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

    test('a feed tells what was stored from a moment on, oldest first, over several pages', async () => {
      const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
      const records = Array.from({ length: 25 }, (_, minute) => ({
        ...newRecord('fed', String(minute)),
        upload_time: at(minute),
        description: 'x'.repeat(80_000),
      }));
      await Promise.all(records.map((record) => world.store.record(record, forever)));
      const fed = await wholeFeed(world.store, { userId: 'fed', by: 'upload_time', from: at(3) });
      expect(fed.records.map((record) => record.upload_time)).toEqual(records.slice(3).map((one) => one.upload_time));
      expect(fed.pages).toBeGreaterThan(1);
      expect((await wholeFeed(world.store, { userId: 'fed', by: 'changed_at', from: at(0) })).records).toEqual([]);
    });

    test('a description is written into the version that was read, found by its time, and keeps the rest', async () => {
      const record = newRecord('described', 'one');
      await world.store.record(record, forever);
      const { image_id: id } = record;
      const said = saidAt('2026-11-22T00:00:00.000Z', { title: 'One', tags: ['a', 'b'], fields: { place: 'Rome' } });
      const described = { userId: 'described', imageId: id, from: 0, said };
      expect(await world.store.describe(described, forever)).toBe(true);
      expect(await world.store.describe(described, forever)).toBe(false);
      const { description: _, favourite: __, location_removed: ___, ...kept } = said;
      expect(await world.store.find('described', id, forever)).toEqual({ ...record, ...kept, version: 1 });
      const bare = saidAt('2026-11-23T00:00:00.000Z', { favourite: true });
      expect(await world.store.describe({ ...described, from: 1, said: bare }, forever)).toBe(true);
      const now = await world.store.find('described', id, forever);
      expect(now).toMatchObject({ version: 2, favourite: true, file_name: record.file_name });
      expect(now).not.toHaveProperty('title');
      expect(now).not.toHaveProperty('tags');
      const fed = await wholeFeed(world.store, {
        userId: 'described',
        by: 'changed_at',
        from: '2026-11-23T00:00:00.000Z',
      });
      expect(fed.records).toEqual([now]);
    });

    test('a location is taken out of the record, and put back; what is not told of it stays', async () => {
      const gps = { latitude: 48.5, longitude: -2.25 };
      const record = { ...newRecord('placed', 'one'), gps };
      await world.store.record(record, forever);
      const found = () => world.store.find('placed', record.image_id, forever);
      const describe = (from: number, more: Partial<SaidOfImage>) => {
        const said = saidAt('2026-11-22T00:00:00.000Z', more);
        return world.store.describe({ userId: 'placed', imageId: record.image_id, from, said }, forever);
      };
      await describe(0, { title: 'One' });
      expect(await found()).toMatchObject({ gps });
      await describe(1, { gps: null, location_removed: true });
      expect(await found()).not.toHaveProperty('gps');
      expect(await found()).toMatchObject({ location_removed: true, version: 2 });
      await describe(2, { gps });
      expect(await found()).toMatchObject({ gps, version: 3 });
      expect(await found()).not.toHaveProperty('location_removed');
    });

    test('of ten who describe the same version at once one is heard', async () => {
      const record = newRecord('heard', 'one');
      await world.store.record(record, forever);
      const said = (title: string) => saidAt('2026-11-22T00:00:00.000Z', { title });
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          world.store.describe({ userId: 'heard', imageId: record.image_id, from: 0, said: said(`${index}`) }, forever),
        ),
      );
      expect(answers.filter((answer) => answer)).toHaveLength(1);
      expect((await world.store.find('heard', record.image_id, forever))?.title).toBe(String(answers.indexOf(true)));
    });

    test('a description makes no record where there is none', async () => {
      const said = saidAt('2026-11-22T00:00:00.000Z', { title: 'x' });
      expect(await world.store.describe({ userId: 'none', imageId: imageId('none'), from: 0, said }, forever)).toBe(
        false,
      );
      expect(await world.store.find('none', imageId('none'), forever)).toBeNull();
    });

    recordBurialsContract(() => world.store, newRecord);

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

export function imageId(seed: string): ImageId {
  return ImageId.parse(createHash('sha256').update(seed).digest('hex'));
}

export function newRecord(userId: string, seed: string): ImageRecord {
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

function saidAt(at: string, more: Partial<SaidOfImage>): SaidOfImage {
  const edits = [{ at, by: 'desk', set: { title: 'One' } }];
  const nothing = { title: '', description: '', tags: [], favourite: false, location_removed: false, fields: {} };
  return { ...nothing, changed_at: at, changed_by: 'desk', edits, ...more };
}

async function wholeFeed(
  store: RecordStore,
  asked: Omit<FeedRequest, 'next'>,
): Promise<{ records: ImageRecord[]; pages: number }> {
  const records: ImageRecord[] = [];
  let next: string | null = null;
  let pages = 0;
  do {
    const page: FeedPage = await store.feed({ ...asked, next }, new AbortController().signal);
    records.push(...page.records);
    next = page.next;
    pages += 1;
  } while (next !== null);
  return { records, pages };
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
