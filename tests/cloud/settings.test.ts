/** @file Profiles survive restarts, damage and newer versions of the file. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settingsStore } from '../../electron/cloud/settings.ts';
import { Limits, noLimits } from '../../shared/limits.ts';
import { Profile } from '../../shared/profile.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

function profile(name: string, bucket = 'my-photos'): Profile {
  return Profile.parse({
    name,
    region: 'eu-central-1',
    bucket,
    table: 'images',
    userId: 'me',
    credentials: { kind: 'keychain', account: name },
  });
}

test('without a file there are no profiles, and nothing is written', async () => {
  const home = await temporaryFolder();
  expect(await settingsStore(home).read()).toMatchObject({ profiles: [], limits: noLimits, setAside: undefined });
  expect(await readdir(home)).toEqual([]);
});

test('a saved profile is there after a restart, and a second one of that name replaces it', async () => {
  const home = await temporaryFolder();
  await settingsStore(home).saveProfile(profile('work'));
  await settingsStore(home).saveProfile(profile('home'));
  await settingsStore(home).saveProfile(profile('work', 'other-bucket'));
  const { profiles } = await settingsStore(home).read();
  expect(profiles).toEqual([profile('home'), profile('work', 'other-bucket')]);
});

test('many saved at once are all kept', async () => {
  const store = settingsStore(await temporaryFolder());
  const names = Array.from({ length: 20 }, (_, n) => `profile-${n}`);
  await Promise.all(names.map((name) => store.saveProfile(profile(name))));
  expect((await store.read()).profiles.map(({ name }) => name)).toEqual(names);
});

test('removing says whether there was one', async () => {
  const store = settingsStore(await temporaryFolder());
  await store.saveProfile(profile('work'));
  expect(await store.removeProfile('work')).toBe(true);
  expect(await store.removeProfile('work')).toBe(false);
  expect((await store.read()).profiles).toEqual([]);
});

test.skipIf(process.platform === 'win32')('only the owner can read the file', async () => {
  const home = await temporaryFolder();
  await settingsStore(home).saveProfile(profile('work'));
  expect((await stat(join(home, 'settings.json'))).mode & 0o777).toBe(0o600);
});

test.each([
  ['empty, as after a power cut', ''],
  ['cut in the middle', '{"version":1,"profiles":[{"name":"wo'],
  ['zeros', '\0'.repeat(4096)],
  ['JSON of another kind', '[1,2,3]'],
  ['a profile without a bucket', '{"version":1,"profiles":[{"name":"work"}]}'],
])('a damaged file (%s) is set aside whole, said once, and saving goes on', async (_, damaged) => {
  const home = await temporaryFolder();
  await writeFile(join(home, 'settings.json'), damaged);
  const store = settingsStore(home);
  const aside = join(home, 'settings.damaged-1.json');
  expect(await store.read()).toMatchObject({ profiles: [], limits: noLimits, setAside: aside });
  expect(await readFile(aside, 'utf8')).toBe(damaged);
  expect((await store.read()).setAside).toBeUndefined();
  await store.saveProfile(profile('work'));
  expect((await store.read()).profiles).toEqual([profile('work')]);
});

test('a second damaged file does not replace the first', async () => {
  const home = await temporaryFolder();
  await writeFile(join(home, 'settings.damaged-1.json'), 'first');
  await writeFile(join(home, 'settings.json'), 'second');
  expect((await settingsStore(home).read()).setAside).toBe(join(home, 'settings.damaged-2.json'));
  expect(await readFile(join(home, 'settings.damaged-1.json'), 'utf8')).toBe('first');
});

test('a file of a newer Cloudroll is left alone, and fields it added are kept', async () => {
  const home = await temporaryFolder();
  const path = join(home, 'settings.json');
  const newer = '{"version":2,"profiles":"elsewhere"}';
  await writeFile(path, newer);
  const refused = { failure: { code: 'bad-settings', detail: 'newer', subject: path } };
  await expect(settingsStore(home).read()).rejects.toMatchObject(refused);
  await expect(settingsStore(home).saveProfile(profile('work'))).rejects.toMatchObject(refused);
  expect(await readFile(path, 'utf8')).toBe(newer);
  await writeFile(path, '{"version":1,"profiles":[],"theme":"dark"}');
  await settingsStore(home).saveProfile(profile('work'));
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ theme: 'dark' });
});

test('limits are kept beside the profiles, and each survives a change of the other', async () => {
  const home = await temporaryFolder();
  const limits = Limits.parse({ bandwidth: '08:00,512k 19:00,off', window: { from: '22:00', to: '06:00' } });
  await settingsStore(home).saveLimits(limits);
  await settingsStore(home).saveProfile(profile('work'));
  expect(await settingsStore(home).read()).toMatchObject({ profiles: [profile('work')], limits, setAside: undefined });
});

test('a limit that makes no sense is said, and nothing is set aside for it', async () => {
  const home = await temporaryFolder();
  await settingsStore(home).saveProfile(profile('work'));
  const path = join(home, 'settings.json');
  const file: object = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify({ ...file, limits: { bandwidth: 'fast' } }));
  await expect(settingsStore(home).read()).rejects.toMatchObject({
    failure: { code: 'bad-settings', detail: 'limits.bandwidth' },
  });
  expect(await readdir(home)).toEqual(['settings.json']);
});
