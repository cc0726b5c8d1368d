/** @file What a person asks of a profile's table is asked of that table, and a profile without one has its own answer. */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { dynamoClient } from '../../electron/cloud/dynamo-client.ts';
import { byUploadTime, createRecordTable } from '../../electron/cloud/dynamo-create-table.ts';
import { tableInquiry } from '../../electron/cloud/dynamo-inquiry.ts';
import { noTable } from '../../electron/cloud/inquiry.ts';
import { Failed } from '../../electron/foundation/failed.ts';
import { Profile } from '../../shared/profile.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';

const signal = new AbortController().signal;

test('the table is looked at, its index is asked, and every item is read', async () => {
  const cloud = await localCloudWorld();
  onTestFinished(cloud.close);
  const profile = Profile.parse({
    ...{ name: 'own', bucket: 'pictures', table: 'images', userId: 'me', region: cloud.region },
    ...{ dynamodbEndpoint: cloud.dynamodbEndpoint, credentials: { kind: 'aws-chain' } },
  });
  const { client, close } = dynamoClient(profile, () => Promise.resolve(cloud));
  onTestFinished(close);
  await createRecordTable(client, 'images', signal);
  const inquiry = tableInquiry(profile, client);
  expect(await inquiry.lookAtTable(signal)).toMatchObject({ isReady: true, key: ['user_id', 'image_id'] });
  await expect(inquiry.askIndex(byUploadTime, signal)).resolves.toBeUndefined();
  const item = { user_id: 'me', image_id: 'one' };
  await client.send(new PutCommand({ TableName: 'images', Item: item }));
  for await (const found of inquiry.items(signal)) expect(found).toEqual(item);
});

test('a profile without a table is told so', async () => {
  const failure = { failure: { code: 'no-table', retry: 'after-user-acts' } };
  await expect(noTable.lookAtTable(signal)).rejects.toMatchObject(failure);
  await expect(noTable.askIndex(byUploadTime, signal)).rejects.toMatchObject(failure);
  expect(() => noTable.items(signal)).toThrow(Failed);
});
