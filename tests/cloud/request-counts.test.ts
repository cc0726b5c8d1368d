/** @file Requests of real clients, counted by the class that AWS bills them as, with the bytes of their bodies. */
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { dynamoClient } from '../../electron/cloud/dynamo-client.ts';
import { countDynamo } from '../../electron/cloud/dynamo-counted.ts';
import { createRecordTable } from '../../electron/cloud/dynamo-create-table.ts';
import type { LocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { s3Client } from '../../electron/cloud/s3-client.ts';
import { countS3 } from '../../electron/cloud/s3-counted.ts';
import { createBucket } from '../../electron/cloud/s3-create-bucket.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await localCloudWorld();
});
afterAll(() => cloud.close());
const { signal } = new AbortController();

test('S3: a put sends its bytes, a get brings them, asking for a head brings none, a refusal counts', async () => {
  const { client, close } = s3Client({ ...cloud, addressing: 'path' }, async () => cloud);
  onTestFinished(close);
  await createBucket(client, 'counted', signal);
  const counted: unknown[] = [];
  countS3(client, (...used) => counted.push(used));
  const at = { Bucket: 'counted', Key: 'k' };
  await client.send(new PutObjectCommand({ ...at, Body: Buffer.alloc(1000) }));
  await client.send(new HeadObjectCommand(at));
  await (await client.send(new GetObjectCommand(at))).Body?.transformToByteArray();
  await client.send(new ListObjectsV2Command({ Bucket: 'counted' }));
  await client.send(new DeleteObjectCommand(at));
  await client.send(new GetObjectCommand(at)).catch(() => undefined);
  expect(counted).toEqual([
    ['write', 1000, 0],
    ['read', 0, 0],
    ['read', 0, 1000],
    ['write', 0, expect.any(Number)],
    ['remove', 0, 0],
    ['read', 0, expect.any(Number)],
  ]);
});

test('DynamoDB: what costs nothing is not counted', async () => {
  const { client, close } = dynamoClient(cloud, async () => cloud);
  onTestFinished(close);
  const counted: unknown[] = [];
  countDynamo(client, (of) => counted.push(of));
  await createRecordTable(client, 'counted', signal);
  await client.send(new PutCommand({ TableName: 'counted', Item: { user_id: 'u', image_id: 'i' } }));
  const ExpressionAttributeValues = { ':u': 'u' };
  await client.send(
    new QueryCommand({ TableName: 'counted', KeyConditionExpression: 'user_id = :u', ExpressionAttributeValues }),
  );
  expect(counted).toEqual(['record-write', 'record-read']);
});
