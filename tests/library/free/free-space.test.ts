/** @file Only what the cloud has just proven to hold goes, and only to the trash; favourites, new ones and changed ones stay. */
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { Failed } from '../../../electron/foundation/failed.ts';
import { beginDeletion } from '../../../electron/library/delete/begin-deletion.ts';
import { filesToFree } from '../../../electron/library/free/files-to-free.ts';
import { settleFreed } from '../../../electron/library/free/free-file.ts';
import { freedPage, freeSpace } from '../../../electron/library/free/free-space.ts';
import { issues } from '../../../electron/library/issues.ts';
import { type FreeProgress, FreeWish } from '../../../shared/free-space.ts';
import { ImageId } from '../../../shared/image.ts';
import { manualClock } from '../../fakes/manual-clock.ts';
import { memoryObjectStore } from '../../fakes/memory-object-store.ts';
import { bucket, journeyWorld, picture, profileName, userId } from '../../journey/journey-world.ts';

const day = 24 * 60 * 60 * 1000;
const forever = new AbortController().signal;

/** Three stored, a hundred days ago. */
async function freeWorld() {
  const clock = manualClock();
  const calls: string[] = [];
  const objects = memoryObjectStore({ buckets: [bucket], now: clock.now, before: (call) => void calls.push(call) });
  const files = { 'a.bmp': picture(1), 'b.bmp': picture(2), 'sub/c.bmp': picture(3) };
  const world = journeyWorld({ files, clock, objects });
  await world.scan();
  await world.carry();
  clock.advance(100 * day);
  const trashed = join(world.base, 'trash');
  mkdirSync(trashed);
  const trash = async (path: string): Promise<void> => renameSync(path, join(trashed, basename(path)));
  const wish = (more: Partial<FreeWish> = {}) => FreeWish.parse({ profile: profileName, ...more });
  const preview = (more: Partial<FreeWish> = {}) =>
    filesToFree({ ledger: world.ledger, now: clock.now() }, wish(more)).preview;
  const keyOf = (name: string) => ({ profile: profileName, imageId: ImageId.parse(world.file(name)?.imageId) });
  const free = async (more: Partial<FreeWish> = {}, through = trash): Promise<FreeProgress | undefined> => {
    let last: FreeProgress | undefined;
    const asked = { ...wish(more), files: preview(more).files };
    for await (const progress of freeSpace({ ...world.parts, trash: through }, asked, forever)) last = progress;
    return last;
  };
  const inTrash = (name: string) => existsSync(join(trashed, name));
  const here = (name: string) => existsSync(join(world.folder, name));
  calls.splice(0);
  return { ...world, clock, objects, calls, keyOf, preview, free, inTrash, here, trash };
}

test('stored files go to the trash, the store being asked for each; what went is listed and no issue', async () => {
  const { free, preview, calls, here, inTrash, ledger, scan, carry, objects } = await freeWorld();
  const bytes = picture(1).length * 3;
  expect(preview()).toEqual({ images: 3, files: 3, bytes, kept: { favourites: 0, recent: 0, notStored: 0 } });
  expect(calls).toEqual([]);
  expect(await free()).toMatchObject({ done: 3, freed: 3, freedBytes: bytes, left: 0, failed: 0, ended: true });
  expect(calls.filter((call) => call === 'head')).toHaveLength(3);
  for (const name of ['a.bmp', 'b.bmp', 'sub/c.bmp'])
    expect([here(name), inTrash(basename(name))]).toEqual([false, true]);
  const { entries } = await freedPage({ ledger }, { limit: 2 });
  expect(entries).toHaveLength(2);
  expect(
    (await freedPage({ ledger }, { limit: 2, after: (await freedPage({ ledger }, { limit: 2 })).next ?? '' })).entries,
  ).toHaveLength(1);
  await scan();
  await carry();
  expect(issues(ledger, 10, null)).toEqual([]);
  expect([ledger.journeys.counts(null).stored, objects.objects(bucket).size]).toEqual([3, 3]);
});

test('a file that another profile still needs stays, also when that begins meanwhile', async () => {
  const { parts, preview, keyOf, ledger, clock, here, trash } = await freeWorld();
  const place = { fileName: 'a.bmp', directory: '', replaces: null };
  const needs = (name: string) =>
    ledger.commit(() => ledger.journeys.begin({ ...keyOf(name), ...place, profile: 'another' }, clock.now()));
  await needs('a.bmp');
  expect(preview()).toMatchObject({ files: 2, kept: { notStored: 1 } });
  const asked = { ...FreeWish.parse({ profile: profileName }), files: preview().files };
  const read: typeof parts.read = async (...of) => {
    for (const name of ['b.bmp', 'sub/c.bmp']) await needs(name);
    return parts.read(...of);
  };
  let last: FreeProgress | undefined;
  for await (const progress of freeSpace({ ...parts, read, trash }, asked, forever)) last = progress;
  expect(last).toMatchObject({ freed: 0, left: 2 });
  expect(['a.bmp', 'b.bmp', 'sub/c.bmp'].map(here)).toEqual([true, true, true]);
});

test('favourites and the last days stay, unless the person says otherwise', async () => {
  const { preview, keyOf, ledger, write, scan, carry } = await freeWorld();
  await ledger.commit(() =>
    ledger.catalogue.describe(keyOf('a.bmp'), {
      title: '',
      description: '',
      tags: [],
      fields: {},
      location: true,
      favourite: true,
    }),
  );
  write('new.bmp', picture(4));
  await scan();
  await carry();
  expect(preview()).toMatchObject({ files: 2, kept: { favourites: 1, recent: 1, notStored: 0 } });
  expect(preview({ keepFavourites: false, keepDays: 0 })).toMatchObject({ files: 4 });
  expect(preview({ images: [keyOf('b.bmp')] })).toMatchObject({ files: 1 });
});

test('what the cloud does not have, or not whole, or not recorded, stays here', async () => {
  const { free, objects, here, keyOf, records } = await freeWorld();
  const held = objects.objects(bucket);
  const keyIn = (name: string) => [...held.keys()].find((key) => key.includes(keyOf(name).imageId)) ?? '';
  held.delete(keyIn('a.bmp'));
  const other = held.get(keyIn('b.bmp'));
  if (other === undefined) throw new Error('It was stored');
  held.set(keyIn('b.bmp'), { ...other, sha256: '0'.repeat(64) });
  records.records(userId).delete(keyOf('sub/c.bmp').imageId);
  expect(await free()).toMatchObject({ freed: 0, left: 3, failed: 0 });
  expect(['a.bmp', 'b.bmp', 'sub/c.bmp'].map(here)).toEqual([true, true, true]);
});

test('where the store keeps no checksum, every byte is read back', async () => {
  const { free, objects, here } = await freeWorld();
  const held = objects.objects(bucket);
  const [first, second] = [...held];
  if (first === undefined || second === undefined) throw new Error('Three are stored');
  for (const [key, { sha256: _, ...object }] of held) held.set(key, object);
  const { sha256: _, ...spoilt } = first[1];
  held.set(first[0], { ...spoilt, bytes: Buffer.alloc(spoilt.bytes.length) });
  expect(await free()).toMatchObject({ freed: 2, left: 1, failures: [{ failure: { code: 'other-bytes-at-key' } }] });
  expect(['a.bmp', 'b.bmp', 'sub/c.bmp'].filter(here)).toHaveLength(1);
});

test('a file that changed since it was carried stays', async () => {
  const { free, here, folder } = await freeWorld();
  writeFileSync(join(folder, 'a.bmp'), picture(77));
  expect(await free()).toMatchObject({ freed: 2, left: 1, failures: [{ failure: { code: 'file-changed' } }] });
  expect(here('a.bmp')).toBe(true);
});

test('what is being deleted from the cloud, or was, never goes', async () => {
  const { preview, keyOf, parts } = await freeWorld();
  await beginDeletion(parts, { of: { images: [keyOf('a.bmp')] }, versions: false });
  expect(preview()).toMatchObject({ files: 2, kept: { notStored: 1 } });
});

test('a trash that does not take a file is said, and the file stays; what went before a crash is found out', async () => {
  const { free, here, ledger } = await freeWorld();
  const refusing = async (): Promise<void> => {
    throw new Error('no trash here');
  };
  expect(await free({}, refusing)).toMatchObject({ freed: 0, failed: 3 });
  expect([here('a.bmp'), (await freedPage({ ledger }, { limit: 10 })).entries]).toEqual([true, []]);
  // As a crash between the trash and our note leaves it.
  await ledger.commit(() => {
    const file = ledger.files.byId(1);
    if (file?.imageId == null) throw new Error('It was hashed');
    const path = join(ledger.folders.all()[0]?.path ?? '', file.directory, file.name);
    ledger.freed.going({ profile: profileName, imageId: file.imageId, fileId: 1, path, size: 1, at: 0 });
    renameSync(path, `${path}.gone`);
  });
  await settleFreed({ ledger });
  expect((await freedPage({ ledger }, { limit: 10 })).entries).toHaveLength(1);
});

test('with another number of files than the person was told, nothing happens', async () => {
  const { parts, trash, here } = await freeWorld();
  const asked = { ...FreeWish.parse({ profile: profileName }), files: 2 };
  const begun = freeSpace({ ...parts, trash }, asked, forever).next();
  await expect(begun).rejects.toBeInstanceOf(Failed);
  expect(here('a.bmp')).toBe(true);
});
