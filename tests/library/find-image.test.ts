/** @file An image is found by a path of this computer, or by the beginning of its name; nothing is guessed. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { findImage } from '../../electron/library/find-image.ts';
import { journeyWorld, picture, profileName } from '../journey/journey-world.ts';

const forever = new AbortController().signal;
const idOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function storedWorld() {
  const world = journeyWorld({ files: { 'a.bmp': picture(1), 'deep/b b.bmp': picture(2) } });
  await world.scan();
  await world.carry();
  const find = (name: string) => findImage(world.ledger, name, absolutePath(join(world.folder, name)), forever);
  return { ...world, find };
}

test('by its path', async () => {
  const { find, file } = await storedWorld();
  const images = [{ profile: profileName, imageId: idOf(picture(2)) }];
  expect(await find('deep/b b.bmp')).toEqual({ fileId: file('deep/b b.bmp')?.id, images });
});

test('by the beginning of its name, of eight digits or more', async () => {
  const { find } = await storedWorld();
  const imageId = idOf(picture(1));
  const images = [{ profile: profileName, imageId }];
  expect(await find(imageId)).toEqual({ fileId: null, images });
  expect(await find(imageId.slice(0, 8))).toEqual({ fileId: null, images });
  expect(await find(imageId.slice(0, 7))).toEqual({ fileId: null, images: [] });
});

test.each(['c.bmp', 'deep', '.', '../elsewhere.bmp', '0'.repeat(64)])('%s is nothing that is known', async (name) => {
  const { find } = await storedWorld();
  expect(await find(name)).toEqual({ fileId: null, images: [] });
});

test('a file that was not read yet is a file without an image', async () => {
  const world = await storedWorld();
  await world.schedule.stop();
  world.write('new.bmp', picture(3));
  await world.scan();
  expect(await world.find('new.bmp')).toEqual({ fileId: world.file('new.bmp')?.id, images: [] });
});

test('a copy of an image that was deleted on purpose is that image', async () => {
  const world = await storedWorld();
  const key = { profile: profileName, imageId: (await world.find('a.bmp')).images[0]?.imageId };
  if (key.imageId === undefined) throw new Error('It was stored a moment ago');
  const buried = { profile: key.profile, imageId: key.imageId };
  await world.ledger.commit(() => world.ledger.journeys.bury(buried, 0));
  world.write('copy.bmp', picture(1));
  await world.scan();
  await world.carry();
  expect(await world.find('copy.bmp')).toEqual({ fileId: world.file('copy.bmp')?.id, images: [buried] });
});
