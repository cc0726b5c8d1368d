/** @file The real `cloudroll verify` against the local cloud: exit codes, report, repair, and a damaged ledger at the start. */
import { closeSync, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dynamoClient } from '../../electron/cloud/dynamo-client.ts';
import type { LocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { s3Client } from '../../electron/cloud/s3-client.ts';
import { dynamoRecordStore } from '../../electron/journey/record/dynamo-record-store.ts';
import { s3ObjectStore } from '../../electron/journey/upload/s3-object-store.ts';
import { ledgerName } from '../../electron/ledger/open-ledger.ts';
import { exitCode } from '../../electron/terminal/exit-code.ts';
import { VerifyReport } from '../../shared/verification.ts';
import { type CloudUnderTest, cloudUnderTest } from '../durability/cloud-under-test.ts';
import { runTerminal } from '../durability/run-terminal.ts';
import { smallFolder } from '../durability/sample-folder.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

let servers: LocalCloud;
beforeAll(async () => {
  servers = await localCloudWorld();
});
afterAll(() => servers.close());

const { signal } = new AbortController();

/** A folder that was synced, and the same command again. */
async function synced() {
  const cloud = await cloudUnderTest(servers);
  const base = temporaryFolder();
  const environment = cloud.environment(join(base, 'home'));
  const folder = await smallFolder(join(base, 'pictures'));
  const run = (...words: readonly string[]) => runTerminal(words, environment);
  const sync = () => run('sync', folder.path, '--once', '--json', '--settle', '0');
  expect((await sync()).code).toBe(exitCode.done);
  return { cloud, home: join(base, 'home'), run, sync };
}

/** One original and one record of other images are taken away, as somebody in the console could. */
async function damage(cloud: CloudUnderTest): Promise<void> {
  const keys = async () => ({ accessKeyId: servers.accessKeyId, secretAccessKey: servers.secretAccessKey });
  const [s3, dynamo] = [s3Client(cloud.profile, keys), dynamoClient(cloud.profile, keys)];
  const [one, two] = (await cloud.contents()).records;
  if (one === undefined || two === undefined) throw new Error('Two records were expected');
  await s3ObjectStore(s3.client).remove({ bucket: cloud.bucket, key: one.original_key as never }, signal);
  await dynamoRecordStore(dynamo.client, cloud.table).remove(two.user_id, two.image_id, signal);
  s3.close();
  dynamo.close();
}

test('ends with 0 when all is proven, 1 when something is found, and 0 when it was put right', async () => {
  const { cloud, run } = await synced();
  const whole = await cloud.contents();
  const clean = await run('verify');
  expect(clean).toMatchObject({ code: exitCode.done, complaints: '' });
  expect(clean.output).toContain('Everything is as it should be.');

  await damage(cloud);
  const broken = await run('verify', '--json');
  expect(broken.code).toBe(exitCode.someFailed);
  const report = VerifyReport.parse(JSON.parse(broken.output));
  expect(report.findings['object-missing'].found).toBe(1);
  expect(report.findings['record-missing'].found).toBe(1);
  const told = await run('verify');
  expect(told.output).toContain('cloudroll verify --repair');
  expect(told.output).toContain('Missing in the bucket: 1');

  expect((await run('verify', '--repair')).code).toBe(exitCode.done);
  const mended = await cloud.contents();
  expect(mended.objects).toEqual(whole.objects);
  expect(mended.records.map(({ image_id }) => image_id)).toEqual(whole.records.map(({ image_id }) => image_id));
  expect((await run('verify', '--deep')).code).toBe(exitCode.done);
  cloud.close();
});

test('a damaged ledger is set aside and rebuilt from the cloud, the person is told, and the rescan sends nothing', async () => {
  const { cloud, home, run, sync } = await synced();
  const whole = await cloud.contents();
  const file = openSync(join(home, ledgerName), 'r+');
  writeSync(file, Buffer.alloc(100, 0xa5), 0, 100, 0);
  closeSync(file);
  const again = await sync();
  expect(again.complaints).toContain('The ledger was damaged');
  expect(again.complaints).toContain('3 images of environment found in the cloud again.');
  expect(again.outcome()).toMatchObject({ stored: 0, already: 4, bytesSent: 0 });
  expect(readdirSync(home).some((name) => name.startsWith('ledger.damaged-'))).toBe(true);
  expect(await cloud.contents()).toEqual(whole);
  expect((await run('verify')).code).toBe(exitCode.done);
  cloud.close();
});

test('a damaged ledger while the cloud is away is rebuilt at the next start', async () => {
  const { cloud, home, sync } = await synced();
  const file = openSync(join(home, ledgerName), 'r+');
  writeSync(file, Buffer.alloc(100, 0xa5), 0, 100, 0);
  closeSync(file);
  const away = { s3Endpoint: 'http://127.0.0.1:9', dynamodbEndpoint: 'http://127.0.0.1:9' };
  const offline = await runTerminal(['verify', '--repair'], cloud.environment(home, away));
  expect(offline.complaints).toContain('could not be asked yet');
  expect(offline.code).toBe(exitCode.profileUnusable);
  expect((await sync()).complaints).toContain('3 images of environment found in the cloud again.');
  cloud.close();
});
