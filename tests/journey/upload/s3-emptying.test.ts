/** @file Emptying a bucket on the built-in cloud, page after page, and on stores that know no versions or no lists of removals. */
import { GetBucketVersioningCommand, PutBucketVersioningCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { LocalCloud } from '../../../electron/cloud/local/start-local-cloud.ts';
import { s3Client } from '../../../electron/cloud/s3-client.ts';
import { createBucket } from '../../../electron/cloud/s3-create-bucket.ts';
import {
  everyVersion,
  type HeldVersion,
  removeBucket,
  removeForGood,
} from '../../../electron/journey/upload/s3-emptying.ts';
import { localCloudWorld } from '../../fixtures/local-cloud-world.ts';
import { recordedAws } from '../../fixtures/recorded-aws.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await localCloudWorld();
});
afterAll(() => cloud.close());
const { signal } = new AbortController();

function clientOf(endpoint: { readonly s3Endpoint: string; readonly region: string }) {
  const { client, close } = s3Client({ ...endpoint, addressing: 'path' }, async () => cloud);
  onTestFinished(close);
  return client;
}

async function everything(versions: AsyncIterable<HeldVersion>): Promise<HeldVersion[]> {
  const all: HeldVersion[] = [];
  for await (const version of versions) all.push(version);
  return all;
}

test('versions, markers and keys with odd letters are told and go; then the bucket does', async () => {
  const client = clientOf(cloud);
  const Bucket = 'emptied';
  await createBucket(client, Bucket, signal);
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
  for (const Key of ['ä b+c.jpg', 'ä b+c.jpg', 'z'])
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  const all = await everything(everyVersion(client, Bucket, signal));
  expect(all.map(({ key, kind, size }) => [key, kind, size])).toEqual([
    ['z', 'object', 1],
    ['ä b+c.jpg', 'object', 1],
    ['ä b+c.jpg', 'version', 1],
  ]);
  expect(await removeBucket(client, Bucket, signal)).toBe('not-empty');
  expect(await removeForGood(client, Bucket, all, signal)).toEqual([]);
  // What is gone already is no failure.
  expect(await removeForGood(client, Bucket, all, signal)).toEqual([]);
  expect(await everything(everyVersion(client, Bucket, signal))).toEqual([]);
  expect(await removeBucket(client, Bucket, signal)).toBe('removed');
  expect(await removeBucket(client, Bucket, signal)).toBe('removed');
});

test.each([
  ['refuses the question', {}],
  ['answers another', { 'GET versions': { body: '<ListBucketResult><Name>b</Name></ListBucketResult>' } }],
])('a store that knows neither versions nor lists of removals, and %s, is emptied one by one', async (_, answers) => {
  const listed =
    '<ListBucketResult><Name>b</Name><Contents><Key>k</Key><Size>3</Size></Contents><IsTruncated>false</IsTruncated></ListBucketResult>';
  const store = await recordedAws({ ...answers, 'GET list-type': { body: listed }, DELETE: { status: 204, body: '' } });
  onTestFinished(store.close);
  const client = clientOf({ s3Endpoint: store.endpoint, region: 'auto' });
  const all = await everything(everyVersion(client, 'bbb', signal));
  expect(all).toEqual([{ key: 'k', versionId: undefined, kind: 'object', size: 3 }]);
  expect(await removeForGood(client, 'bbb', all, signal)).toEqual([]);
  expect(store.asked.map(({ call }) => call).filter((call) => call === 'DELETE')).toHaveLength(1);
});

test('what the store will not remove is told by key, with the reason', async () => {
  const body =
    '<DeleteResult><Error><Key>locked</Key><Code>AccessDenied</Code><Message>no</Message></Error></DeleteResult>';
  const store = await recordedAws({ 'POST delete': { body } });
  onTestFinished(store.close);
  const client = clientOf({ s3Endpoint: store.endpoint, region: 'auto' });
  const version: HeldVersion = { key: 'locked', versionId: 'v', kind: 'object', size: 1 };
  expect(await removeForGood(client, 'bbb', [version], signal)).toMatchObject([
    { key: 'locked', failure: { code: 'denied', subject: 'bbb/locked' } },
  ]);
});
