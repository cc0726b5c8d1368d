/** @file The record store that is a DynamoDB table: by user_id and image_id, or by the one key of a table that was there before. */
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { ImageId } from '../../../shared/image.ts';
import { asking, awsFailure, isVendorError } from '../../cloud/aws-failure.ts';
import { Failed } from '../../foundation/failed.ts';
import { burialOf } from './burial.ts';
import { type BurialItem, buryRecord, endBurial, findBurial, unburyRecord } from './dynamo-record-burial.ts';
import { claimImage, claimsOn, unclaimImage } from './dynamo-record-claim.ts';
import { describeRecord } from './dynamo-record-description.ts';
import { feedPage } from './dynamo-record-feed.ts';
import { nameRendition } from './dynamo-record-rendition.ts';
import { ImageRecord } from './image-record.ts';
import { withArrays } from './record-arrays.ts';
import type { Recorded, RecordStore } from './record-store.ts';

/**
 * The client is the caller's and stays open. `recordKey` is the only key attribute of an adopted table: it then holds the
 * image's id, so that such a table has one record of an image, of the user who stored it first.
 */
export function dynamoRecordStore(client: DynamoDBDocumentClient, name: string, recordKey?: string): RecordStore {
  const table = { client, table: name, recordKey };
  return {
    record: (record, signal) => putOrJoin(table, record, signal),
    nameRendition: (userId, imageId, rendition, signal) =>
      nameRendition({ client, table: name, key: keyOf(table, { userId, imageId }), userId }, rendition, signal),
    find: (userId, imageId, signal) => find(table, { userId, imageId }, signal),
    all: (userId, signal) => (recordKey === undefined ? all(table, userId, signal) : scanned(table, userId, signal)),
    remove: (userId, imageId, signal) => remove(table, { userId, imageId }, signal),
    bury: (burial, signal) =>
      buryRecord(burialItem(table, { userId: burial.user_id, imageId: burial.image_id }), burial, signal),
    burial: (userId, imageId, signal) => findBurial(burialItem(table, { userId, imageId }), signal),
    endBurial: (userId, imageId, at, signal) => endBurial(burialItem(table, { userId, imageId }), at, signal),
    unbury: ({ userId, imageId, record }, signal) =>
      unburyRecord(burialItem(table, { userId, imageId }), record, signal),
    ...(recordKey === undefined ? claimsIn(table) : noClaims),
    feed: (request, signal) => feedPage(client, name, request, signal),
    describe: (described, signal) => describeRecord(client, { name, key: keyOf(table, described) }, described, signal),
  };
}

type Claims = Pick<RecordStore, 'claim' | 'unclaim' | 'claims'>;

const claimsIn = (table: Table): Claims => ({
  claim: (claim, signal) => claimImage(table, claim, signal),
  unclaim: (claim, signal) => unclaimImage(table, claim, signal),
  claims: (imageId, signal) => claimsOn(table, imageId, signal),
});

/** A table with one item of an image is the library of one user. */
const noClaims: Claims = {
  claim: () => Promise.resolve(),
  unclaim: () => Promise.resolve(),
  claims: () => Promise.resolve([]),
};

type Table = {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly recordKey: string | undefined;
};
type Name = { readonly userId: string; readonly imageId: ImageId };

function keyOf({ recordKey }: Table, { userId, imageId }: Name): Record<string, string> {
  return recordKey === undefined ? { user_id: userId, image_id: imageId } : { [recordKey]: imageId };
}

function burialItem(table: Table, name: Name): BurialItem {
  return { client: table.client, table: table.table, key: keyOf(table, name), userId: name.userId };
}

/** A record that is removed between our two questions is written at the second round; a third is somebody else's quarrel. */
const rounds = 2;

async function putOrJoin(table: Table, record: ImageRecord, signal: AbortSignal): Promise<Recorded> {
  const name = { userId: record.user_id, imageId: record.image_id };
  for (let round = 0; round < rounds; round += 1) {
    if (await putIfNone(table, record, signal)) return 'written';
    if (await addDevices(table, record, signal)) return 'joined';
    if ((await findBurial(burialItem(table, name), signal)) !== null) return 'deleted';
  }
  const subject = record.image_id;
  if (table.recordKey === undefined) throw new Failed({ code: 'server-error', retry: 'soon', scope: 'image', subject });
  const detail = 'another user has this image here';
  throw new Failed({ code: 'wrong-table', retry: 'after-user-acts', scope: 'image', subject, detail });
}

async function putIfNone(table: Table, record: ImageRecord, signal: AbortSignal): Promise<boolean> {
  const { devices, ...rest } = record;
  const key = keyOf(table, { userId: record.user_id, imageId: record.image_id });
  const command = new PutCommand({
    TableName: table.table,
    Item: { ...rest, ...key, ...(devices.length === 0 ? {} : { devices: new Set(devices) }) },
    ConditionExpression: 'attribute_not_exists(#key)',
    ExpressionAttributeNames: { '#key': table.recordKey ?? 'image_id' },
  });
  return conditionally(table.table, () => table.client.send(command, { abortSignal: signal }));
}

/** Adds to the set and touches nothing else, so that what others wrote into the item stays. Never makes an item. */
async function addDevices(table: Table, record: ImageRecord, signal: AbortSignal): Promise<boolean> {
  const { user_id, image_id, devices } = record;
  const addition = devices.length === 0 ? {} : { UpdateExpression: 'ADD devices :devices' };
  const command = new UpdateCommand({
    TableName: table.table,
    Key: keyOf(table, { userId: user_id, imageId: image_id }),
    ConditionExpression: 'user_id = :user AND attribute_exists(image_id) AND attribute_not_exists(deleted_at)',
    ExpressionAttributeValues: { ':user': user_id, ...(devices.length === 0 ? {} : { ':devices': new Set(devices) }) },
    ...addition,
  });
  return conditionally(table.table, () => table.client.send(command, { abortSignal: signal }));
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

async function find(table: Table, name: Name, signal: AbortSignal): Promise<ImageRecord | null> {
  const command = new GetCommand({ TableName: table.table, Key: keyOf(table, name), ConsistentRead: true });
  const { Item } = await asking(table.table, () => table.client.send(command, { abortSignal: signal }));
  if (Item === undefined || Item['user_id'] !== name.userId || burialOf(Item) !== null) return null;
  const parsed = ImageRecord.safeParse(withArrays(Item));
  if (parsed.success) return parsed.data;
  throw new Failed(
    { code: 'bad-answer', retry: 'never', scope: 'image', subject: name.imageId, detail: 'unreadable record' },
    parsed.error,
  );
}

/** What a query and a scan have in common, and what both answer. */
type AskedPage = Pick<
  QueryCommandInput,
  'TableName' | 'ExpressionAttributeValues' | 'ConsistentRead' | 'ExclusiveStartKey'
>;
type AnsweredPage = Pick<QueryCommandOutput, 'Items' | 'LastEvaluatedKey'>;

/** A user's records, page after page. The table can hold items of others: those are passed over. */
async function* read(
  table: string,
  userId: string,
  ask: (page: AskedPage) => Promise<AnsweredPage>,
): AsyncGenerator<ImageRecord> {
  let next: Record<string, unknown> | undefined;
  do {
    const asked = { TableName: table, ExpressionAttributeValues: { ':user': userId }, ConsistentRead: true };
    const page = await asking(table, () => ask({ ...asked, ExclusiveStartKey: next }));
    for (const item of page.Items ?? []) {
      const parsed = ImageRecord.safeParse(withArrays(item));
      if (parsed.success) yield parsed.data;
    }
    next = page.LastEvaluatedKey;
  } while (next !== undefined);
}

function all({ client, table }: Table, userId: string, signal: AbortSignal): AsyncGenerator<ImageRecord> {
  return read(table, userId, (page) =>
    client.send(new QueryCommand({ ...page, KeyConditionExpression: 'user_id = :user' }), { abortSignal: signal }),
  );
}

/** A table by image alone cannot be asked for one user in order, so it is read whole first. */
async function* scanned({ client, table }: Table, userId: string, signal: AbortSignal): AsyncGenerator<ImageRecord> {
  const records: ImageRecord[] = [];
  const pages = read(table, userId, (page) =>
    client.send(new ScanCommand({ ...page, FilterExpression: 'user_id = :user' }), { abortSignal: signal }),
  );
  for await (const record of pages) records.push(record);
  yield* records.sort((one, other) => (one.image_id < other.image_id ? -1 : 1));
}

async function remove(table: Table, name: Name, signal: AbortSignal): Promise<void> {
  const command = new DeleteCommand({
    TableName: table.table,
    Key: keyOf(table, name),
    // In a table by image alone the record can be another user's.
    ConditionExpression: 'user_id = :user',
    ExpressionAttributeValues: { ':user': name.userId },
  });
  await conditionally(table.table, () => table.client.send(command, { abortSignal: signal }));
}
