/** @file The record store that is a DynamoDB table with partition key user_id and sort key image_id; main and terminal. */
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { ImageId } from '../../../shared/image.ts';
import { asking, awsFailure, isVendorError } from '../../cloud/aws-failure.ts';
import { Failed } from '../../foundation/failed.ts';
import { ImageRecord } from './image-record.ts';
import type { RecordStore } from './record-store.ts';

/** The client is the caller's and stays open. */
export function dynamoRecordStore(client: DynamoDBDocumentClient, table: string): RecordStore {
  return {
    record: (record, signal) => putOrJoin({ client, table }, record, signal),
    find: (userId, imageId, signal) => find({ client, table }, { userId, imageId }, signal),
    all: (userId, signal) => all({ client, table }, userId, signal),
    remove: (userId, imageId, signal) => remove({ client, table }, { userId, imageId }, signal),
  };
}

type Table = { readonly client: DynamoDBDocumentClient; readonly table: string };
type Name = { readonly userId: string; readonly imageId: ImageId };

/** A record that is removed between our two questions is written at the second round; a third is somebody else's quarrel. */
const rounds = 2;

async function putOrJoin(table: Table, record: ImageRecord, signal: AbortSignal): Promise<'written' | 'joined'> {
  for (let round = 0; round < rounds; round += 1) {
    if (await putIfNone(table, record, signal)) return 'written';
    if (await addDevices(table, record, signal)) return 'joined';
  }
  throw new Failed({ code: 'server-error', retry: 'soon', scope: 'image', subject: record.image_id });
}

async function putIfNone({ client, table }: Table, record: ImageRecord, signal: AbortSignal): Promise<boolean> {
  const { devices, ...rest } = record;
  const item = devices.length === 0 ? rest : { ...rest, devices: new Set(devices) };
  const command = new PutCommand({
    TableName: table,
    Item: item,
    ConditionExpression: 'attribute_not_exists(image_id)',
  });
  return conditionally(table, () => client.send(command, { abortSignal: signal }));
}

/** Adds to the set and touches nothing else, so that what others wrote into the item stays. Never makes an item. */
async function addDevices({ client, table }: Table, record: ImageRecord, signal: AbortSignal): Promise<boolean> {
  const { user_id, image_id, devices } = record;
  const addition =
    devices.length === 0
      ? {}
      : { UpdateExpression: 'ADD devices :devices', ExpressionAttributeValues: { ':devices': new Set(devices) } };
  const command = new UpdateCommand({
    TableName: table,
    Key: { user_id, image_id },
    ConditionExpression: 'attribute_exists(image_id)',
    ...addition,
  });
  return conditionally(table, () => client.send(command, { abortSignal: signal }));
}

/** False when the item was not as the command's condition asks. */
async function conditionally(table: string, call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    if (isVendorError(error, 'ConditionalCheckFailedException')) return false;
    throw awsFailure(error, table);
  }
}

async function find(
  { client, table }: Table,
  { userId, imageId }: Name,
  signal: AbortSignal,
): Promise<ImageRecord | null> {
  const command = new GetCommand({
    TableName: table,
    Key: { user_id: userId, image_id: imageId },
    ConsistentRead: true,
  });
  const { Item } = await asking(table, () => client.send(command, { abortSignal: signal }));
  if (Item === undefined) return null;
  const parsed = ImageRecord.safeParse(withArrays(Item));
  if (parsed.success) return parsed.data;
  throw new Failed(
    { code: 'bad-answer', retry: 'never', scope: 'image', subject: imageId, detail: 'unreadable record' },
    parsed.error,
  );
}

/** The table can hold items of others: those are passed over. */
async function* all({ client, table }: Table, userId: string, signal: AbortSignal): AsyncGenerator<ImageRecord> {
  let next: Record<string, unknown> | undefined;
  do {
    const command: QueryCommand = new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'user_id = :user',
      ExpressionAttributeValues: { ':user': userId },
      ConsistentRead: true,
      ExclusiveStartKey: next,
    });
    const page = await asking(table, () => client.send(command, { abortSignal: signal }));
    for (const item of page.Items ?? []) {
      const parsed = ImageRecord.safeParse(withArrays(item));
      if (parsed.success) yield parsed.data;
    }
    next = page.LastEvaluatedKey;
  } while (next !== undefined);
}

async function remove({ client, table }: Table, { userId, imageId }: Name, signal: AbortSignal): Promise<void> {
  const command = new DeleteCommand({ TableName: table, Key: { user_id: userId, image_id: imageId } });
  await asking(table, () => client.send(command, { abortSignal: signal }));
}

/** Sets of the table are arrays in our type, sorted, since a set has no order; a missing set is an empty one. */
function withArrays(item: Record<string, unknown>): Record<string, unknown> {
  const arrays = Object.entries(item).map(([name, value]) => [name, value instanceof Set ? [...value].sort() : value]);
  return { devices: [], ...Object.fromEntries(arrays) };
}
