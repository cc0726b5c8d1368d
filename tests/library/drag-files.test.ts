/** @file A drag out of the window takes the file that is here, unchanged; else what was fetched and proven; never anything else. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noCrash } from '../../electron/foundation/crash-point.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { dragFiles } from '../../electron/library/drag-files.ts';
import { ImageId } from '../../shared/image.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { journeyWorld, picture, profileName } from '../journey/journey-world.ts';

const forever = new AbortController().signal;

async function carried() {
  const world = journeyWorld({ files: { 'deep/a.bmp': picture(1) } });
  await world.scan();
  await world.carry();
  const { ledger, profile, objects, records } = world;
  const folder = absolutePath(join(temporaryFolder(), 'dragged'));
  const cloud = async () => ({ profile, objects, records });
  const files = dragFiles({ ledger, reached: noCrash, cloud }, folder);
  const imageId = ImageId.parse(createHash('sha256').update(picture(1)).digest('hex'));
  return {
    ...world,
    files,
    dragged: folder,
    here: join(world.folder, 'deep/a.bmp'),
    key: { profile: profileName, imageId },
  };
}

test('the file that was carried is dragged itself, and nothing is fetched for it', async () => {
  const { files, key, here, dragged } = await carried();
  await files.fetch(key, forever);
  expect(await files.find(key)).toBe(here);
  expect(existsSync(dragged)).toBe(false);
});

test('where it is gone or another, the image is fetched, found then, and gone when emptied', async () => {
  const { files, key, here, dragged } = await carried();
  writeFileSync(here, picture(2));
  expect(await files.find(key)).toBeNull();
  await files.fetch(key, forever);
  const path = await files.find(key);
  expect(path).toBe(join(dragged, key.imageId, 'a.bmp'));
  expect(readFileSync(path ?? '')).toEqual(picture(1));
  // What somebody writes into it meanwhile is not the image.
  writeFileSync(path ?? '', picture(3));
  expect(await files.find(key)).toBeNull();
  await files.fetch(key, forever);
  expect(readFileSync((await files.find(key)) ?? '')).toEqual(picture(1));
  await files.empty();
  expect(await files.find(key)).toBeNull();
  expect(existsSync(dragged)).toBe(false);
});

test('what the cloud does not have is said to be missing, and nothing is found', async () => {
  const { files, key, here } = await carried();
  rmSync(here);
  const unknown = { ...key, imageId: ImageId.parse('0'.repeat(64)) };
  await expect(files.fetch(unknown, forever)).rejects.toMatchObject({ failure: { code: 'object-missing' } });
  expect(await files.find(unknown)).toBeNull();
});
