/** @file Files of this computer as a window asks for them: by image and id; the desktop shows them, a browser has no such thing. */
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FileDesk } from '../../electron/api/files-router.ts';
import { apiWorld, cloudForFile } from './api-world.ts';

const { cloud, profile } = cloudForFile();

/** One picture stored, and what the file manager and the programs were asked for. */
async function storedWorld(desk: 'desktop' | 'browser', { named = 'one.jpg', opens = true } = {}) {
  const asked: string[] = [];
  const fileDesk: FileDesk = {
    show: (path) => void asked.push(`show ${path}`),
    open: async (path) => {
      asked.push(`open ${path}`);
      return opens;
    },
  };
  const world = await apiWorld(desk === 'desktop' ? { fileDesk } : {});
  const { accessKeyId, secretAccessKey } = cloud();
  await world.client.profiles.save({ profile: profile(), keys: { accessKeyId, secretAccessKey } });
  const { path, token } = await world.dropFolder(['one.jpg']);
  renameSync(join(path, 'one.jpg'), join(path, named));
  await world.client.folders.add({ token, profile: 'p', watched: true });
  await world.stored(1);
  const [entry] = (await world.client.images.page({})).entries;
  if (entry?.file === undefined || entry.file === null) throw new Error('It has a file');
  const { profile: name, imageId, file } = entry;
  return { ...world, asked, file: { profile: name, imageId, file }, path: join(path, named) };
}

test('shown and opened by the id that History tells', async () => {
  const { client, asked, file, path } = await storedWorld('desktop');
  expect((await client.images.find({ profile: file.profile, imageId: file.imageId })).files).toMatchObject([
    { id: file.file, path },
  ]);
  await client.library.files.show(file);
  expect(await client.library.files.open(file)).toEqual({ opened: true });
  expect(asked).toEqual([`show ${path}`, `open ${path}`]);
});

test('a name that is no picture’s is never opened, only shown', async () => {
  const { client, asked, file, path } = await storedWorld('desktop', { named: 'one.desktop' });
  expect(await client.library.files.open(file)).toEqual({ opened: false });
  expect(asked).toEqual([`show ${path}`]);
});

test('where no program takes it, it is shown; where it is gone, that is said', async () => {
  const { client, asked, file, path } = await storedWorld('desktop', { opens: false });
  expect(await client.library.files.open(file)).toEqual({ opened: false });
  expect(asked).toEqual([`open ${path}`, `show ${path}`]);
  rmSync(path);
  await expect(client.library.files.show(file)).rejects.toMatchObject({ data: { code: 'file-missing' } });
  await expect(client.library.files.show({ ...file, file: -1 })).rejects.toMatchObject({ code: 'UNKNOWN' });
});

test('the log is shown in its folder; a browser is shown nothing', async () => {
  const desktop = await apiWorld({ fileDesk: { show: (path) => void shown.push(path), open: async () => true } });
  const shown: string[] = [];
  await desktop.client.showLog({});
  expect(shown).toEqual([join(desktop.home, 'cloudroll.log')]);
  const { client, file } = await storedWorld('browser');
  await expect(client.showLog({})).rejects.toMatchObject({ code: 'UNKNOWN' });
  await expect(client.library.files.open(file)).rejects.toMatchObject({ code: 'UNKNOWN' });
  const { profile: of, imageId } = file;
  await expect(client.library.files.fetch({ images: [{ profile: of, imageId }] })).rejects.toMatchObject({
    code: 'UNKNOWN',
  });
});
