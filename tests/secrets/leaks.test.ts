/** @file The search for leaked secrets finds each form it claims to; and what we write to the disk holds none. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keepKeys } from '../../electron/cloud/credentials.ts';
import { thisDevice } from '../../electron/cloud/home.ts';
import { settingsStore } from '../../electron/cloud/settings.ts';
import { jsonLog } from '../../electron/foundation/log.ts';
import { memoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { Profile } from '../../shared/profile.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { expectNoSecret, expectNoSecretIn } from '../setup/expect-no-secret.ts';

const secret = 'wJalr"XUtnFEMI/K7MD+NG?bPx';

describe('the search', () => {
  test.each([
    ['as it is', secret],
    ['in JSON', JSON.stringify({ a: { key: secret } })],
    ['in a query', `https://host/?key=${encodeURIComponent(secret)}&a=b`],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in a Basic header', Buffer.from(`AKIAEXAMPLE:${secret}`).toString('base64')],
    ['in base64url, one byte later', Buffer.from(`{{{{"${secret}"}`).toString('base64url')],
    ['in hexadecimal', Buffer.from(secret).toString('hex')],
    ['in UTF-16', Buffer.from(secret, 'utf16le')],
  ])('finds it %s, deep below the folder, among other bytes', async (_, text) => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'a', 'b'), { recursive: true });
    await writeFile(
      join(folder, 'a', 'b', 'crash.dmp'),
      Buffer.concat([Buffer.alloc(70_000, 7), Buffer.from(text), Buffer.alloc(9)]),
    );
    await expect(expectNoSecret(folder, secret)).rejects.toThrow('crash.dmp');
  });

  test('finds nothing where it is not', async () => {
    const folder = await temporaryFolder();
    await writeFile(
      join(folder, 'log'),
      `${secret.slice(0, -3)} and base64 ${Buffer.from('something else').toString('base64')}`,
    );
    await expectNoSecret(folder, secret);
  });

  test('proves nothing by an empty folder', async () => {
    await expect(expectNoSecret(await temporaryFolder(), secret)).rejects.toThrow('files below');
  });
});

test('settings and device files hold no secret of a profile whose keys are in the keychain', async () => {
  const home = await temporaryFolder();
  await keepKeys(memoryKeychain(), 'work', { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: secret });
  const profile = { name: 'work', region: 'eu-central-1', bucket: 'my-photos', table: 'images', userId: 'me' };
  // What a careless caller might hand over with it is dropped by the parser.
  const parsed = Profile.parse({
    ...profile,
    secretAccessKey: secret,
    credentials: { kind: 'keychain', account: 'work', secret },
  });
  await settingsStore(home).saveProfile(parsed);
  await thisDevice(home);
  await expectNoSecret(home, secret);
});

test('the log writes no secret that is handed to it by mistake', () => {
  let written = '';
  const log = jsonLog({
    write: (line) => {
      written += line;
    },
  });
  const keys = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: secret, sessionToken: secret };
  log.info('keys found', { ...keys });
  log.warn('keys refused', { keys, profile: { keys } });
  expect(written).toContain('keys refused');
  expectNoSecretIn(written, secret);
});
