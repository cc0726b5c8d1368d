/** @file Pictures that were shown: fetched once, kept within bounds, believed only when they are what they were. */
import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { thumbCache } from '../../electron/api/thumb-cache.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { manualClock } from '../fakes/manual-clock.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const picture = (seed: number) => Buffer.alloc(1000, seed);
const name = (seed: number) => createHash('sha256').update(picture(seed)).digest('hex');

function cacheIn(folder: string, most?: number) {
  const clock = manualClock();
  const cache = thumbCache(absolutePath(folder), clock, most);
  const fetched: number[] = [];
  return {
    clock,
    fetched,
    get: (seed: number, bytes: Buffer | null = picture(seed)) =>
      cache.get(name(seed), async () => {
        fetched.push(seed);
        return bytes;
      }),
  };
}

test('a picture is fetched once, however many ask at once, and not again after a restart', async () => {
  const folder = join(temporaryFolder(), 'thumbs');
  const first = cacheIn(folder);
  const all = await Promise.all([first.get(1), first.get(1), first.get(1)]);
  expect(all.every((bytes) => bytes?.equals(picture(1)))).toBe(true);
  await first.get(1);
  expect(first.fetched).toEqual([1]);
  const second = cacheIn(folder);
  await second.get(1);
  expect(second.fetched).toEqual([]);
});

test('the longest unseen go first, and what is left fits', async () => {
  const folder = join(temporaryFolder(), 'thumbs');
  const { clock, get, fetched } = cacheIn(folder, 2500);
  for (const seed of [1, 2]) {
    await get(seed);
    clock.advance(1000);
  }
  await get(1);
  clock.advance(1000);
  await get(3);
  expect(readdirSync(folder).sort()).toEqual([name(1), name(3)].sort());
  await get(2);
  expect(fetched).toEqual([1, 2, 3, 2]);
});

test('a file that was damaged is fetched anew, and other bytes than those meant are shown to nobody', async () => {
  const folder = join(temporaryFolder(), 'thumbs');
  const { get, fetched } = cacheIn(folder);
  await get(1);
  writeFileSync(join(folder, name(1)), 'damaged');
  expect((await get(1))?.equals(picture(1))).toBe(true);
  expect(fetched).toEqual([1, 1]);
  expect(await get(2, picture(3))).toBeNull();
  expect(await get(4, null)).toBeNull();
  expect(readdirSync(folder)).toEqual([name(1)]);
});

test('a picture that could not be fetched is asked for again', async () => {
  const folder = join(temporaryFolder(), 'thumbs');
  const cache = thumbCache(absolutePath(folder), manualClock());
  await expect(cache.get(name(1), () => Promise.reject(new Error('offline')))).rejects.toThrow('offline');
  expect((await cache.get(name(1), async () => picture(1)))?.equals(picture(1))).toBe(true);
});
