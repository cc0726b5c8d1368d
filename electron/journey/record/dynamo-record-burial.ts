/** @file Puts a burial in a record's place, and takes it away again: each one conditional write; main and terminal. */
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { asking, awsFailure, isVendorError } from '../../cloud/aws-failure.ts';
import { type Burial, burialOf } from './burial.ts';
import type { ImageRecord } from './image-record.ts';

export type BurialItem = {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly key: Readonly<Record<string, string>>;
  readonly userId: string;
};

/** As RecordStore.bury promises. */
export async function buryRecord(item: BurialItem, burial: Burial, signal: AbortSignal): Promise<boolean> {
  const command = new PutCommand({
    TableName: item.table,
    Item: { ...burial, ...item.key },
    ConditionExpression: '(attribute_not_exists(user_id) OR user_id = :user) AND attribute_not_exists(deleted_at)',
    ExpressionAttributeValues: { ':user': item.userId },
  });
  if (await conditionally(item, () => item.client.send(command, { abortSignal: signal }))) return true;
  return (await findBurial(item, signal)) !== null;
}

export async function findBurial(item: BurialItem, signal: AbortSignal): Promise<Burial | null> {
  const command = new GetCommand({ TableName: item.table, Key: item.key, ConsistentRead: true });
  const { Item } = await asking(item.table, () => item.client.send(command, { abortSignal: signal }));
  return Item?.['user_id'] === item.userId ? burialOf(Item) : null;
}

/** As RecordStore.endBurial promises. */
export async function endBurial(item: BurialItem, at: string, signal: AbortSignal): Promise<void> {
  const command = new UpdateCommand({
    TableName: item.table,
    Key: item.key,
    UpdateExpression: 'SET deletion_ended = :at',
    ConditionExpression: 'user_id = :user AND attribute_exists(deleted_at)',
    ExpressionAttributeValues: { ':user': item.userId, ':at': at },
  });
  await conditionally(item, () => item.client.send(command, { abortSignal: signal }));
}

/** As RecordStore.unbury promises. */
export async function unburyRecord(
  item: BurialItem,
  record: ImageRecord | null,
  signal: AbortSignal,
): Promise<boolean> {
  const condition = {
    TableName: item.table,
    ConditionExpression: 'user_id = :user AND attribute_exists(deleted_at)',
    ExpressionAttributeValues: { ':user': item.userId },
  };
  if (record === null) {
    const command = new DeleteCommand({ ...condition, Key: item.key });
    return conditionally(item, () => item.client.send(command, { abortSignal: signal }));
  }
  const { devices, ...rest } = record;
  const sets = devices.length === 0 ? {} : { devices: new Set(devices) };
  const command = new PutCommand({ ...condition, Item: { ...rest, ...item.key, ...sets } });
  return conditionally(item, () => item.client.send(command, { abortSignal: signal }));
}

/** False when the item was not as the command's condition asks. */
async function conditionally({ table }: BurialItem, call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    if (isVendorError(error, 'ConditionalCheckFailedException')) return false;
    throw awsFailure(error, table);
  }
}
