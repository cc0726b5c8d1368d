/** @file The local DynamoDB: refuses who has not the secret, and answers what is not offered as AWS would an unknown call. */
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  TransactGetItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { LocalCloud } from '../../../electron/cloud/local/start-local-cloud.ts';
import { localCloudWorld } from '../../fixtures/local-cloud-world.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await localCloudWorld();
});
afterAll(() => cloud.close());

test('a table is active at once, keeps items, and refuses a second item where the first must be new', async () => {
  const client = open();
  await client.send(
    new CreateTableCommand({
      TableName: 'images',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  await expect
    .poll(async () => (await client.send(new DescribeTableCommand({ TableName: 'images' }))).Table?.TableStatus)
    .toBe('ACTIVE');
  const Item = { id: { S: 'é😀' }, size: { N: '12' }, tags: { SS: ['a', 'b'] } };
  const put = () =>
    client.send(new PutItemCommand({ TableName: 'images', Item, ConditionExpression: 'attribute_not_exists(id)' }));
  await put();
  await expect(put()).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  const got = await client.send(
    new GetItemCommand({ TableName: 'images', Key: { id: Item.id }, ConsistentRead: true }),
  );
  expect(got.Item).toEqual(Item);
});

test.each<[string, () => DynamoDBClientConfig, string]>([
  ['a wrong secret', () => keys(cloud.accessKeyId, 'x'.repeat(40)), 'InvalidSignatureException'],
  ['an unknown key', () => keys('AKIANOBODYHASTHIS', cloud.secretAccessKey), 'UnrecognizedClientException'],
  ['a clock 16 minutes off', () => ({ systemClockOffset: 16 * 60_000 }), 'InvalidSignatureException'],
  ['another region', () => ({ region: 'eu-west-1' }), 'InvalidSignatureException'],
])('%s is refused', async (_, changes, name) => {
  await expect(open(changes()).send(new ListTablesCommand({}))).rejects.toMatchObject({
    name,
    $metadata: { httpStatusCode: 400 },
  });
});

test('nobody is answered without a signature', async () => {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.ListTables' };
  const answer = await fetch(cloud.dynamodbEndpoint, { method: 'POST', headers, body: '{}' });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('MissingAuthenticationTokenException');
});

test('what is not offered is an unknown operation; a table that is not there says so', async () => {
  const Get = { TableName: 'missing', Key: { id: { S: 'x' } } };
  const transaction = open().send(new TransactGetItemsCommand({ TransactItems: [{ Get }] }));
  await expect(transaction).rejects.toMatchObject({ name: 'UnknownOperationException' });
  await expect(open().send(new GetItemCommand(Get))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

function open(changes: DynamoDBClientConfig = {}): DynamoDBClient {
  const { region, dynamodbEndpoint: endpoint, accessKeyId, secretAccessKey } = cloud;
  const client = new DynamoDBClient({
    region,
    endpoint,
    maxAttempts: 1,
    ...keys(accessKeyId, secretAccessKey),
    ...changes,
  });
  onTestFinished(() => client.destroy());
  return client;
}

function keys(accessKeyId: string, secretAccessKey: string): DynamoDBClientConfig {
  return { credentials: { accessKeyId, secretAccessKey } };
}
