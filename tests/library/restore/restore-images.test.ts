/** @file Images come back whole and proven, into the folders asked for, beside what is there, and after a stop where they were. */
import { spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Failed } from '../../../electron/foundation/failed.ts';
import { absolutePath } from '../../../electron/foundation/paths.ts';
import type { JourneyParts } from '../../../electron/journey/journey.ts';
import { beginRestore, restoreImages } from '../../../electron/library/restore/restore-images.ts';
import type { RestoreProgress, RestoreWish } from '../../../shared/restoring.ts';
import { fastClock } from '../../fakes/fast-clock.ts';
import { memoryObjectStore } from '../../fakes/memory-object-store.ts';
import { bucket, journeyWorld, picture } from '../../journey/journey-world.ts';

const files = { 'a.bmp': picture(1), 'deep/b.bmp': picture(2), 'deep/er/ü c.bmp': picture(3) };
const everything: RestoreWish = { of: { filter: {} }, rendition: 'original', layout: 'folder' };

async function libraryWorld(before?: Parameters<typeof memoryObjectStore>[0]['before']) {
  const objects = memoryObjectStore({ buckets: [bucket], ...(before === undefined ? {} : { before }) });
  const world = journeyWorld({ files, objects, clock: fastClock(50) });
  await world.scan();
  await world.carry();
  const destination = absolutePath(join(world.base, 'back'));
  mkdirSync(destination);
  const restore = async (wish: Partial<RestoreWish> = {}): Promise<RestoreProgress> =>
    go(world.parts, await beginRestore(world.parts, { ...everything, ...wish }, destination));
  const there = (): string[] =>
    readdirSync(destination, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(destination.length + 1))
      .sort();
  return { ...world, destination, restore, there };
}

/** To its end; the last that was told. */
async function go(parts: JourneyParts, id: number, signal = new AbortController().signal): Promise<RestoreProgress> {
  const row = parts.ledger.restores.find(id);
  if (row === null) throw new Error('There is no such restore');
  let last: RestoreProgress | undefined;
  for await (const progress of restoreImages(parts, row, signal)) last = progress;
  if (last === undefined) throw new Error('Nothing was told');
  return last;
}

test('all of them, as they lay, byte for byte', async () => {
  const { restore, there, destination, ledger } = await libraryWorld();
  const bytes = Object.values(files).reduce((sum, file) => sum + file.length, 0);
  const end = await restore();
  expect(end).toMatchObject({
    images: 3,
    bytes,
    done: 3,
    bytesDone: bytes,
    written: 3,
    renamed: 0,
    there: 0,
    failed: 0,
    ended: true,
  });
  expect(there()).toEqual(Object.keys(files).sort());
  for (const [name, content] of Object.entries(files)) expect(readFileSync(join(destination, name))).toEqual(content);
  expect(ledger.restores.unfinished()).toEqual([]);
});

test('what is there already is left as it is: the same content is not fetched, other content gets a neighbour', async () => {
  const fetched: string[] = [];
  const { restore, there, destination } = await libraryWorld((call, subject) => {
    if (call === 'get') fetched.push(subject);
  });
  writeFileSync(join(destination, 'a.bmp'), picture(1));
  mkdirSync(join(destination, 'deep'));
  writeFileSync(join(destination, 'deep/b.bmp'), 'something of mine');
  const end = await restore();
  expect(end).toMatchObject({ written: 2, renamed: 1, there: 1, failed: 0 });
  expect(fetched).toHaveLength(2);
  expect(readFileSync(join(destination, 'deep/b.bmp'), 'utf8')).toBe('something of mine');
  expect(readFileSync(join(destination, 'deep/b (2).bmp'))).toEqual(picture(2));
  expect(await restore()).toMatchObject({ written: 0, there: 3 });
  expect(there()).toHaveLength(4);
});

test('of one name and other content there are as many as images', async () => {
  const world = await libraryWorld();
  world.write('other/a.bmp', picture(9));
  await world.scan();
  await world.carry();
  expect(await world.restore({ layout: 'flat' })).toMatchObject({ written: 4, renamed: 1 });
  expect(world.there()).toEqual(['a (2).bmp', 'a.bmp', 'b.bmp', 'ü c.bmp']);
});

test('bytes that are not the image are not kept, and that is said', async () => {
  const { restore, there, objects } = await libraryWorld();
  const [first] = objects.objects(bucket);
  if (first === undefined) throw new Error('Three are stored');
  const [key, object] = first;
  objects.objects(bucket).set(key, { ...object, bytes: Buffer.alloc(object.bytes.length) });
  const end = await restore();
  expect(end).toMatchObject({
    written: 2,
    failed: 1,
    failures: [{ failure: { code: 'bad-answer', detail: 'other bytes came' } }],
  });
  expect(there()).toHaveLength(2);
});

test('one that is gone from the cloud does not hold up the others, and is tried again when it goes on', async () => {
  const { restore, parts, objects, ledger, there } = await libraryWorld();
  const [key, object] = [...objects.objects(bucket)][0] ?? [];
  if (key === undefined || object === undefined) throw new Error('Three are stored');
  objects.objects(bucket).delete(key);
  const end = await restore();
  expect(end).toMatchObject({ written: 2, failed: 1, failures: [{ failure: { code: 'object-missing' } }] });
  expect(ledger.restores.unfinished()).toMatchObject([{ id: end.id }]);
  objects.objects(bucket).set(key, object);
  expect(await go(parts, end.id)).toMatchObject({ written: 3, failed: 0 });
  expect([there().length, ledger.restores.unfinished()]).toEqual([3, []]);
});

test('stopped and gone on with, nothing is fetched twice and nothing half is left', async () => {
  const fetched: string[] = [];
  const stopping = new AbortController();
  const { parts, destination, there } = await libraryWorld((call, subject) => {
    if (call !== 'get') return;
    fetched.push(subject);
    if (fetched.length === 2) stopping.abort(new DOMException('Stopped', 'AbortError'));
  });
  const id = await beginRestore(parts, everything, destination);
  await go(parts, id, stopping.signal);
  expect(there().filter((name) => name.includes('.part'))).toEqual([]);
  const before = there().length;
  expect(before).toBeLessThan(3);
  fetched.splice(0);
  expect(await go(parts, id)).toMatchObject({ written: 3, done: 3 });
  expect(fetched).toHaveLength(3 - before);
});

test('a whole profile that does not answer ends it, to be gone on with', async () => {
  let isAway = false;
  const world = await libraryWorld((call) => {
    if (isAway && call === 'get')
      throw new Failed({ code: 'denied', retry: 'after-user-acts', scope: 'profile', subject: bucket });
  });
  isAway = true;
  await expect(world.restore()).rejects.toMatchObject({ failure: { code: 'denied' } });
  const [left] = world.ledger.restores.unfinished();
  isAway = false;
  expect(await go(world.parts, left?.id ?? 0)).toMatchObject({ written: 3 });
});

test('what a kill left is taken away, but for what another process is writing; a second name of a file is not written to', async () => {
  const { destination, restore } = await libraryWorld();
  const ended = spawnSync(process.execPath, ['--version']).pid;
  const left = join(destination, `.cloudroll-${'ab'.repeat(12)}-${ended}-1.part`);
  const others = `.cloudroll-${'ab'.repeat(12)}-${process.ppid}-1.part`;
  writeFileSync(join(destination, 'a.bmp'), 'edited by its owner since');
  linkSync(join(destination, 'a.bmp'), left);
  writeFileSync(join(destination, others), 'half');
  expect(await restore({ layout: 'flat' })).toMatchObject({ written: 3, renamed: 1 });
  expect(readFileSync(join(destination, 'a.bmp'), 'utf8')).toBe('edited by its owner since');
  expect(readdirSync(destination).filter((name) => name.endsWith('.part'))).toEqual([others]);
});

test('two that restore the same images at once write each image once', async () => {
  const { parts, destination, there } = await libraryWorld();
  const ids = [
    await beginRestore(parts, everything, destination),
    await beginRestore(parts, { ...everything, layout: 'folder' }, destination),
  ];
  const ends = await Promise.all(ids.map((id) => go(parts, id)));
  expect(ends).toMatchObject([{ failed: 0 }, { failed: 0 }]);
  expect(there()).toHaveLength(3);
});

test('a link on the way out of the folder is not followed', async () => {
  const { restore, destination, base } = await libraryWorld();
  mkdirSync(join(base, 'elsewhere'));
  symlinkSync(join(base, 'elsewhere'), join(destination, 'deep'));
  expect(await restore()).toMatchObject({ written: 1, failed: 2 });
  expect(readdirSync(join(base, 'elsewhere'))).toEqual([]);
});

test('a name that is a link to a file is not written through', async () => {
  const { restore, destination, base } = await libraryWorld();
  writeFileSync(join(base, 'mine'), 'mine');
  symlinkSync(join(base, 'mine'), join(destination, 'a.bmp'));
  expect(await restore()).toMatchObject({ written: 3, renamed: 1 });
  expect(readFileSync(join(base, 'mine'), 'utf8')).toBe('mine');
});
