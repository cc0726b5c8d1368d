/** @file What the local cloud keeps: through a restart, an aborted call, a kill in the middle of one; and who may read it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { type ClientRequest, request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../../electron/cloud/local/start-local-cloud.ts';
import { systemClock } from '../../../electron/foundation/clock.ts';
import type { AbsolutePath } from '../../../electron/foundation/paths.ts';
import { tableByKey } from '../../fixtures/table-by-key.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { clientOf, presignedTarget, refusal, sendRaw } from './s3-world.ts';

const mebibyte = 1024 * 1024;
const large = Buffer.alloc(16 * mebibyte, 'large');

test('everything is there after a restart on the same folder, with the same keys', async () => {
  const folder = temporaryFolder();
  const before = await start(folder);
  const { s3, dynamodb } = clients(before);
  await s3.send(new CreateBucketCommand({ Bucket: 'kept' }));
  await s3.send(new PutObjectCommand({ Bucket: 'kept', Key: 'small', Body: 'small' }));
  await s3.send(new PutObjectCommand({ Bucket: 'kept', Key: 'large', Body: large }));
  const begun = await s3.send(new CreateMultipartUploadCommand({ Bucket: 'kept', Key: 'parts' }));
  const part = { Bucket: 'kept', Key: 'parts', UploadId: begun.UploadId, PartNumber: 1 };
  await s3.send(new UploadPartCommand({ ...part, Body: large }));
  await tableByKey(dynamodb, 'kept', [['id', 'S']]);
  await dynamodb.send(new PutItemCommand({ TableName: 'kept', Item: { id: { S: 'one' } } }));
  await before.close();

  const after = await start(folder);
  expect(after).toMatchObject({ accessKeyId: before.accessKeyId, secretAccessKey: before.secretAccessKey });
  const again = clients(after);
  expect(await textOf(again.s3, 'small')).toBe('small');
  expect(await textOf(again.s3, 'large')).toBe(large.toString());
  expect(blobFiles(folder)).toHaveLength(2);
  const item = await again.dynamodb.send(new GetItemCommand({ TableName: 'kept', Key: { id: { S: 'one' } } }));
  expect(item.Item).toEqual({ id: { S: 'one' } });
});

test('its keys are for the person who runs it alone', async () => {
  const folder = temporaryFolder();
  const cloud = await start(folder);
  const path = join(folder, 'credentials.json');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ secretAccessKey: cloud.secretAccessKey });
});

test('given keys are used and not kept', async () => {
  const folder = temporaryFolder();
  const credentials = { accessKeyId: 'GIVENKEYGIVENKEY', secretAccessKey: 'given'.repeat(8) };
  const cloud = await start(folder, { credentials });
  expect(cloud).toMatchObject(credentials);
  await clients(cloud).s3.send(new CreateBucketCommand({ Bucket: 'given' }));
  expect(readdirSync(folder)).not.toContain('credentials.json');
});

test('a put whose client goes away leaves nothing', async () => {
  const folder = temporaryFolder();
  const cloud = await start(folder);
  const { s3 } = clients(cloud);
  await s3.send(new CreateBucketCommand({ Bucket: 'kept' }));
  const sending = await halfSent(cloud, folder);
  sending.destroy();
  await vi.waitFor(() => expect(blobFiles(folder)).toEqual([]));
  expect(await refusal(s3.send(new HeadObjectCommand({ Bucket: 'kept', Key: 'half' })))).toMatchObject({ status: 404 });
});

test('a server killed in the middle of a put has what it acknowledged, whole, and nothing of the rest', async () => {
  const folder = temporaryFolder();
  const { cloud, kill } = await startProcess(folder);
  const { s3 } = clients(cloud);
  await s3.send(new CreateBucketCommand({ Bucket: 'kept' }));
  for (const Key of ['small', 'large']) {
    await s3.send(new PutObjectCommand({ Bucket: 'kept', Key, Body: Key === 'large' ? large : 'small' }));
  }
  const acknowledged: string[] = [];
  const stream = putUntilKilled(cloud, acknowledged);
  await halfSent(cloud, folder);
  await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(20));
  await kill();
  await stream;
  expect(blobFiles(folder)).toHaveLength(2);

  const after = clients(await start(folder));
  expect(blobFiles(folder)).toHaveLength(1);
  expect(await textOf(after.s3, 'large')).toBe(large.toString());
  for (const key of acknowledged) expect(await textOf(after.s3, key)).toBe(key);
  const { Contents = [] } = await after.s3.send(new ListObjectsV2Command({ Bucket: 'kept' }));
  expect(Contents.map(({ Key }) => Key)).not.toContain('half');
  for (const { Key = '' } of Contents) expect((await textOf(after.s3, Key))?.length).toBeGreaterThan(0);
});

test('what is being read stays until it is read, whatever replaces it', async () => {
  const folder = temporaryFolder();
  const cloud = await start(folder);
  const { s3 } = clients(cloud);
  await s3.send(new CreateBucketCommand({ Bucket: 'kept' }));
  await s3.send(new PutObjectCommand({ Bucket: 'kept', Key: 'k', Body: large }));
  const got = await s3.send(new GetObjectCommand({ Bucket: 'kept', Key: 'k' }));
  await s3.send(new PutObjectCommand({ Bucket: 'kept', Key: 'k', Body: 'new' }));
  expect(await got.Body?.transformToString()).toBe(large.toString());
  await vi.waitFor(() => expect(blobFiles(folder)).toEqual([]));
});

test('a client that stops reading is no bug, and what it read can go', async () => {
  const folder = temporaryFolder();
  const unexpected: unknown[] = [];
  const cloud = await start(folder, { unexpected: (error) => void unexpected.push(error) });
  const { s3 } = clients(cloud);
  await s3.send(new CreateBucketCommand({ Bucket: 'kept' }));
  await s3.send(new PutObjectCommand({ Bucket: 'kept', Key: 'k', Body: large }));
  const stop = new AbortController();
  const got = await s3.send(new GetObjectCommand({ Bucket: 'kept', Key: 'k' }), { abortSignal: stop.signal });
  const reading = got.Body?.transformToString();
  stop.abort();
  await expect(reading).rejects.toThrow();
  await s3.send(new DeleteObjectCommand({ Bucket: 'kept', Key: 'k' }));
  await vi.waitFor(() => expect(blobFiles(folder)).toEqual([]));
  await cloud.close();
  expect(unexpected).toEqual([]);
});

test('a second cloud on the same folder is refused, and one on a port that is taken', async () => {
  const folder = temporaryFolder();
  await start(folder);
  await expect(startLocalCloud({ folder, clock: systemClock })).rejects.toMatchObject({
    failure: { code: 'ledger-in-use' },
  });
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const address = other.address();
  const s3Port = typeof address === 'object' && address !== null ? address.port : 0;
  const elsewhere = temporaryFolder();
  await expect(startLocalCloud({ folder: elsewhere, clock: systemClock, s3Port })).rejects.toMatchObject({
    failure: { code: 'bad-settings', subject: `port ${s3Port}` },
  });
  await start(elsewhere);
});

test('closing cuts what is under way, twice does no harm, and a key cannot leave the folder', async () => {
  const folder = temporaryFolder();
  const cloud = await start(folder);
  await clients(cloud).s3.send(new CreateBucketCommand({ Bucket: 'kept' }));
  const target = await presignedTarget(cloud, { method: 'PUT', path: '/kept/../../../escaped' }, { expiresIn: 60 });
  expect((await sendRaw(cloud, { method: 'PUT', path: '', target, body: large })).status).toBe(200);
  expect(readdirSync(folder).toSorted()).toEqual(
    ['credentials.json', 'objects', 'objects.sqlite', 'objects.sqlite-shm', 'objects.sqlite-wal', 'tables'].toSorted(),
  );
  const sending = await halfSent(cloud, folder, 2);
  const cut = once(sending, 'error');
  await cloud.close();
  await cut;
  await cloud.close();
  expect(blobFiles(folder)).toHaveLength(1);
});

async function start(
  folder: AbsolutePath,
  more: Partial<Parameters<typeof startLocalCloud>[0]> = {},
): Promise<LocalCloud> {
  const cloud = await startLocalCloud({ folder, clock: systemClock, ...more });
  onTestFinished(cloud.close);
  return cloud;
}

async function startProcess(folder: AbsolutePath) {
  const entry = new URL('./local-cloud-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [entry, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(child.stdout, 'data');
  // Printed by our own process just now; it has everything but `close`.
  const cloud = { ...JSON.parse(String(line)), close: () => Promise.resolve() } as LocalCloud;
  const kill = async () => {
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  };
  return { cloud, kill };
}

function clients(cloud: LocalCloud) {
  const s3 = clientOf(cloud);
  const { region, dynamodbEndpoint: endpoint, accessKeyId, secretAccessKey } = cloud;
  const dynamodb = new DynamoDBClient({ region, endpoint, credentials: { accessKeyId, secretAccessKey } });
  onTestFinished(() => s3.destroy());
  onTestFinished(() => dynamodb.destroy());
  return { s3, dynamodb };
}

/** Begins to put 16 MiB and resolves when the server has written some of it, while it waits for the rest. */
async function halfSent(cloud: LocalCloud, folder: AbsolutePath, atFile = blobFiles(folder).length + 1) {
  const target = await presignedTarget(cloud, { method: 'PUT', path: '/kept/half' }, { expiresIn: 60 });
  const headers = { 'content-length': large.length };
  const sending: ClientRequest = request(cloud.s3Endpoint + target, { method: 'PUT', headers });
  sending.on('error', () => undefined);
  sending.write(large.subarray(0, 8 * mebibyte));
  await vi.waitFor(() => {
    expect(blobFiles(folder)).toHaveLength(atFile);
    expect(Math.min(...blobFiles(folder).map((path) => statSync(path).size))).toBeGreaterThanOrEqual(mebibyte);
  });
  return sending;
}

/** Notes each key that the server acknowledged, until it is gone. */
async function putUntilKilled(cloud: LocalCloud, acknowledged: string[]): Promise<void> {
  const { s3 } = clients(cloud);
  for (let number = 0; ; number += 1) {
    const Key = `stream/${number}`;
    const done = await s3.send(new PutObjectCommand({ Bucket: 'kept', Key, Body: Key })).then(
      () => true,
      () => false,
    );
    if (!done) return;
    acknowledged.push(Key);
  }
}

async function textOf(s3: ReturnType<typeof clientOf>, Key: string): Promise<string | undefined> {
  return (await s3.send(new GetObjectCommand({ Bucket: 'kept', Key }))).Body?.transformToString();
}

function blobFiles(folder: AbsolutePath): string[] {
  const entries: Dirent[] = readdirSync(join(folder, 'objects'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
