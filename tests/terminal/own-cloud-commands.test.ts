/** @file `cloudroll cloud setup`, `policy`, `cost` and `clean` as a person types them, against the built-in cloud. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepKeys } from '../../electron/cloud/credentials.ts';
import type { LocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { s3Client } from '../../electron/cloud/s3-client.ts';
import { settingsStore } from '../../electron/cloud/settings.ts';
import { systemClock } from '../../electron/foundation/clock.ts';
import { openLedger } from '../../electron/ledger/open-ledger.ts';
import { memoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { cleanCommand } from '../../electron/terminal/clean-command.ts';
import { runCommand } from '../../electron/terminal/commander-program.ts';
import { exitCode } from '../../electron/terminal/exit-code.ts';
import type { Surroundings } from '../../electron/terminal/session.ts';
import { Profile } from '../../shared/profile.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await localCloudWorld();
});
afterAll(() => cloud.close());

const never = (): never => {
  throw new Error('none of these starts a process');
};

async function terminal(bucket: string) {
  const home = temporaryFolder();
  const keychain = memoryKeychain();
  const profile = Profile.parse({
    ...{ name: 'p', region: cloud.region, bucket, table: bucket, userId: 'me', addressing: 'path' },
    ...{ s3Endpoint: cloud.s3Endpoint, dynamodbEndpoint: cloud.dynamodbEndpoint },
    credentials: { kind: 'keychain', account: 'profile:p' },
  });
  await settingsStore(home).saveProfile(profile);
  const { accessKeyId, secretAccessKey } = cloud;
  await keepKeys(keychain, 'profile:p', { accessKeyId, secretAccessKey, keptAt: Date.now() });
  const lines: string[] = [];
  const complaints: string[] = [];
  const surroundings: Surroundings = {
    environment: { CLOUDROLL_HOME: home },
    workingFolder: home,
    clock: systemClock,
    random: () => 0.5,
    keychain,
    launchWatching: never,
    startPixels: never,
    readingEntry: new URL('../../electron/reading.ts', import.meta.url),
    print: (line) => void lines.push(line),
    complain: (line) => void complaints.push(line),
    isLive: false,
    interrupted: new AbortController().signal,
  };
  const any = async (...words: readonly string[]) => {
    lines.length = 0;
    complaints.length = 0;
    const code = await runCommand(['node', 'cloudroll', ...words], surroundings);
    return { code, lines: [...lines], complaints: [...complaints] };
  };
  return { ...{ home, profile, surroundings, any }, run: (...words: readonly string[]) => any('cloud', ...words) };
}

async function put({ profile }: { profile: Profile }, Key: string): Promise<void> {
  const { client, close } = s3Client(profile, async () => cloud);
  await client.send(new PutObjectCommand({ Bucket: profile.bucket, Key, Body: 'x' }));
  close();
}
const original = `originals/${'ab'.repeat(32)}.jpg`;

test('set-up shows what it would do, does it with --yes, and then finds nothing to do', async () => {
  const { run } = await terminal('set-up-1');
  const before = await run('setup');
  expect(before.lines).toContain('+ set-up-1: the bucket: missing, would be made (set-up-1)');
  expect(before.lines.at(-1)).toBe(
    'Nothing was changed. --yes makes what is missing and mends what differs; --only <step> names one.',
  );
  const done = await run('setup', '--yes');
  expect(done.code).toBe(exitCode.done);
  expect(done.lines).toEqual(
    expect.arrayContaining([
      '✓ set-up-1: the bucket (made: set-up-1)',
      '– set-up-1: closed to the public: not offered here',
      '✓ set-up-1: keeps versions (made: Enabled)',
      '✓ set-up-1: the table (made: user_id image_id)',
    ]),
  );
  const after = await run('setup', '--json');
  expect(
    after.lines.map((line) => JSON.parse(line).state).filter((state) => !['present', 'not-offered'].includes(state)),
  ).toEqual([]);
});

test('one step alone is done by name, and a wish that makes no sense is refused', async () => {
  const { run } = await terminal('set-up-2');
  expect((await run('setup', '--yes', '--only', 'bucket')).lines).toContain('✓ set-up-2: the bucket (made: set-up-2)');
  expect((await run('setup')).lines).toContain('+ set-up-2: the table: missing, would be made (user_id image_id)');
  expect((await run('setup', '--only', 'nonsense')).code).toBe(exitCode.wrongUse);
  const { code, complaints } = await run('setup', '--yes', '--provisioned', 'many');
  expect(code).not.toBe(exitCode.done);
  expect(complaints.join()).toContain('capacity');
});

test('a policy goes to standard output alone, or into a file', async () => {
  const { run, home } = await terminal('policy-1');
  const shown = await run('policy', '--variant', 'read-only');
  expect(JSON.parse(shown.lines.join('\n'))).toMatchObject({ Version: '2012-10-17' });
  expect(shown.complaints[0]).toBe(
    'aws iam create-policy --policy-name cloudroll-p-read-only --policy-document file://cloudroll-p-read-only.json',
  );
  expect(shown.complaints.at(-1)).toBe('Put the number of your account in the place of ACCOUNT_ID.');
  await run('policy', '--template', '--save');
  expect(JSON.parse(readFileSync(join(home, 'cloudroll-p-stack.json'), 'utf8'))).toHaveProperty('Resources.Role');
});

test('cost tells an estimate and keeps prices and a budget', async () => {
  const { run, any, home } = await terminal('cost-1');
  const ledger = openLedger(home, 0);
  const day = new Date().toISOString().slice(0, 10);
  ledger.usage.add({ profile: 'p', day, class: 'write', requests: 900, sent: 0, received: 0 });
  ledger.close();
  expect((await run('cost')).lines).toContain('  writing requests: 900, 0.00 USD');
  const prices = {
    currency: 'EUR',
    storedGb: 0,
    recordsGb: 0,
    writes: 10,
    reads: 0,
    recordWrites: 0,
    recordReads: 0,
    outGb: 0,
  };
  writeFileSync(join(home, 'prices.json'), JSON.stringify(prices));
  const { lines } = await run('cost', '--budget', '10', '--stop', '--prices', 'prices.json');
  expect(lines[0]).toMatch(/^p in \d{4}-\d\d: about 9\.00 EUR so far/);
  expect(lines).toContain('Nearly spent: budget 10.00 EUR (90%).');
  expect(lines.at(-1)).toMatch(/^An estimate .* with your prices/);
  expect(JSON.parse((await run('cost', '--json')).lines[0] ?? '')).toMatchObject({
    state: 'near',
    budget: { amount: 10, stops: true },
  });
  const status = await any('status');
  expect(status.lines).toContain("p: the month's budget is nearly spent, about 9.00 of 10.00 EUR");
  expect((await run('cost', '--budget', 'none')).lines).toContain('No budget: --budget sets one.');
  expect((await run('cost', '--budget', 'much')).complaints.join()).toContain('the budget');
});

test('clean tells what there is, refuses other words, and takes away what was typed for', async () => {
  const world = await terminal('clean-1');
  const { run } = world;
  await run('setup', '--yes');
  await put(world, original);
  await put(world, 'diary.txt');
  const told = await run('clean');
  expect(told.lines[0]).toBe(
    'clean-1: 1 object, 0 earlier versions, 0 delete markers, 0 unfinished uploads, 1 B; 1 other thing in it stay, and the bucket with them',
  );
  expect(told.lines.at(-1)).toBe('To have everything on this computer first: cloudroll get <folder> --all --profile p');
  const refused = await run('clean', '--empty', 'yes');
  expect(refused).toMatchObject({
    code: exitCode.wrongUse,
    lines: ['Nothing was removed: what was typed is not "permanently delete".'],
  });
  const done = await run(
    'clean',
    '--empty',
    'permanently delete',
    '--delete-bucket',
    'clean-1',
    '--delete-table',
    'confirm',
  );
  expect(done.lines).toEqual(['Removed 1 object (versions and markers counted) and 0 records; gone: the table.']);
  expect(done.complaints).toEqual(["clean-1 stays: something in it is not this profile's."]);
  expect(done.code).toBe(exitCode.done);
});

test('at a terminal the words are asked for, and an empty answer leaves everything', async () => {
  const world = await terminal('clean-2');
  await world.run('setup', '--yes');
  await put(world, original);
  const answering = (...answers: string[]) => ({
    text: async () => answers.shift() ?? '',
    secret: never,
    choice: never,
  });
  const live = { ...world.surroundings, isLive: true };
  expect(await cleanCommand(live, { json: false }, answering(''))).toBe(exitCode.done);
  expect((await world.run('clean', '--json')).lines[0]).toContain('"objects":1');
  const code = await cleanCommand(live, { json: false }, answering('permanently delete', 'clean-2', 'confirm'));
  expect(code).toBe(exitCode.done);
  expect((await world.run('clean')).lines[0]).toContain('clean-2 has no such bucket');
});
