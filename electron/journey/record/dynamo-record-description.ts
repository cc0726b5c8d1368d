/** @file Writes what an owner says of an image into its record, if nobody has since it was read; main and terminal. */
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { awsFailure, isVendorError } from '../../cloud/aws-failure.ts';
import type { DescribedRecord } from './record-store.ts';

/** As RecordStore.describe promises. Touches no other attribute. */
export async function describeRecord(
  client: DynamoDBDocumentClient,
  table: { readonly name: string; readonly key: Readonly<Record<string, string>> },
  { userId, from, said }: DescribedRecord,
  signal: AbortSignal,
): Promise<boolean> {
  const attributes = Object.entries({ ...said, version: from + 1 });
  const isEmpty = (value: unknown): boolean =>
    value === '' || value === false || (typeof value === 'object' && Object.keys(value ?? {}).length === 0);
  const set = attributes.filter(([, value]) => !isEmpty(value));
  const removed = attributes.filter(([, value]) => isEmpty(value)).map(([name]) => `#${name}`);
  const command = new UpdateCommand({
    TableName: table.name,
    Key: table.key,
    UpdateExpression:
      `SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}` +
      (removed.length === 0 ? '' : ` REMOVE ${removed.join(', ')}`),
    // A record that nobody has edited has no version yet.
    ConditionExpression: `user_id = :user AND attribute_not_exists(deleted_at) AND ${from === 0 ? 'attribute_not_exists(#version)' : '#version = :from'}`,
    ExpressionAttributeNames: Object.fromEntries(attributes.map(([name]) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
      ':user': userId,
      ...(from === 0 ? {} : { ':from': from }),
    },
  });
  try {
    await client.send(command, { abortSignal: signal });
    return true;
  } catch (error) {
    if (isVendorError(error, 'ConditionalCheckFailedException')) return false;
    throw awsFailure(error, table.name);
  }
}
