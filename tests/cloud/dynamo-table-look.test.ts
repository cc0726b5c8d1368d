/** @file Tables that others made, looked at in the built-in cloud: which of them records fit into, and how. */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DynamoConnection, dynamoClient } from '../../electron/cloud/dynamo-client.ts';
import { createRecordTable } from '../../electron/cloud/dynamo-create-table.ts';
import { tableItems } from '../../electron/cloud/dynamo-items.ts';
import { askIndex, lookAtTable, tableLook } from '../../electron/cloud/dynamo-table-look.ts';
import type { LocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { type KeyPart, tableByKey } from '../fixtures/table-by-key.ts';

const forever = new AbortController().signal;
let cloud: LocalCloud;
let connection: DynamoConnection;
beforeAll(async () => {
  cloud = await localCloudWorld();
  connection = dynamoClient({ region: cloud.region, dynamodbEndpoint: cloud.dynamodbEndpoint }, async () => cloud);
});
afterAll(async () => {
  connection.close();
  await cloud.close();
});

async function made(name: string, key: readonly KeyPart[]): Promise<string> {
  await tableByKey(connection.client, name, key);
  return name;
}

test('a table of ours fits as it is, and lacks no index', async () => {
  await createRecordTable(connection.client, 'ours', forever);
  expect(await lookAtTable(connection.client, 'ours', forever)).toMatchObject({
    key: ['user_id', 'image_id'],
    keyTypes: ['S', 'S'],
    isReady: true,
    missingIndexes: [],
    fits: { how: 'as-ours' },
  });
  await askIndex(connection.client, { table: 'ours', index: 'by_upload_time', userId: 'me' }, forever);
});

test.each(['id', 'image_id', 'ID', 'ImageKey'])('a table by %s takes the image under it', async (name) => {
  const table = await made(`by-${name}`, [[name, 'S']]);
  const look = await lookAtTable(connection.client, table, forever);
  expect(look.fits).toEqual({ how: 'by-image', recordKey: name });
  expect(look.missingIndexes).toContain('by_upload_time');
});

test('keys that are numbers, and two other keys, do not fit', async () => {
  const byNumber = await made('by-number', [['id', 'N']]);
  expect((await lookAtTable(connection.client, byNumber, forever)).fits).toEqual({ how: 'not', why: 'key-type' });
  const byTwo = await made('by-two', [
    ['image_key', 'S'],
    ['timestamp', 'S'],
  ]);
  expect((await lookAtTable(connection.client, byTwo, forever)).fits).toEqual({ how: 'not', why: 'two-other-keys' });
});

test('no table and no index are told apart', async () => {
  const table = await made('bare', [['id', 'S']]);
  await expect(lookAtTable(connection.client, 'none', forever)).rejects.toMatchObject({
    failure: { code: 'no-table' },
  });
  const asked = askIndex(connection.client, { table, index: 'by_upload_time', userId: 'me' }, forever);
  await expect(asked).rejects.toMatchObject({ failure: { code: 'no-index' } });
});

test('a table that is being made is not ready; one that is being changed is', () => {
  expect(tableLook('t', { TableStatus: 'CREATING' }).isReady).toBe(false);
  expect(tableLook('t', { TableStatus: 'UPDATING' }).isReady).toBe(true);
});

test('every item is told, whoever wrote it', async () => {
  const table = await made('items', [['id', 'S']]);
  for (const id of ['a', 'b', 'c']) await connection.client.send(new PutCommand({ TableName: table, Item: { id } }));
  const ids: unknown[] = [];
  for await (const item of tableItems(connection.client, table, forever)) ids.push(item['id']);
  expect(ids.sort()).toEqual(['a', 'b', 'c']);
});
