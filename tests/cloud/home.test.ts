/** @file Where Cloudroll keeps its things, and that one computer stays one computer. */
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { expect, test } from 'vitest';
import { thisDevice } from '../../electron/cloud/home.ts';
import { homeFolder } from '../../electron/cloud/home-folder.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

test('CLOUDROLL_HOME says where, and without it the system does', () => {
  expect(homeFolder({ CLOUDROLL_HOME: '/srv/cloudroll' })).toBe(absolutePath('/srv/cloudroll'));
  const usual = homeFolder({ CLOUDROLL_HOME: ' ' });
  expect(isAbsolute(usual)).toBe(true);
  expect(usual).toMatch(/cloudroll/i);
});

test('a computer keeps its id from one start to the next, also when two start at once', async () => {
  const home = absolutePath(join(await temporaryFolder(), 'new', 'home'));
  const devices = await Promise.all(Array.from({ length: 8 }, () => thisDevice(home)));
  expect(new Set(devices.map(({ id }) => id)).size).toBe(1);
  expect(await thisDevice(home)).toEqual({ id: devices[0]?.id, name: hostname() });
});

test('two homes are two devices', async () => {
  const [one, other] = [await thisDevice(await temporaryFolder()), await thisDevice(await temporaryFolder())];
  expect(one.id).not.toBe(other.id);
});

test.skipIf(process.platform === 'win32')('the home is for its owner alone', async () => {
  const home = absolutePath(join(await temporaryFolder(), 'home'));
  await thisDevice(home);
  expect((await stat(home)).mode & 0o077).toBe(0);
  expect((await stat(join(home, 'device-id'))).mode & 0o077).toBe(0);
});

test('a home that cannot be made, or an id that was scribbled on, is a setting to be put right', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'file'), '');
  const inFile = absolutePath(join(folder, 'file', 'home'));
  await expect(thisDevice(inFile)).rejects.toMatchObject({ failure: { code: 'bad-settings', detail: 'ENOTDIR' } });
  await mkdir(join(folder, 'home'));
  await writeFile(join(folder, 'home', 'device-id'), 'scribble');
  const scribbled = absolutePath(join(folder, 'home'));
  await expect(thisDevice(scribbled)).rejects.toMatchObject({ failure: { code: 'bad-settings', detail: 'damaged' } });
});
