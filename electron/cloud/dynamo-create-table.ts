/** @file Makes the table of records with its two indexes: for set-up, the demo and tests. */
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type KeySchemaElement,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Failed } from '../foundation/failed.ts';
import { awsFailure, isVendorError } from './aws-failure.ts';

/** Names of the indexes; each sorts a user's records by the attribute in its name. */
export const byUploadTime = 'by_upload_time';
export const byCapturedAt = 'by_captured_at';

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
): Promise<void> {
  try {
    await client.send(new CreateTableCommand(description(name)), { abortSignal: signal });
  } catch (error) {
    if (!isVendorError(error, 'ResourceInUseException')) throw awsFailure(error, name);
  }
  try {
    // The waiter's own steps of two seconds and its limit are its vendor's clock; nothing of ours waits on it.
    const patience = { client, maxWaitTime: secondsAtMost, minDelay: 1, maxDelay: 5, abortSignal: signal };
    await waitUntilTableExists(patience, { TableName: name });
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }), { abortSignal: signal });
    if (keyOf(Table?.KeySchema) !== keyOf(description(name).KeySchema)) {
      throw new Failed({ code: 'wrong-table', retry: 'after-user-acts', scope: 'profile', subject: name });
    }
  } catch (error) {
    throw awsFailure(error, name);
  }
}

function description(name: string): CreateTableCommandInput {
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['user_id', 'image_id', 'upload_time', 'captured_at'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: key('image_id'),
    GlobalSecondaryIndexes: [
      { IndexName: byUploadTime, KeySchema: key('upload_time'), Projection: { ProjectionType: 'ALL' } },
      { IndexName: byCapturedAt, KeySchema: key('captured_at'), Projection: { ProjectionType: 'ALL' } },
    ],
  };
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
