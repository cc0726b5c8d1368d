/** @file Tables that were there before, with one key attribute: held to the same contract as our own, on the local cloud. */
import { CreateTableCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DynamoConnection, dynamoClient } from '../../../electron/cloud/dynamo-client.ts';
import type { LocalCloud } from '../../../electron/cloud/local/start-local-cloud.ts';
import { dynamoRecordStore } from '../../../electron/journey/record/dynamo-record-store.ts';
import type { RecordStore } from '../../../electron/journey/record/record-store.ts';
import { imageId, newRecord, recordStoreContract } from '../../contracts/record-store.contract.ts';
import { localCloudWorld } from '../../fixtures/local-cloud-world.ts';

const forever = new AbortController().signal;

/** With indexes of ours, which whoever adopts a table may have added to it. */
async function makeTable({ client }: DynamoConnection, table: string, recordKey: string): Promise<void> {
  const attributes = new Set([recordKey, 'user_id', 'upload_time', 'changed_at']);
  const index = (name: string) => ({
    IndexName: `by_${name}`,
    KeySchema: [
      { AttributeName: 'user_id', KeyType: 'HASH' as const },
      { AttributeName: name, KeyType: 'RANGE' as const },
    ],
    Projection: { ProjectionType: 'ALL' as const },
  });
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...attributes].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [{ AttributeName: recordKey, KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [index('upload_time'), index('changed_at')],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { TableName: table });
}

function connect(cloud: LocalCloud): DynamoConnection {
  return dynamoClient({ region: cloud.region, dynamodbEndpoint: cloud.dynamodbEndpoint }, async () => cloud);
}

/** Such a table holds the library of one user: each of the contract's users has one. */
function ofEachUser(store: (userId: string) => Promise<RecordStore>): RecordStore {
  return {
    record: async (record, signal) => (await store(record.user_id)).record(record, signal),
    nameRendition: async (userId, id, rendition, signal) =>
      (await store(userId)).nameRendition(userId, id, rendition, signal),
    find: async (userId, id, signal) => (await store(userId)).find(userId, id, signal),
    all: async function* (userId, signal) {
      yield* (await store(userId)).all(userId, signal);
    },
    remove: async (userId, id, signal) => (await store(userId)).remove(userId, id, signal),
    bury: async (burial, signal) => (await store(burial.user_id)).bury(burial, signal),
    burial: async (userId, id, signal) => (await store(userId)).burial(userId, id, signal),
    endBurial: async (userId, id, at, signal) => (await store(userId)).endBurial(userId, id, at, signal),
    claim: async (claim, signal) => (await store(claim.userId)).claim(claim, signal),
    unclaim: async (claim, signal) => (await store(claim.userId)).unclaim(claim, signal),
    claims: async (id, signal) => (await store('second')).claims(id, signal),
    unbury: async (image, signal) => (await store(image.userId)).unbury(image, signal),
    feed: async (request, signal) => (await store(request.userId)).feed(request, signal),
    describe: async (described, signal) => (await store(described.userId)).describe(described, signal),
  };
}

for (const recordKey of ['id', 'image_id', 'ID']) {
  recordStoreContract(`DynamoDB, a table by ${recordKey} from before`, async () => {
    const cloud = await localCloudWorld();
    const connection = connect(cloud);
    const tables = new Map<string, Promise<RecordStore>>();
    const store = (userId: string): Promise<RecordStore> => {
      const table = `of-${userId.replaceAll(/[^A-Za-z0-9]/g, '-')}`;
      const made =
        tables.get(table) ??
        makeTable(connection, table, recordKey).then(() => dynamoRecordStore(connection.client, table, recordKey));
      tables.set(table, made);
      return made;
    };
    const close = async (): Promise<void> => {
      connection.close();
      await cloud.close();
    };
    return { store: ofEachUser(store), isOfOneUser: true, close };
  });
}

let cloud: LocalCloud;
let connection: DynamoConnection;
beforeAll(async () => {
  cloud = await localCloudWorld();
  connection = connect(cloud);
});
afterAll(async () => {
  connection.close();
  await cloud.close();
});

test('the item carries its key, and what others wrote beside it stays as it is', async () => {
  const TableName = 'carries';
  await makeTable(connection, TableName, 'id');
  const store = dynamoRecordStore(connection.client, TableName, 'id');
  const theirs = { id: '7f0c', original_filename: 'cat.jpg' };
  await connection.client.send(new PutCommand({ TableName, Item: theirs }));
  const record = newRecord('me', 'one');
  await store.record(record, forever);
  const { Item } = await connection.client.send(new GetCommand({ TableName, Key: { id: record.image_id } }));
  expect(Item).toMatchObject({ id: record.image_id, user_id: 'me', image_id: record.image_id });
  expect((await connection.client.send(new GetCommand({ TableName, Key: { id: '7f0c' } }))).Item).toEqual(theirs);
});

test('an image that another user has there is not taken over, and not taken away', async () => {
  await makeTable(connection, 'shared', 'id');
  const store = dynamoRecordStore(connection.client, 'shared', 'id');
  await store.record(newRecord('you', 'one'), forever);
  await expect(store.record(newRecord('me', 'one'), forever)).rejects.toMatchObject({
    failure: { code: 'wrong-table', scope: 'image', detail: 'another user has this image here' },
  });
  await store.remove('me', imageId('one'), forever);
  expect(await store.find('you', imageId('one'), forever)).not.toBeNull();
});
