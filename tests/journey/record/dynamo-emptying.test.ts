/** @file Taking one user's items and the table away: on the built-in cloud, and where AWS protects the table. */
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { dynamoClient } from '../../../electron/cloud/dynamo-client.ts';
import { createRecordTable } from '../../../electron/cloud/dynamo-create-table.ts';
import type { LocalCloud } from '../../../electron/cloud/local/start-local-cloud.ts';
import { removeItem, removeTable } from '../../../electron/journey/record/dynamo-emptying.ts';
import { fastClock } from '../../fakes/fast-clock.ts';
import { localCloudWorld } from '../../fixtures/local-cloud-world.ts';
import { recordedAws } from '../../fixtures/recorded-aws.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await localCloudWorld();
});
afterAll(() => cloud.close());
const { signal } = new AbortController();

function clientOf(endpoint: { readonly dynamodbEndpoint: string; readonly region: string }) {
  const { client, close } = dynamoClient(endpoint, async () => cloud);
  onTestFinished(close);
  return client;
}

test('an item of another user stays, and the table goes when it is asked for, once or twice', async () => {
  const client = clientOf(cloud);
  const TableName = 'emptied';
  await createRecordTable(client, TableName, signal);
  for (const user_id of ['me', 'other'])
    await client.send(new PutCommand({ TableName, Item: { user_id, image_id: 'i' } }));
  const emptied = { client, table: TableName, userId: 'me' };
  for (const user_id of ['me', 'other', 'nobody']) await removeItem(emptied, { user_id, image_id: 'i' }, signal);
  const left = async (user_id: string) =>
    (await client.send(new GetCommand({ TableName, Key: { user_id, image_id: 'i' } }))).Item;
  expect(await left('me')).toBeUndefined();
  expect(await left('other')).toBeDefined();
  await removeTable(emptied, fastClock(100), signal);
  await removeTable(emptied, fastClock(100), signal);
});

test('protection is taken off first, and it waits until AWS says that there is no such table', async () => {
  const states = ['ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'DELETING', 'DELETING'];
  const store = await recordedAws({
    DescribeTable: () => {
      const TableStatus = states.shift();
      if (TableStatus === undefined) {
        return {
          status: 400,
          body: '{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"none"}',
        };
      }
      return { body: JSON.stringify({ Table: { TableStatus, DeletionProtectionEnabled: true } }) };
    },
    UpdateTable: { body: '{}' },
    DeleteTable: { body: '{}' },
  });
  onTestFinished(store.close);
  const client = clientOf({ dynamodbEndpoint: store.endpoint, region: 'eu-west-1' });
  await removeTable({ client, table: 'ttt' }, fastClock(1000), signal);
  const calls = store.asked.map(({ call }) => call);
  expect(calls.indexOf('UpdateTable')).toBeLessThan(calls.indexOf('DeleteTable'));
  expect(store.asked.find(({ call }) => call === 'UpdateTable')?.body).toContain('"DeletionProtectionEnabled":false');
  expect(calls.at(-1)).toBe('DescribeTable');
  expect(states).toEqual([]);
});
