/** @file Our DynamoDB client and record store against the local cloud, and what they make of refusals and failing lines. */
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { AwsKeys } from '../../../electron/cloud/aws-keys.ts';
import { type DynamoConnection, dynamoClient } from '../../../electron/cloud/dynamo-client.ts';
import { createRecordTable } from '../../../electron/cloud/dynamo-create-table.ts';
import type { LocalCloud } from '../../../electron/cloud/local/start-local-cloud.ts';
import { dynamoRecordStore } from '../../../electron/journey/record/dynamo-record-store.ts';
import type { RecordStore } from '../../../electron/journey/record/record-store.ts';
import { ImageId } from '../../../shared/image.ts';
import { recordStoreContract } from '../../contracts/record-store.contract.ts';
import { localCloudWorld } from '../../fixtures/local-cloud-world.ts';
import { tableByKey } from '../../fixtures/table-by-key.ts';
import { cuttingServer, deadEndpoint, silentServer } from '../../fixtures/tcp-servers.ts';

const forever = new AbortController().signal;
const someImage = ImageId.parse('ab'.repeat(32));

/** Patient, so that a busy machine is no silent server; the one test of silence says what it waits. */
function connectTo(endpoint: string, keys: AwsKeys, idle = 20_000): DynamoConnection {
  const timeouts = { connect: 20_000, idle, answer: 20_000 };
  return dynamoClient({ region: 'us-east-1', dynamodbEndpoint: endpoint }, () => Promise.resolve(keys), { timeouts });
}

recordStoreContract('DynamoDB on the local cloud', async () => {
  const cloud = await localCloudWorld();
  const { client, close } = connectTo(cloud.dynamodbEndpoint, cloud);
  const TableName = 'records';
  await createRecordTable(client, TableName, forever);
  return {
    store: dynamoRecordStore(client, TableName),
    foreign: {
      write: async ({ user_id, image_id }, value) => {
        const change = { UpdateExpression: 'SET theirs = :value', ExpressionAttributeValues: { ':value': value } };
        await client.send(new UpdateCommand({ TableName, Key: { user_id, image_id }, ...change }));
      },
      read: async ({ user_id, image_id }) => {
        const { Item } = await client.send(new GetCommand({ TableName, Key: { user_id, image_id } }));
        return Item?.['theirs'];
      },
      item: async (user_id, image_id) => {
        await client.send(new PutCommand({ TableName, Item: { user_id, image_id, s3_key: 'images/theirs' } }));
      },
    },
    close: async () => {
      close();
      await cloud.close();
    },
  };
});

describe('a table of records', () => {
  let cloud: LocalCloud;
  beforeAll(async () => {
    cloud = await localCloudWorld();
  });
  afterAll(() => cloud.close());

  test('making it twice is harmless', async () => {
    const { client } = open({});
    await createRecordTable(client, 'twice', forever);
    await createRecordTable(client, 'twice', forever);
    expect(await dynamoRecordStore(client, 'twice').find('me', someImage, forever)).toBeNull();
  });

  test('one of that name with another key is a wrong table, when it is made and when it is used', async () => {
    const { client } = open({});
    await tableByKey(client, 'another', [['id', 'S']]);
    const wrongTable = { failure: { code: 'wrong-table', retry: 'after-user-acts', scope: 'profile' } };
    await expect(createRecordTable(client, 'another', forever)).rejects.toMatchObject(wrongTable);
    const store = dynamoRecordStore(client, 'another');
    await expect(store.find('me', someImage, forever)).rejects.toMatchObject(wrongTable);
  });

  test('a table that is not there is said to be missing', async () => {
    const store = dynamoRecordStore(open({}).client, 'missing');
    await expect(store.find('me', someImage, forever)).rejects.toMatchObject({
      failure: { code: 'no-table', retry: 'after-user-acts', scope: 'profile', subject: 'missing' },
    });
  });

  test('a wrong secret and a key that nobody has are wrong keys', async () => {
    const wrongKey = { failure: { code: 'wrong-key', retry: 'after-user-acts', scope: 'profile' } };
    for (const keys of [
      { accessKeyId: cloud.accessKeyId, secretAccessKey: 'not-the-secret' },
      { accessKeyId: 'AKIANOBODYHASTHISKEY', secretAccessKey: cloud.secretAccessKey },
    ]) {
      await expect(asking({ keys })).rejects.toMatchObject(wrongKey);
    }
  });

  test('nobody at the address and a cut connection are offline, silence times out', async () => {
    const silent = await silentServer();
    const cutting = await cuttingServer();
    onTestFinished(silent.close);
    onTestFinished(cutting.close);
    await expect(asking({ endpoint: await deadEndpoint() })).rejects.toMatchObject({
      failure: { code: 'offline', retry: 'soon', scope: 'profile' },
    });
    await expect(asking({ endpoint: cutting.endpoint })).rejects.toMatchObject({ failure: { code: 'offline' } });
    await expect(asking({ endpoint: silent.endpoint, idle: 500 })).rejects.toMatchObject({
      failure: { code: 'timed-out' },
    });
  });

  type Changes = { readonly endpoint?: string; readonly keys?: AwsKeys; readonly idle?: number };

  function open({ endpoint, keys, idle }: Changes): DynamoConnection {
    const connection = connectTo(endpoint ?? cloud.dynamodbEndpoint, keys ?? cloud, idle);
    onTestFinished(connection.close);
    return connection;
  }

  function asking(changes: Changes): ReturnType<RecordStore['find']> {
    return dynamoRecordStore(open(changes).client, 'any').find('me', someImage, forever);
  }
});
