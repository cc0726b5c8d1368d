/** @file Looks at a table that may have been there before Cloudroll: its keys, its indexes, and how our records would fit. */
import { DescribeTableCommand, type KeySchemaElement, type TableDescription } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { TableLook } from '../../shared/adoption.ts';
import { Failed } from '../foundation/failed.ts';
import { asking } from './aws-failure.ts';
import { byCapturedAt, byChangedAt, byUploadTime } from './dynamo-create-table.ts';

/** The indexes that our own tables have; whoever adopts a table does without. */
export const ourIndexes: readonly string[] = [byUploadTime, byCapturedAt, byChangedAt];

/** Throws Failed `no-table`, `denied` without dynamodb:DescribeTable, or what else the vendor's call throws. */
export async function lookAtTable(
  client: DynamoDBDocumentClient,
  table: string,
  signal: AbortSignal,
): Promise<TableLook> {
  const command = new DescribeTableCommand({ TableName: table });
  const { Table } = await asking(table, () => client.send(command, { abortSignal: signal }));
  if (Table === undefined) {
    throw new Failed({ code: 'bad-answer', retry: 'soon', scope: 'profile', subject: table });
  }
  return tableLook(table, Table);
}

/** One question to an index, answered with at most one item. Throws Failed `no-index` where there is none of that name. */
export async function askIndex(
  client: DynamoDBDocumentClient,
  { table, index, userId }: { readonly table: string; readonly index: string; readonly userId: string },
  signal: AbortSignal,
): Promise<void> {
  const command = new QueryCommand({
    TableName: table,
    IndexName: index,
    KeyConditionExpression: 'user_id = :user',
    ExpressionAttributeValues: { ':user': userId },
    Limit: 1,
  });
  await asking(`${table} ${index}`, () => client.send(command, { abortSignal: signal }));
}

/** Pure. */
export function tableLook(table: string, description: TableDescription): TableLook {
  const key = namesOf(description.KeySchema);
  const types = new Map(description.AttributeDefinitions?.map((one) => [one.AttributeName, one.AttributeType ?? '']));
  const keyTypes = key.map((name) => types.get(name) ?? '');
  const indexes = [...(description.GlobalSecondaryIndexes ?? [])].map((index) => ({
    name: index.IndexName ?? '',
    key: namesOf(index.KeySchema),
    isReady: index.IndexStatus === undefined || index.IndexStatus === 'ACTIVE',
  }));
  return {
    table,
    key,
    keyTypes,
    isReady: description.TableStatus === 'ACTIVE' || description.TableStatus === 'UPDATING',
    items: description.ItemCount ?? 0,
    indexes,
    missingIndexes: ourIndexes.filter((name) => !indexes.some((index) => index.name === name)),
    fits: fitOf(key, keyTypes),
  };
}

function fitOf(key: readonly string[], keyTypes: readonly string[]): TableLook['fits'] {
  if (keyTypes.some((type) => type !== 'S')) return { how: 'not', why: 'key-type' };
  const [partition = '', sort] = key;
  if (partition === 'user_id' && sort === 'image_id') return { how: 'as-ours' };
  if (sort !== undefined) return { how: 'not', why: 'two-other-keys' };
  return { how: 'by-image', recordKey: partition };
}

/** The partition first. */
function namesOf(schema: readonly KeySchemaElement[] | undefined): string[] {
  const elements = [...(schema ?? [])].sort(
    (one, other) => Number(other.KeyType === 'HASH') - Number(one.KeyType === 'HASH'),
  );
  return elements.map(({ AttributeName }) => AttributeName ?? '');
}
