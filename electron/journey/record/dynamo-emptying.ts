/** @file Empties a table of one user's records, item by item, and takes the table itself away; main and terminal. */
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { awsFailure, isVendorError } from '../../cloud/aws-failure.ts';
import { describeTable, settle, updateTable } from '../../cloud/dynamo-table-changes.ts';
import type { Clock, Milliseconds } from '../../foundation/clock.ts';
import { Failed } from '../../foundation/failed.ts';

/** `userId`: what the item has as such. */
export type Emptied = { readonly client: DynamoDBDocumentClient; readonly table: string; readonly userId: string };

/** One that is another's meanwhile, or gone, is left. Throws Failed as the table answers. */
export async function removeItem(
  { client, table, userId }: Emptied,
  Key: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<void> {
  const command = new DeleteCommand({
    TableName: table,
    Key,
    ConditionExpression: 'user_id = :user',
    ExpressionAttributeValues: { ':user': userId },
  });
  try {
    await client.send(command, { abortSignal: signal });
  } catch (error) {
    if (!isVendorError(error, 'ConditionalCheckFailedException')) throw awsFailure(error, table);
  }
}

const lookEvery: Milliseconds = 2_000;

/**
 * Resolves when the service says that there is no such table. Its protection against that is taken off: whoever asks has said so in
 * words. A table that is gone already is no failure.
 */
export async function removeTable(
  { client, table }: Pick<Emptied, 'client' | 'table'>,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const target = { client, table, clock };
  try {
    const { DeletionProtectionEnabled } = await describeTable(client, table, signal);
    if (DeletionProtectionEnabled === true) {
      await updateTable(target, { DeletionProtectionEnabled: false }, signal);
    }
    await settle(target, signal);
    await client.send(new DeleteTableCommand({ TableName: table }), { abortSignal: signal });
    for (;;) {
      await describeTable(client, table, signal);
      await clock.sleep(lookEvery, signal);
    }
  } catch (error) {
    const failure = awsFailure(error, table);
    if (!(failure instanceof Failed && failure.failure.code === 'no-table')) throw failure;
  }
}
