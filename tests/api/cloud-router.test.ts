/** @file The calls about a person's own cloud, on a real engine and the built-in cloud; AWS's own parts from a recorded server. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { keychainFailed } from '../../electron/secrets/keytar-failure.ts';
import { memoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import type { Profile } from '../../shared/profile.ts';
import { assumedRole, callerIdentity, recordedServer, stsError } from '../fixtures/recorded-server.ts';
import { type ApiWorld, apiWorld, cloudForFile } from './api-world.ts';

const { cloud, profile } = cloudForFile();

const keys = () => ({ accessKeyId: cloud().accessKeyId, secretAccessKey: cloud().secretAccessKey });

async function withProfile(world: ApiWorld, more: Partial<Profile> = {}): Promise<ApiWorld> {
  await world.client.profiles.save({ profile: { ...profile(), ...more }, keys: keys() });
  return world;
}

/** Everybody is Jo. */
function jo() {
  return recordedServer(() => callerIdentity('111111111111', 'jo'));
}

test('whose keys these are, how they end and since when they are kept', async () => {
  const sts = await jo();
  const world = await withProfile(await apiWorld(), { stsEndpoint: sts.endpoint });
  const used = await world.client.cloud.identity({ profile: 'p' });
  expect(used).toMatchObject({
    source: { kind: 'keychain', account: 'profile:p' },
    identity: { account: '111111111111', arn: 'arn:aws:iam::111111111111:user/jo' },
    ending: cloud().accessKeyId.slice(-4),
    expiresAt: null,
    forSession: false,
  });
  expect(used.keptAt).toEqual(expect.any(Number));
  expect(JSON.stringify(used)).not.toContain(cloud().secretAccessKey);
});

test('with the keychain locked, keys for the session carry images and are in no file', async () => {
  const locked = () => Promise.reject(keychainFailed({ code: 'keychain-locked', detail: 'locked' }));
  const world = await apiWorld({ keychain: { ...memoryKeychain(), read: locked, keep: locked } });
  await expect(world.client.profiles.save({ profile: profile(), keys: keys() })).rejects.toMatchObject({
    data: { code: 'keychain-locked' },
  });
  expect(await world.client.cloud.detectedProfiles({})).toMatchObject({ keychain: 'keychain-locked' });
  await world.client.profiles.save({ profile: profile(), keys: { ...keys(), forSession: true } });
  expect(await world.client.cloud.identity({ profile: 'p' })).toMatchObject({ forSession: true });
  const { token } = await world.dropFolder(['a.jpg']);
  await world.client.folders.add({ token, profile: 'p', watched: true, include: [], exclude: [] });
  await world.stored(1);
  expect(await readFile(join(world.home, 'settings.json'), 'utf8')).not.toContain(cloud().secretAccessKey);
});

test('a new key that does not work changes nothing, and one that works takes over', async () => {
  const sts = await jo();
  const world = await withProfile(await apiWorld(), { stsEndpoint: sts.endpoint });
  const before = await world.client.cloud.identity({ profile: 'p' });
  const wrong = { accessKeyId: cloud().accessKeyId, secretAccessKey: 'wrong' };
  await expect(world.client.cloud.rotateKeys({ profile: 'p', keys: wrong })).rejects.toMatchObject({
    data: { code: 'wrong-key' },
  });
  expect(await world.client.cloud.identity({ profile: 'p' })).toEqual(before);
  const rotated = await world.client.cloud.rotateKeys({ profile: 'p', keys: keys() });
  expect(rotated.keptAt ?? 0).toBeGreaterThanOrEqual(before.keptAt ?? Number.POSITIVE_INFINITY);
});

test('keys of another account are not taken for those of this one', async () => {
  // The new keys are asked about first, then the old ones.
  const answers = ['222222222222', '111111111111'];
  const sts = await recordedServer(() => callerIdentity(answers.shift() ?? '', 'jo'));
  const world = await withProfile(await apiWorld(), { stsEndpoint: sts.endpoint });
  await expect(world.client.cloud.rotateKeys({ profile: 'p', keys: keys() })).rejects.toMatchObject({
    data: { code: 'wrong-key', detail: 'of account 222222222222, not 111111111111' },
  });
});

test('an MFA role asks once, the queue waits, and goes on when somebody has signed in', async () => {
  const sts = await recordedServer(({ body }) => {
    if (new URLSearchParams(body).get('Action') === 'GetCallerIdentity') return callerIdentity('111111111111', 'jo');
    if (new URLSearchParams(body).get('TokenCode') !== '123456') {
      return stsError(403, 'AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code.');
    }
    return assumedRole(cloud().accessKeyId, cloud().secretAccessKey, new Date(Date.now() + 3_600_000), null);
  });
  const arn = 'arn:aws:iam::111111111111:role/photos';
  const role = { arn, sessionName: 'cloudroll', duration: 3600, mfaDevice: 'arn:aws:iam::111111111111:mfa/jo' };
  const world = await withProfile(await apiWorld(), { stsEndpoint: sts.endpoint, role });
  const { token } = await world.dropFolder(['a.jpg', 'b.jpg', 'c.jpg']);
  await world.client.folders.add({ token, profile: 'p', watched: true, include: [], exclude: [] });
  await vi.waitFor(async () => {
    expect(await world.client.issues({ limit: 10 })).toMatchObject([
      { kind: 'profile', profile: 'p', failure: { code: 'mfa-needed', subject: role.mfaDevice } },
    ]);
  });
  await expect(world.client.cloud.signIn({ profile: 'p', code: '999999' })).rejects.toMatchObject({
    data: { code: 'mfa-needed' },
  });
  const used = await world.client.cloud.signIn({ profile: 'p', code: '123456' });
  expect(used.expiresAt).toBeGreaterThan(Date.now());
  await world.stored(3);
  expect(await world.client.issues({ limit: 10 })).toEqual([]);
});

test('an .env file becomes a profile, its key in the keychain and no longer in the file', async () => {
  const keychain = memoryKeychain();
  const world = await apiWorld({ keychain });
  const path = absolutePath(join(world.base, '.env'));
  const { accessKeyId, secretAccessKey } = keys();
  await writeFile(
    path,
    `AWS_ACCESS_KEY_ID=${accessKeyId}\nAWS_SECRET_ACCESS_KEY=${secretAccessKey}\nS3_BUCKET=pictures\n`,
  );
  const { token } = await world.context.drops.offer([path]);
  const told = await world.client.cloud.readEnvFile({ token });
  expect(told).toMatchObject({ bucket: 'pictures', keyEnding: accessKeyId.slice(-4) });
  await world.client.cloud.importEnvFile({ token, profile: profile(), removeKeys: true, forSession: false });
  expect(await readFile(path, 'utf8')).toBe('S3_BUCKET=pictures\n');
  expect(await keychain.read('profile:p')).toContain(secretAccessKey);
  expect(await world.client.cloud.identity({ profile: 'p' })).toMatchObject({ ending: accessKeyId.slice(-4) });
});

test('the place, the features and the table of a profile are told', async () => {
  const world = await withProfile(await apiWorld());
  expect(await world.client.cloud.bucketPlace({ profile: 'p' })).toMatchObject({
    bucket: 'pictures',
    expected: 'us-east-1',
  });
  expect(await world.client.cloud.features({ profile: 'p' })).toMatchObject({
    conditionalPut: true,
    tokenService: false,
  });
  expect(await world.client.cloud.lookAtTable({ profile: 'p' })).toMatchObject({ fits: { how: 'as-ours' } });
  expect(await world.client.cloud.adoptTable({ profile: 'p' })).toMatchObject({ table: 'images' });
  expect(await world.client.cloud.switchRegion({ profile: 'p', region: 'eu-west-2' })).toEqual({
    ...{ region: 'eu-west-2', dynamodbRegion: 'eu-west-2' },
  });
  await expect(world.client.cloud.identity({ profile: 'nobody' })).rejects.toMatchObject({ data: { what: 'profile' } });
});

test('of several profiles one is the default, until it is removed', async () => {
  const world = await withProfile(await apiWorld());
  await world.client.profiles.save({ profile: profile('q'), keys: keys() });
  expect(await world.client.cloud.defaultProfile({})).toEqual({ profile: null });
  await world.client.cloud.setDefaultProfile({ profile: 'q' });
  expect(await world.client.cloud.defaultProfile({})).toEqual({ profile: 'q' });
  await world.client.profiles.remove({ name: 'q' });
  expect(await world.client.cloud.defaultProfile({})).toEqual({ profile: null });
});

test('a folder moves to another profile, which says before what that means', async () => {
  const world = await withProfile(await apiWorld(), { userId: 'mover' });
  await world.client.profiles.save({ profile: { ...profile('q'), userId: 'q' }, keys: keys() });
  const { token } = await world.dropFolder(['m.jpg', 'n.jpg']);
  const { ids } = await world.client.folders.add({ token, profile: 'p', watched: true, include: [], exclude: [] });
  await world.stored(2);
  const id = ids[0] ?? 0;
  const means = await world.client.cloud.folderMove({ id, profile: 'q' });
  expect(means).toMatchObject({ from: 'p', to: 'q', stored: 2, alreadyThere: 0, moving: 0 });
  expect(await world.client.cloud.moveFolder({ id, profile: 'q' })).toEqual(means);
  await world.stored(4);
  expect((await world.client.folders.list({}))[0]).toMatchObject({ profile: 'q' });
});

test('images of other systems are imported, and an empty cloud has none', async () => {
  const world = await withProfile(await apiWorld(), { bucket: 'pictures' });
  const found = await world.client.cloud.importFindings({ profile: 'p' });
  expect(found).toMatchObject({ withoutObject: 0 });
  const phases: string[] = [];
  for await (const { phase } of await world.client.cloud.importImages({ profile: 'p' })) phases.push(phase);
  expect(phases.at(-1)).toBe('ended');
});
