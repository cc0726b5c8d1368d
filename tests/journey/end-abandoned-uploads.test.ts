/** @file Uploads in parts that nobody will finish are ended; whatever may still be wanted, or is not ours, is left alone. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { failedSoon } from '../../electron/foundation/failed.ts';
import { endAbandonedUploads, endUnneededUploads } from '../../electron/journey/end-abandoned-uploads.ts';
import { lookDaily } from '../../electron/journey/look-daily.ts';
import type { ObjectStore, PartUpload } from '../../electron/journey/upload/object-store.ts';
import { ImageId, type ObjectKey } from '../../shared/image.ts';
import { type ManualClock, manualClock } from '../fakes/manual-clock.ts';
import { memoryObjectStore } from '../fakes/memory-object-store.ts';
import { bucket, journeyWorld, profileName } from './journey-world.ts';

const forever = new AbortController().signal;
const hour = 3_600_000;
const day = 24 * hour;
const hashOf = (name: string) => ImageId.parse(createHash('sha256').update(name).digest('hex'));
const keyOf = (name: string) => `originals/${hashOf(name)}.jpg`;

function world(before?: Parameters<typeof memoryObjectStore>[0]['before']) {
  const clock = manualClock();
  const objects = memoryObjectStore({ buckets: [bucket], now: clock.now, ...(before === undefined ? {} : { before }) });
  const made = journeyWorld({ clock, objects });
  return { ...made, clock };
}

function begin(store: ObjectStore, key: string): Promise<PartUpload> {
  // A key of the test's own making.
  return store.beginParts({ bucket, key: key as ObjectKey, contentType: 'image/jpeg', metadata: {} }, forever);
}

async function addPart(store: ObjectStore, upload: PartUpload, number: number): Promise<void> {
  const bytes = Buffer.from(`part ${number}`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await store.putPart(upload, { number, bytes, sha256 }, forever);
}

async function open(store: ObjectStore): Promise<string[]> {
  const found: string[] = [];
  for await (const upload of store.listOpenUploads(bucket, '', forever)) found.push(upload.key);
  return found;
}

/** Looks once a day, for that many days. */
async function looking(of: ReturnType<typeof world>, days: number): Promise<number> {
  let ended = 0;
  for (let n = 0; n < days; n += 1) {
    of.clock.advance(day);
    ended += await endAbandonedUploads(of.parts, [profileName], forever);
  }
  return ended;
}

test('one that this ledger does not know, and that has rested for a day, is ended', async () => {
  const here = world();
  await begin(here.objects, keyOf('crashed'));
  expect(await endAbandonedUploads(here.parts, [profileName], forever)).toBe(0);
  expect(await looking(here, 1)).toBe(0);
  expect(await open(here.objects)).toEqual([keyOf('crashed')]);
  expect(await looking(here, 1)).toBe(1);
  expect(await open(here.objects)).toEqual([]);
});

test('one that another computer goes on with, however slowly, is left alone until it rests', async () => {
  const here = world();
  const theirs = await begin(here.objects, keyOf('slow'));
  for (let number = 1; number < 6; number += 1) {
    expect(await looking(here, 1)).toBe(0);
    await addPart(here.objects, theirs, number);
  }
  expect(await looking(here, 1)).toBe(0);
  expect(await looking(here, 1)).toBe(1);
});

test('foreign uploads are never touched, however old and however alike', async () => {
  const here = world();
  const foreign = [
    'originals/holiday.jpg',
    `originals/${hashOf('x').toUpperCase()}.jpg`,
    `originals/${hashOf('x')}.jpg.part`,
    `elsewhere/${keyOf('x')}`,
    `renditions/${hashOf('x')}/thumb.webp`,
  ];
  for (const key of foreign) await begin(here.objects, key);
  expect(await looking(here, 10)).toBe(0);
  expect((await open(here.objects)).sort()).toEqual(foreign.sort());
});

test('one that an open journey will go on with is left alone for as long as it takes', async () => {
  const here = world();
  const upload = await begin(here.objects, keyOf('mine'));
  const imageId = hashOf('mine');
  const key = { profile: profileName, imageId };
  await here.close();
  const later = journeyWorld({ base: here.base, clock: here.clock, objects: here.objects, gate: () => 'closed' });
  await later.ledger.commit(() => {
    later.ledger.images.add({ imageId, size: 1, contentType: 'image/jpeg', extension: 'jpg' }, 0);
    later.ledger.journeys.begin({ ...key, fileName: 'mine.jpg', directory: '', replaces: null }, 0);
    later.ledger.uploads.begin({ ...upload, ...key, partSize: 1, begunAt: 0 });
  });
  expect(await looking({ ...here, ...later, clock: here.clock }, 5)).toBe(0);
  await later.ledger.commit(() => later.ledger.journeys.move(key, 'hashed', 'cancelled', 1));
  expect(await endUnneededUploads(later.parts, forever)).toBe(1);
  expect([await open(here.objects), later.ledger.uploads.all()]).toEqual([[], []]);
});

test('a store that does not answer is asked again another time, and the other uploads are ended all the same', async () => {
  let isDown = true;
  const here = world((call, subject) => {
    if (isDown && call === 'listOpenUploads') throw failedSoon('offline', subject);
  });
  await begin(here.objects, keyOf('crashed'));
  expect(await looking(here, 3)).toBe(0);
  isDown = false;
  expect(await looking(here, 2)).toBe(1);
});

test('it is looked for at the start and once a day, not more often, however often Cloudroll starts', async () => {
  const clock = manualClock();
  let looks = 0;
  const objects = memoryObjectStore({
    buckets: [bucket],
    before: (call) => {
      if (call === 'listOpenUploads') looks += 1;
    },
  });
  const here = journeyWorld({ clock, objects });
  const run = async (hours: number, isOpen = () => true): Promise<void> => {
    const ending = new AbortController();
    const running = lookDaily(here.parts, isOpen, ending.signal);
    for (let n = 0; n < hours * 6; n += 1) await restThen(clock, () => clock.advance(hour / 6));
    await restThen(clock, () => ending.abort());
    await running;
  };
  await run(23);
  expect(looks).toBe(1);
  await run(0);
  expect(looks).toBe(1);
  await run(24);
  expect(looks).toBe(2);
  await run(48, () => false);
  expect(looks).toBe(2);
  await run(1);
  expect(looks).toBe(3);
});

/** Once the look has nothing to do but wait. The schedule of the same world sleeps without a timer. */
async function restThen(clock: ManualClock, deed: () => void): Promise<void> {
  while (clock.sleeping().length === 0) await new Promise((resolve) => setImmediate(resolve));
  deed();
}
