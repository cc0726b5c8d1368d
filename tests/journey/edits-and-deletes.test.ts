/** @file What a person does to files and what becomes of it in the cloud: nothing is ever lost there by what is done here. */
import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ImageId } from '../../shared/image.ts';
import { memoryObjectStore } from '../fakes/memory-object-store.ts';
import { memoryRecordStore } from '../fakes/memory-record-store.ts';
import { bucket, journeyWorld, picture, profileName, userId } from './journey-world.ts';

const idOf = (bytes: Uint8Array) => ImageId.parse(createHash('sha256').update(bytes).digest('hex'));

/** Counts what is asked of the clouds. */
function countingWorld(files: Readonly<Record<string, Uint8Array>>) {
  const calls: string[] = [];
  const before = (call: string) => void calls.push(call);
  const objects = memoryObjectStore({ buckets: [bucket], before });
  const records = memoryRecordStore({ before });
  return { ...journeyWorld({ files, objects, records }), calls };
}

test('an edited file is a new image that says which it replaces; both stay', async () => {
  const world = countingWorld({ 'a.bmp': picture(1) });
  await world.scan();
  await world.carry();
  world.write('a.bmp', picture(2, 200));
  expect(await world.scan()).toEqual({ seen: ['a.bmp'], gone: [] });
  await world.carry();
  const [before, after] = [idOf(picture(1)), idOf(picture(2, 200))];
  expect([...world.objects.objects(bucket).keys()].sort()).toEqual(
    [`originals/${before}.bmp`, `originals/${after}.bmp`].sort(),
  );
  expect(world.records.records(userId).get(after)).toMatchObject({ replaces: before, file_name: 'a.bmp' });
  expect(world.records.records(userId).get(before)?.replaces).toBeUndefined();
  const journeys = [before, after].map((imageId) => world.ledger.journeys.find({ profile: profileName, imageId }));
  expect(journeys).toMatchObject([
    { state: 'stored', replaces: null },
    { state: 'stored', replaces: before },
  ]);
});

test('edited and edited back, a file is the image that it was, and nothing is sent for that', async () => {
  const world = countingWorld({ 'a.bmp': picture(1) });
  await world.scan();
  await world.carry();
  world.write('a.bmp', picture(2, 200));
  await world.scan();
  await world.carry();
  const before = world.calls.length;
  world.write('a.bmp', picture(1));
  await world.scan();
  await world.carry();
  expect(world.calls.slice(before)).toEqual([]);
  expect(world.file('a.bmp')).toMatchObject({ state: 'hashed', imageId: idOf(picture(1)) });
  expect(world.records.records(userId).get(idOf(picture(1)))?.replaces).toBeUndefined();
});

const deeds: readonly [what: string, deed: (folder: string) => void][] = [
  ['deleted', (folder) => rmSync(join(folder, 'a.bmp'))],
  ['deleted with its folder', (folder) => rmSync(join(folder, 'deep'), { recursive: true })],
  ['renamed', (folder) => renameSync(join(folder, 'a.bmp'), join(folder, 'z.bmp'))],
  [
    'moved',
    (folder) => {
      mkdirSync(join(folder, 'other'));
      renameSync(join(folder, 'a.bmp'), join(folder, 'other', 'a.bmp'));
    },
  ],
  ['moved with its folder', (folder) => renameSync(join(folder, 'deep'), join(folder, 'elsewhere'))],
  ['swapped', (folder) => swap(join(folder, 'a.bmp'), join(folder, 'deep', 'b.bmp'))],
];

test.each(deeds)('a stored file that is %s sends nothing and removes nothing', async (_, deed) => {
  const world = countingWorld({ 'a.bmp': picture(1), 'deep/b.bmp': picture(2) });
  await world.scan();
  await world.carry();
  const stored = [...world.objects.objects(bucket).keys()];
  const records = structuredClone([...world.records.records(userId).values()]);
  const before = world.calls.length;
  deed(world.folder);
  await world.scan();
  await world.carry();
  expect(world.calls.slice(before)).toEqual([]);
  expect([...world.objects.objects(bucket).keys()]).toEqual(stored);
  expect([...world.records.records(userId).values()]).toEqual(records);
  expect(world.ledger.journeys.counts(null)).toMatchObject({ stored: 2, failed: 0, waiting: 0 });
});

function swap(one: string, other: string): void {
  renameSync(one, `${one}.aside`);
  renameSync(other, one);
  renameSync(`${one}.aside`, other);
}

test('a file deleted before its turn is no failure', async () => {
  const world = countingWorld({ 'a.bmp': picture(1) });
  const scanning = world.scan();
  rmSync(join(world.folder, 'a.bmp'));
  await scanning;
  await world.carry();
  expect(world.ledger.files.counts()).toMatchObject({ gone: 1, settled: 0, waiting: 0 });
  expect(world.calls).toEqual([]);
});
