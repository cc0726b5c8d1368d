/** @file Keys of a profile: of its source, of a role, and of a session that a person opens with one code for all who wait. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepKeys } from '../../electron/cloud/credentials.ts';
import { keySessions } from '../../electron/cloud/key-sessions.ts';
import { type KeyParts, openKeys, profileKeys, signIn } from '../../electron/cloud/profile-keys.ts';
import { memoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { Profile, RoleToAssume } from '../../shared/profile.ts';
import { manualClock } from '../fakes/manual-clock.ts';
import { assumedRole, recordedServer, stsError } from '../fixtures/recorded-server.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const forever = new AbortController().signal;
const now = Date.UTC(2026, 10, 21, 12);
const hour = 3_600_000;
const device = 'arn:aws:iam::123456789012:mfa/jo';

async function world({ mfa = false, role = true }: { mfa?: boolean; role?: boolean } = {}) {
  const clock = manualClock(now);
  const keychain = memoryKeychain();
  await keepKeys(keychain, 'profile:p', { accessKeyId: 'AKIABASE', secretAccessKey: 'base secret' });
  let given = 0;
  const { endpoint, seen } = await recordedServer(({ body }) => {
    const code = new URLSearchParams(body).get('TokenCode');
    if (mfa && code !== '123456') {
      return stsError(403, 'AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code.');
    }
    given += 1;
    return assumedRole(`ASIA${given}`, 'role secret', new Date(clock.now() + hour));
  });
  const arn = 'arn:aws:iam::123456789012:role/photos';
  const profile = Profile.parse({
    name: 'p',
    region: 'eu-west-2',
    stsEndpoint: endpoint,
    bucket: 'photos',
    userId: 'me',
    credentials: { kind: 'keychain', account: 'profile:p' },
    ...(role ? { role: RoleToAssume.parse({ arn, ...(mfa ? { mfaDevice: device } : {}) }) } : {}),
  });
  return { clock, keychain, profile, seen, parts: { keychain, clock, environment: {} } satisfies KeyParts };
}

test('without a role the keys are those of the keychain', async () => {
  const { profile, parts } = await world({ role: false });
  expect(await openKeys(profile, parts)).toEqual({ accessKeyId: 'AKIABASE', secretAccessKey: 'base secret' });
});

test('with a role they are assumed with those of the keychain', async () => {
  const { profile, parts, seen } = await world();
  expect(await openKeys(profile, parts)).toMatchObject({ accessKeyId: 'ASIA1' });
  expect(seen[0]?.headers['authorization']).toContain('Credential=AKIABASE/');
});

test('whoever asks at the same moment shares one answer', async () => {
  const { profile, parts, seen } = await world();
  const keys = profileKeys(profile, parts);
  const answers = await Promise.all([keys(), keys(), keys()]);
  expect(answers.map(({ accessKeyId }) => accessKeyId)).toEqual(['ASIA1', 'ASIA1', 'ASIA1']);
  expect(seen).toHaveLength(1);
});

test('an MFA role without anybody to ask says that a code is needed, and asks nobody', async () => {
  const { profile, parts, seen } = await world({ mfa: true });
  await expect(openKeys(profile, parts)).rejects.toMatchObject({
    failure: { code: 'mfa-needed', retry: 'after-user-acts', scope: 'profile', subject: device },
  });
  expect(seen).toHaveLength(0);
});

test('a session that was opened with a code serves until it runs out', async () => {
  const { profile, parts, clock, seen } = await world({ mfa: true });
  const sessions = keySessions(clock);
  await signIn(profile, { ...parts, sessions }, '123456', forever);
  expect(await openKeys(profile, { ...parts, sessions })).toMatchObject({ accessKeyId: 'ASIA1' });
  expect(seen).toHaveLength(1);
  clock.advance(hour);
  await expect(openKeys(profile, { ...parts, sessions })).rejects.toMatchObject({ failure: { code: 'mfa-needed' } });
});

test('a wrong code opens nothing', async () => {
  const { profile, parts, clock } = await world({ mfa: true });
  const sessions = keySessions(clock);
  await expect(signIn(profile, { ...parts, sessions }, '999999', forever)).rejects.toMatchObject({
    failure: { code: 'mfa-needed' },
  });
  expect(sessions.current(profile)).toBeNull();
});

test('a session is of these keys and this role: a profile that was changed has none', async () => {
  const { profile, parts, clock } = await world({ mfa: true });
  const sessions = keySessions(clock);
  await signIn(profile, { ...parts, sessions }, '123456', forever);
  const { role: _, ...withoutRole } = profile;
  expect(await openKeys(withoutRole, { ...parts, sessions })).toMatchObject({ accessKeyId: 'AKIABASE' });
  sessions.close(profile);
  expect(sessions.current(profile)).toBeNull();
});

test('nobody signs in where no code is asked for', async () => {
  const { profile, parts, clock } = await world();
  await expect(signIn(profile, { ...parts, sessions: keySessions(clock) }, '123456', forever)).rejects.toMatchObject({
    failure: { code: 'bad-settings', detail: 'asks for no code' },
  });
});

test('at a terminal the person is asked for one code, however many wait for it', async () => {
  const { profile, parts, clock } = await world({ mfa: true });
  const asked: string[] = [];
  const sessions = keySessions(clock, async (of) => {
    asked.push(of);
    return '123456';
  });
  const keys = profileKeys(profile, { ...parts, sessions });
  await Promise.all([keys(), keys(), keys()]);
  await keys();
  expect(asked).toEqual([device]);
});

test('keys of an AWS file are asked for again within ten minutes, because files change', async () => {
  const home = temporaryFolder();
  await mkdir(join(home, '.aws'));
  await writeFile(join(home, '.aws', 'credentials'), '[work]\naws_access_key_id=AKIAFILE\naws_secret_access_key=s\n');
  const { parts, profile } = await world({ role: false });
  const ofFile: Profile = { ...profile, credentials: { kind: 'aws-profile', name: 'work' } };
  const keys = await profileKeys(ofFile, { ...parts, environment: { HOME: home } })();
  expect(keys).toMatchObject({ accessKeyId: 'AKIAFILE', expiration: new Date(now + 10 * 60_000) });
});

test('an AWS profile that asks for a code says so before it asks anybody', async () => {
  const home = temporaryFolder();
  await mkdir(join(home, '.aws'));
  const config = `[profile admin]\nrole_arn=arn:aws:iam::1:role/a\nsource_profile=default\nmfa_serial=${device}\n`;
  await writeFile(join(home, '.aws', 'config'), config);
  const { parts, profile } = await world({ role: false });
  const ofFile: Profile = { ...profile, credentials: { kind: 'aws-profile', name: 'admin' } };
  await expect(openKeys(ofFile, { ...parts, environment: { HOME: home } })).rejects.toMatchObject({
    failure: { code: 'mfa-needed', subject: device },
  });
});
