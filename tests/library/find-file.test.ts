/** @file "Is this already in my cloud?" is answered by the bytes: whatever a file is called, wherever it is, even through a link. */
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { readImage } from '../../electron/journey/hash/read-image.ts';
import { findInCloud } from '../../electron/library/find-file.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { bucket, journeyWorld, picture, profileName } from '../journey/journey-world.ts';

const forever = new AbortController().signal;

test('a copy under another name is found with when, where and by whom; another picture is not', async () => {
  const world = journeyWorld({ files: { 'a.bmp': picture(1) } });
  await world.scan();
  await world.carry();
  const folder = temporaryFolder();
  const find = (name: string) =>
    findInCloud({ ledger: world.ledger, read: readImage, device: 'desk' }, absolutePath(join(folder, name)), forever);
  writeFileSync(join(folder, 'copy.bmp'), picture(1));
  writeFileSync(join(folder, 'other.bmp'), picture(2));
  symlinkSync(join(folder, 'copy.bmp'), join(folder, 'link.bmp'));
  const found = await find('copy.bmp');
  expect(found).toMatchObject({
    name: 'copy.bmp',
    failure: null,
    places: [{ profile: profileName, state: 'stored', fileName: 'a.bmp', device: 'desk', deleted: false, bucket }],
  });
  expect(found.places[0]?.storedAt).not.toBeNull();
  expect((await find('link.bmp')).places).toEqual(found.places);
  expect(await find('other.bmp')).toMatchObject({ places: [], failure: null });
  expect(await find('gone.bmp')).toMatchObject({ imageId: null, failure: { code: 'file-missing' }, places: [] });
});

test('what is on its way, or was deleted on purpose, is said to be', async () => {
  const world = journeyWorld({ files: { 'a.bmp': picture(1) }, gate: () => 'closed' });
  const path = absolutePath(join(world.folder, 'a.bmp'));
  const find = () => findInCloud({ ledger: world.ledger, read: readImage, device: 'desk' }, path, forever);
  const { imageId } = await find();
  if (imageId === null) throw new Error('not read');
  const key = { profile: profileName, imageId };
  world.ledger.images.add({ imageId, size: 90, contentType: 'image/bmp', extension: 'bmp' }, 1);
  world.ledger.journeys.begin({ ...key, fileName: 'a.bmp', directory: '', replaces: null }, 1);
  expect((await find()).places).toMatchObject([{ state: 'hashed', storedAt: null, key: null }]);
  world.ledger.journeys.bury(key, 1);
  expect((await find()).places).toMatchObject([{ deleted: true }]);
});
