/** @file Settings that change while the engine runs: kept before they hold, one after the other, secrets elsewhere. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { liveSettings } from '../../electron/api/live-settings.ts';
import { type SettingsStore, settingsStore } from '../../electron/cloud/settings.ts';
import { Failed } from '../../electron/foundation/failed.ts';
import { memoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { sessionKeychain } from '../../electron/secrets/session-keychain.ts';
import { Profile } from '../../shared/profile.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { expectNoSecret } from '../setup/expect-no-secret.ts';

const keys = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'the secret of the settings' };
const profile = (name: string) =>
  Profile.parse({ name, region: 'r', bucket: 'bucket', userId: 'me', credentials: { kind: 'aws-chain' } });

function world(alter: (store: SettingsStore) => SettingsStore = (store) => store) {
  const home = temporaryFolder();
  const keychain = sessionKeychain(memoryKeychain());
  const own = { profile: profile('environment'), limits: { lanes: 2 } };
  const open = () => liveSettings({ store: alter(settingsStore(home)), keychain, own });
  return { home, keychain, open };
}

test('a key goes to the keychain, the profile points at it, and no file holds it', async () => {
  const { home, keychain, open } = world();
  const settings = await open();
  await settings.saveProfile(profile('p'), keys);
  expect(settings.profiles().map(({ name, credentials }) => [name, credentials.kind])).toEqual([
    ['environment', 'aws-chain'],
    ['p', 'keychain'],
  ]);
  expect(JSON.parse((await keychain.read('profile:p')) ?? '')).toEqual(keys);
  await expectNoSecret(home, keys.secretAccessKey);
  expect((await open()).profiles().length).toBe(2);
  expect(await settings.removeProfile('p')).toBe(true);
  expect(await keychain.read('profile:p')).toBeNull();
  expect(await settings.removeProfile('environment')).toBe(false);
  await expect(settings.saveProfile(profile('environment'), undefined)).rejects.toThrow(Failed);
});

test('changes at once are all kept, and what the environment says stays above them', async () => {
  const { home, open } = world();
  const settings = await open();
  await Promise.all([
    settings.change({ limits: { notOnBattery: true } }),
    settings.change({ limits: { lanes: 8 }, window: { appearance: 'dark' } }),
    settings.change({ window: { notifications: { stored: false } } }),
  ]);
  const expected = {
    limits: { notOnBattery: true, lanes: 2 },
    window: { appearance: 'dark', notifications: { stored: false, issues: true } },
  };
  expect(settings.all()).toMatchObject(expected);
  expect((await open()).all()).toEqual(settings.all());
  expect(JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8'))).toMatchObject({ limits: { lanes: 8 } });
});

test('what could not be kept does not hold', async () => {
  const full = new Failed({ code: 'disk-full', retry: 'after-user-acts', scope: 'profile', subject: 'x' });
  const { open } = world((store) => ({ ...store, saveLimits: () => Promise.reject(full) }));
  const settings = await open();
  const before = settings.all();
  await expect(settings.change({ limits: { notOnMetered: true } })).rejects.toBe(full);
  expect(settings.all()).toEqual(before);
  await settings.change({ window: { appearance: 'light' } });
  expect(settings.all().limits).toEqual(before.limits);
});
