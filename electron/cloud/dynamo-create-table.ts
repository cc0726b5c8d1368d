/** @file Makes the table of records with its indexes: for set-up, the demo and tests. */
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type KeySchemaElement,
  type ProvisionedThroughput,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SetUpWish } from '../../shared/set-up.ts';
import { Failed } from '../foundation/failed.ts';
import { awsFailure, isVendorError } from './aws-failure.ts';

/** Names of the indexes; each sorts a user's records by the attribute in its name. */
export const byUploadTime = 'by_upload_time';
export const byCapturedAt = 'by_captured_at';
/** Of edited records only: the others have no such attribute, and cost nothing here. */
export const byChangedAt = 'by_changed_at';

/** A table is ready in seconds; AWS promises nothing. */
const secondsAtMost = 300;

/**
 * Resolves when the table is there, has our key and is ready; twice is harmless. Throws Failed `wrong-table` when a table
 * of that name has another key, and `timed-out` when it is not ready in five minutes.
 */
export async function createRecordTable(
  client: DynamoDBDocumentClient,
  name: string,
  signal: AbortSignal,
  capacity: SetUpWish['capacity'] = { kind: 'on-demand' },
): Promise<void> {
  try {
    await client.send(new CreateTableCommand(description(name, capacity)), { abortSignal: signal });
  } catch (error) {
    if (!isVendorError(error, 'ResourceInUseException')) throw awsFailure(error, name);
  }
  try {
    // The waiter's own steps of two seconds and its limit are its vendor's clock; nothing of ours waits on it.
    const patience = { client, maxWaitTime: secondsAtMost, minDelay: 1, maxDelay: 5, abortSignal: signal };
    await waitUntilTableExists(patience, { TableName: name });
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }), { abortSignal: signal });
    if (keyOf(Table?.KeySchema) !== keyOf(ownKey)) {
      throw new Failed({ code: 'wrong-table', retry: 'after-user-acts', scope: 'profile', subject: name });
    }
  } catch (error) {
    throw awsFailure(error, name);
  }
}

/** By name of the index. */
export const indexKeys: ReadonlyMap<string, KeySchemaElement[]> = new Map([
  [byUploadTime, key('upload_time')],
  [byCapturedAt, key('captured_at')],
  [byChangedAt, key('changed_at')],
]);
const ownKey = key('image_id');

function description(name: string, capacity: SetUpWish['capacity']): CreateTableCommandInput {
  const throughput = throughputOf(capacity);
  return {
    TableName: name,
    BillingMode: throughput === null ? 'PAY_PER_REQUEST' : 'PROVISIONED',
    ...throughput,
    AttributeDefinitions: ['user_id', 'image_id', 'upload_time', 'captured_at', 'changed_at'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: ownKey,
    GlobalSecondaryIndexes: [...indexKeys].map(([IndexName, KeySchema]) => ({
      IndexName,
      KeySchema,
      Projection: { ProjectionType: 'ALL' },
      ...throughput,
    })),
  };
}

/** Of a table, and of each of its indexes; null where each request is paid for. */
function throughputOf(
  capacity: SetUpWish['capacity'],
): { readonly ProvisionedThroughput: ProvisionedThroughput } | null {
  if (capacity.kind === 'on-demand') return null;
  return { ProvisionedThroughput: { ReadCapacityUnits: capacity.read, WriteCapacityUnits: capacity.write } };
}

function key(sort: string): KeySchemaElement[] {
  return [
    { AttributeName: 'user_id', KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ];
}

function keyOf(schema: readonly KeySchemaElement[] | undefined): string {
  return (schema ?? []).map((element) => `${element.KeyType} ${element.AttributeName}`).join(', ');
}
