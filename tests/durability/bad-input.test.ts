/** @file What goes wrong on a person's side, through the real terminal: what is said of it, and that it goes on afterwards. */
import { chmodSync, existsSync, mkdtempSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startLocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { systemClock } from '../../electron/foundation/clock.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { deadEndpoint } from '../fixtures/tcp-servers.ts';
import { expectNoSecret, expectNoSecretIn } from '../setup/expect-no-secret.ts';
import { expectExactly } from './cloud-under-test.ts';
import { runTerminal, syncOnce } from './run-terminal.ts';
import { smallFolder } from './sample-folder.ts';
import { sync, worldsForFile } from './world-of-a-terminal.ts';

const { base, world } = worldsForFile('bad-input');

const usable = 0;
const someFailed = 1;
const wrongUse = 2;
const profileUnusable = 3;

function portOf(endpoint: string): number {
  return Number(new URL(endpoint).port);
}

describe('the profile', () => {
  test.each([
    [
      'a bucket that is not there',
      { CLOUDROLL_BUCKET: 'nobody-made-this' },
      /nobody-made-this\S* has no such bucket \(NoSuchBucket\)\. Create the bucket or correct its name in the profile\./,
    ],
    [
      'a table that is not there',
      { CLOUDROLL_TABLE: 'nobody-made-this' },
      /nobody-made-this has no such table \(ResourceNotFoundException\)\. Create the table or correct its name/,
    ],
    [
      'a key that nobody has',
      { AWS_ACCESS_KEY_ID: 'AKIANOBODYHASTHISKEY' },
      /does not accept the key \(InvalidAccessKeyId\)\. Check the access key and its secret/,
    ],
    [
      'a wrong secret',
      { AWS_SECRET_ACCESS_KEY: 'this-is-not-the-secret-of-that-key' },
      /does not accept the key \(SignatureDoesNotMatch\)\. Check the access key/,
    ],
    [
      'a wrong region',
      { AWS_REGION: 'eu-central-1' },
      /is in another region \(AuthorizationHeaderMalformed\): it is in us-east-1\. Switch with cloudroll profile region, or set AWS_REGION to the bucket's\./,
    ],
  ])('%s is said once for all files, and when it is mended everything is stored', async (_, mistake, says) => {
    const { cloud, photos, environment } = await world();
    const { images } = await smallFolder(photos);
    const failed = await sync(photos, { ...environment, ...mistake });
    expect(failed.output).toMatch(says);
    expect(failed.output.match(new RegExp(says, 'g'))).toHaveLength(1);
    expect(failed.output).toMatch(/Stored\s+0 images/);
    expect(failed.code).toBe(profileUnusable);
    expectNoSecretIn(failed.output + failed.complaints, environment['AWS_SECRET_ACCESS_KEY'] ?? '');

    const mended = await syncOnce([photos], environment);
    expect(mended.outcome()).toMatchObject({ failed: [] });
    expectExactly(await cloud.contents(), [...images.values()]);
  });

  test('a clock that is twenty minutes off is found out from the answers: everything is stored', async () => {
    const folder = absolutePath(mkdtempSync(join(base, 'cloud-of-tomorrow-')));
    const today = await startLocalCloud({ folder, clock: systemClock });
    const { cloud, photos, environment } = await world(today);
    const { images } = await smallFolder(photos);
    const ports = { s3Port: portOf(today.s3Endpoint), dynamodbPort: portOf(today.dynamodbEndpoint) };
    await today.close();
    const ahead = { ...systemClock, now: () => systemClock.now() + 20 * 60_000 };
    const tomorrow = await startLocalCloud({ folder, clock: ahead, ...ports });
    const run = await syncOnce([photos], environment);
    expect(run.outcome()).toMatchObject({ stored: 3, failed: [] });
    await tomorrow.close();
    const again = await startLocalCloud({ folder, clock: systemClock, ...ports });
    onTestFinished(again.close);
    expectExactly(await cloud.contents(), [...images.values()]);
  });

  test('an endpoint that is down is waited for, not counted as failures of files', async () => {
    const { cloud, photos, environment } = await world();
    const { images } = await smallFolder(photos);
    const down = await sync(photos, { ...environment, CLOUDROLL_S3_ENDPOINT: await deadEndpoint() });
    expect(down.output).toMatch(
      /What holds everything up:\n.* does not answer \(ECONNREFUSED\)\. Check the connection or the endpoint; Cloudroll goes on by itself\./,
    );
    expect(down.code).toBe(someFailed);
    const up = await syncOnce([photos], environment);
    expect(up.code).toBe(usable);
    expectExactly(await cloud.contents(), [...images.values()]);
  });
});

describe('the folder', () => {
  test('one that is not there is named, and nothing is begun', async () => {
    const { photos, home, environment } = await world();
    const run = await sync(join(photos, 'nowhere'), environment);
    expect(run.complaints).toBe(
      `${join(photos, 'nowhere')} is not a folder that can be read. Check the path and its permissions.\n`,
    );
    expect([run.code, existsSync(home)]).toEqual([wrongUse, false]);
  });

  // Root reads everything, so the terminal runs as nobody there.
  test.each([
    [
      'itself',
      (photos: string) => photos,
      /Not reachable:\n\s+\S+photos: it comes back by itself when the folder does/,
      someFailed,
    ],
    [
      'behind a closed door',
      (photos: string) => dirname(photos),
      /photos is not a folder that can be read\. Check the path and its permissions\./,
      wrongUse,
    ],
  ])(
    'one that may not be read, %s, is said to be so: it is not empty, and nothing counts as deleted',
    async (_, shut, says, code) => {
      const { photos, environment } = await world();
      await smallFolder(photos);
      for (const open of [dirname(photos), photos]) chmodSync(open, 0o755);
      const nobodysHome = { ...environment, CLOUDROLL_HOME: join(mkdtempSync(join(base, 'nobody-')), 'home') };
      chmodSync(dirname(nobodysHome.CLOUDROLL_HOME), 0o777);
      chmodSync(shut(photos), 0o000);
      const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
      const words = ['sync', photos, '--once', '--settle', '0', '--patience', '1'];
      const run = await runTerminal(words, nobodysHome, nobody);
      chmodSync(shut(photos), 0o755);
      expect(run.output + run.complaints).toMatch(says);
      expect(run.code).toBe(code);
    },
  );
});

test('a whole sync with trouble on the way leaves no secret in the home, the output or the log', async () => {
  const { cloud, photos, home, environment } = await world();
  await smallFolder(photos);
  const secret = environment['AWS_SECRET_ACCESS_KEY'] ?? '';
  const token = 'a-session-token-that-nobody-shall-ever-see';
  const runs = [
    await sync(photos, { ...environment, CLOUDROLL_BUCKET: 'nobody-made-this' }),
    await sync(photos, { ...environment, AWS_SESSION_TOKEN: token, CLOUDROLL_S3_ENDPOINT: await deadEndpoint() }),
    await syncOnce([photos], { ...environment, CLOUDROLL_CRASH_AT: 'object-sent:2' }),
    await sync(photos, environment),
    await runTerminal(['status'], environment),
    await runTerminal(['history', '--json'], environment),
  ];
  expect((await cloud.contents()).records).toHaveLength(3);
  for (const hidden of [secret, token]) {
    for (const { output, complaints } of runs) expectNoSecretIn(output + complaints, hidden);
    await expectNoSecret(home, hidden);
  }
});
