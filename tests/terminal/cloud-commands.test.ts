/** @file `cloudroll profile`, `folder` and `cloud` as a person types them, against the built-in cloud; told word for word. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepKeys } from '../../electron/cloud/credentials.ts';
import { dynamoClient } from '../../electron/cloud/dynamo-client.ts';
import { createRecordTable } from '../../electron/cloud/dynamo-create-table.ts';
import type { LocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { s3Client } from '../../electron/cloud/s3-client.ts';
import { createBucket } from '../../electron/cloud/s3-create-bucket.ts';
import { settingsStore } from '../../electron/cloud/settings.ts';
import { systemClock } from '../../electron/foundation/clock.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { openLedger } from '../../electron/ledger/open-ledger.ts';
import { memoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { runCommand } from '../../electron/terminal/commander-program.ts';
import type { Questions } from '../../electron/terminal/inquirer-questions.ts';
import { rotateCommand } from '../../electron/terminal/keys-command.ts';
import { regionCommand } from '../../electron/terminal/place-command.ts';
import { addProfile } from '../../electron/terminal/profile-command.ts';
import { Profile } from '../../shared/profile.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { callerIdentity, recordedServer, s3Error } from '../fixtures/recorded-server.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await localCloudWorld();
  const keys = async () => cloud;
  const s3 = s3Client(profile(), keys);
  await createBucket(s3.client, 'pictures', AbortSignal.timeout(30_000));
  s3.close();
  const dynamo = dynamoClient(profile(), keys);
  await createRecordTable(dynamo.client, 'images', AbortSignal.timeout(30_000));
  dynamo.close();
});
afterAll(() => cloud.close());

function profile(name = 'p', more: Partial<Profile> = {}): Profile {
  return Profile.parse({
    ...{ name, region: cloud.region, bucket: 'pictures', table: 'images', userId: 'me', addressing: 'path' },
    ...{ s3Endpoint: cloud.s3Endpoint, dynamodbEndpoint: cloud.dynamodbEndpoint },
    credentials: { kind: 'keychain', account: `profile:${name}` },
    ...more,
  });
}

const never = (): never => {
  throw new Error('none of these starts a process');
};

async function terminal(...profiles: readonly Profile[]) {
  const home = temporaryFolder();
  const keychain = memoryKeychain();
  const settings = settingsStore(absolutePath(home));
  const { accessKeyId, secretAccessKey } = cloud;
  for (const one of profiles) {
    await settings.saveProfile(one);
    await keepKeys(keychain, `profile:${one.name}`, { accessKeyId, secretAccessKey, keptAt: Date.now() });
  }
  const said: string[] = [];
  const surroundings = {
    environment: { CLOUDROLL_HOME: home, HOME: home },
    workingFolder: home,
    clock: systemClock,
    random: () => 0.5,
    keychain,
    launchWatching: never,
    startPixels: never,
    readingEntry: new URL('../../electron/reading.ts', import.meta.url),
    print: (line: string) => void said.push(line),
    complain: (line: string) => void said.push(line),
    isLive: false,
    interrupted: new AbortController().signal,
  };
  const run = async (line: string): Promise<{ code: number; said: string[] }> => {
    said.length = 0;
    const code = await runCommand(['node', 'cloudroll', ...line.split(' ')], surroundings);
    return { code, said: [...said] };
  };
  return { home, keychain, settings, surroundings, said, run };
}

/** Answers in order. */
function answering(...answers: readonly string[]): Questions {
  const rest = [...answers];
  const next = (): Promise<string> => Promise.resolve(rest.shift() ?? '');
  // Whoever asks gets what the test says, which is one of the choices.
  return { text: next, secret: next, choice: next as Questions['choice'] };
}

test('who says whose key it is, where it is from and how old', async () => {
  const sts = await recordedServer(() => callerIdentity('123456789012', 'jo'));
  const { run } = await terminal(profile('p', { stsEndpoint: sts.endpoint }));
  expect(await run('profile who')).toEqual({
    code: 0,
    said: [
      'p: account 123456789012, arn:aws:iam::123456789012:user/jo',
      `key …${cloud.accessKeyId.slice(-4)} from the keychain, kept 0 days ago`,
    ],
  });
  expect(JSON.parse((await run('profile who --json')).said[0] ?? '')).toMatchObject({
    profile: 'p',
    forSession: false,
  });
});

test('detect says what this computer has', async () => {
  const { run } = await terminal();
  expect((await run('profile detect')).said).toEqual(['No AWS profile, and no keys in the environment.']);
});

test('a role is added with what its owner asks for, and the key is kept with its day', async () => {
  const { surroundings, settings, keychain } = await terminal();
  const asked = answering(
    ...['work', 'aws', 'eu-west-2', 'photos', '', 'me', 'keychain'],
    ...['arn:aws:iam::123456789012:role/photos', 'agreed', '', 'AKIAEXAMPLE', 'the secret', ''],
  );
  expect(await addProfile(surroundings, asked)).toBe(0);
  const [added] = (await settings.read()).profiles;
  expect(added).toMatchObject({
    ...{ name: 'work', region: 'eu-west-2', bucket: 'photos' },
    role: { arn: 'arn:aws:iam::123456789012:role/photos', externalId: 'agreed', sessionName: 'cloudroll' },
  });
  expect(added?.table).toBeUndefined();
  expect(JSON.parse((await keychain.read('profile:work')) ?? '')).toMatchObject({ keptAt: expect.any(Number) });
});

test('a new key takes over when it works, and only then', async () => {
  const { surroundings, keychain, said } = await terminal(profile());
  const asked = { name: 'p', json: false };
  const before = await keychain.read('profile:p');
  await expect(rotateCommand(surroundings, asked, answering(cloud.accessKeyId, 'wrong', ''))).rejects.toMatchObject({
    failure: { code: 'wrong-key' },
  });
  expect(await keychain.read('profile:p')).toBe(before);
  const right = answering(cloud.accessKeyId, cloud.secretAccessKey, '');
  expect(await rotateCommand(surroundings, asked, right)).toBe(0);
  expect(said).toEqual([
    'The new key works and is kept in the keychain; p uses it from now on.',
    `The old one ends in ${cloud.accessKeyId.slice(-4)}: deactivate it where it was made.`,
  ]);
});

test('an .env file becomes a profile', async () => {
  const { home, run, settings, keychain } = await terminal();
  await writeFile(
    join(home, '.env'),
    'AWS_ACCESS_KEY_ID=AKIA\nAWS_SECRET_ACCESS_KEY=s3cret\nREGION_NAME=eu-west-2\nS3_BUCKET=ar-images\n',
  );
  expect((await run('profile import .env --name ar --user jo')).said).toEqual([
    'Profile ar is kept. Try it with: cloudroll profile test ar',
    'Its key is in the keychain now. It is still in .env as well: --remove-keys takes it out.',
  ]);
  expect((await settings.read()).profiles).toMatchObject([{ name: 'ar', bucket: 'ar-images', region: 'eu-west-2' }]);
  expect(await keychain.read('profile:ar')).toContain('s3cret');
  await run('profile import .env --name ar --remove-keys');
  expect(await readFile(join(home, '.env'), 'utf8')).toBe('REGION_NAME=eu-west-2\nS3_BUCKET=ar-images\n');
  expect((await run('profile import none')).said[0]).toMatch(/none cannot be read \(ENOENT\)/);
});

test('of two profiles the default is taken, and one that is removed is forgotten with its key', async () => {
  const { run, keychain } = await terminal(profile('p'), profile('q'));
  const undecided = await run('cloud table');
  expect(undecided.code).toBe(3);
  expect(undecided.said[0]).toContain('use --profile with one of: p, q');
  expect((await run('profile default q')).said).toEqual(['q is taken where no profile is named.']);
  expect((await run('cloud table')).code).toBe(0);
  expect((await run('profile default q --json')).said).toEqual(['{"profile":"q","default":true}']);
  expect((await run('profile list')).said[1]).toMatch(/^q: .*\(default\)$/);
  expect((await run('profile remove q')).said).toEqual([
    'Profile q is forgotten, with its key. What it stored stays in the cloud.',
  ]);
  expect(await keychain.read('profile:q')).toBeNull();
});

test('a bucket elsewhere is told, and switched to when the person agrees', async () => {
  const elsewhere = await recordedServer(() =>
    s3Error(301, 'PermanentRedirect', { headers: { 'x-amz-bucket-region': 'eu-west-2' } }),
  );
  const { run, surroundings, settings } = await terminal(profile('p', { s3Endpoint: elsewhere.endpoint }));
  expect(await run('profile region')).toEqual({
    code: 3,
    said: ['Your bucket is in eu-west-2, not in us-east-1: switch? --yes does it.'],
  });
  const live = { ...surroundings, isLive: true };
  expect(await regionCommand(live, { yes: false, json: false }, answering('yes'))).toBe(0);
  expect((await settings.read()).profiles[0]?.region).toBe('eu-west-2');
  expect((await run('profile region')).said).toEqual(['Your bucket is in eu-west-2, as p says.']);
});

test('features, bucket and table are told', async () => {
  const { run } = await terminal(profile());
  expect((await run('cloud features')).said).toContain('✓ refuses a second object under a taken key');
  expect((await run('cloud bucket')).said).toContain(
    'pictures: what is overwritten or removed in it is gone. cloudroll cloud setup mends it: versioning.',
  );
  expect((await run('cloud table')).said.slice(0, 2)).toEqual([
    'images: key user_id (S), image_id (S), about 0 items',
    'Its keys are those that Cloudroll writes.',
  ]);
  expect((await run('cloud adopt')).said.at(-1)).toBe('Try it with: cloudroll profile test p');
  expect((await run('profile test')).code).toBe(0);
});

test('an import says what there is, and that there is nothing', async () => {
  const { run } = await terminal(profile());
  expect((await run('cloud import')).said).toEqual(['Nothing of another system is here.']);
  expect((await run('cloud import --yes')).said).toEqual(['Taken in: 0 images; 0 known already, 0 no image.']);
});

test('a folder says what moving it means, and moves when told to', async () => {
  const { run, home } = await terminal(profile('p'), profile('q'));
  const ledger = openLedger(absolutePath(home), 0);
  const path = absolutePath(join(home, 'photos'));
  ledger.folders.add({ path, profile: 'p', include: [], exclude: [], watched: true, addedAt: 0 });
  ledger.close();
  expect((await run('folder list')).said).toEqual([`${path}: to p`]);
  expect((await run('folder move photos q')).said.at(-1)).toBe('Nothing was changed: --yes moves it.');
  expect((await run('folder move photos q --yes')).said.at(-1)).toBe('The folder belongs to q now.');
  expect((await run('folder list')).said).toEqual([`${path}: to q`]);
  expect((await run('folder move nowhere q')).code).toBe(3);
});
