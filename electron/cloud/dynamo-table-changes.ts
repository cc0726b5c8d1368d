/** @file Changes a table one step at a time, as DynamoDB wants it: each waits until the one before is through. */
import {
  DescribeTableCommand,
  type TableDescription,
  UpdateTableCommand,
  type UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock, Milliseconds } from '../foundation/clock.ts';
import { Failed } from '../foundation/failed.ts';
import { asking } from './aws-failure.ts';
import { indexKeys } from './dynamo-create-table.ts';

export type ChangeTarget = {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly clock: Clock;
};

/** Between two looks. An index of many records takes minutes to hours to be filled; AWS promises nothing. */
const lookEvery: Milliseconds = 2_000;

/** Throws Failed `no-table`. */
export async function describeTable(
  client: DynamoDBDocumentClient,
  TableName: string,
  signal: AbortSignal,
): Promise<TableDescription> {
  const command = new DescribeTableCommand({ TableName });
  const { Table } = await asking(TableName, () => client.send(command, { abortSignal: signal }));
  if (Table !== undefined) return Table;
  throw new Failed({ code: 'bad-answer', retry: 'soon', scope: 'profile', subject: TableName });
}

/** Resolves when the table and all of its indexes are ready, however long that takes. */
export async function settle({ client, table, clock }: ChangeTarget, signal: AbortSignal): Promise<void> {
  for (;;) {
    const { TableStatus, GlobalSecondaryIndexes = [], SSEDescription } = await describeTable(client, table, signal);
    const isEncrypting = SSEDescription?.Status === 'ENABLING' || SSEDescription?.Status === 'UPDATING';
    const areReady = GlobalSecondaryIndexes.every(({ IndexStatus }) => (IndexStatus ?? 'ACTIVE') === 'ACTIVE');
    if (TableStatus === 'ACTIVE' && areReady && !isEncrypting) return;
    await clock.sleep(lookEvery, signal);
  }
}

/** Resolves when the change is through. */
export async function updateTable(
  target: ChangeTarget,
  change: Omit<UpdateTableCommandInput, 'TableName'>,
  signal: AbortSignal,
): Promise<void> {
  await settle(target, signal);
  const command = new UpdateTableCommand({ TableName: target.table, ...change });
  await asking(target.table, () => target.client.send(command, { abortSignal: signal }));
  await settle(target, signal);
}

/** One of ours, where the table has none of that name; DynamoDB makes one at a time. */
export async function makeIndex(target: ChangeTarget, name: string, signal: AbortSignal): Promise<void> {
  const {
    GlobalSecondaryIndexes = [],
    AttributeDefinitions = [],
    BillingModeSummary,
    ProvisionedThroughput,
  } = await describeTable(target.client, target.table, signal);
  if (GlobalSecondaryIndexes.some(({ IndexName }) => IndexName === name)) return;
  const KeySchema = indexKeys.get(name) ?? [];
  const isProvisioned = (BillingModeSummary?.BillingMode ?? 'PROVISIONED') === 'PROVISIONED';
  const throughput = {
    ReadCapacityUnits: ProvisionedThroughput?.ReadCapacityUnits,
    WriteCapacityUnits: ProvisionedThroughput?.WriteCapacityUnits,
  };
  const known = KeySchema.map(({ AttributeName }) => AttributeName);
  const change = {
    AttributeDefinitions: [
      ...AttributeDefinitions.filter(({ AttributeName }) => !known.includes(AttributeName)),
      ...known.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
    ],
    GlobalSecondaryIndexUpdates: [
      {
        Create: {
          IndexName: name,
          KeySchema,
          Projection: { ProjectionType: 'ALL' as const },
          ...(isProvisioned ? { ProvisionedThroughput: throughput } : {}),
        },
      },
    ],
  };
  await updateTable(target, change, signal);
}
