/** @file Adds a rendition to those that a record names, beside whatever else is written into it meanwhile; main and terminal. */
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { asking, awsFailure, isVendorError } from '../../cloud/aws-failure.ts';
import { Failed } from '../../foundation/failed.ts';
import { RecordedRendition } from './image-record.ts';

type Item = {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly key: Readonly<Record<string, string>>;
  readonly userId: string;
};

/** Somebody else adding one at the same moment costs one; more of them at once are nobody's computers. */
const rounds = 5;

const Named = z.object({ user_id: z.string(), renditions: z.array(z.looseObject({ name: z.string() })) });

/** As RecordStore.nameRendition promises. The list is changed in place, at one index, and only if it is as it was read. */
export async function nameRendition(item: Item, rendition: RecordedRendition, signal: AbortSignal): Promise<boolean> {
  for (let round = 0; round < rounds; round += 1) {
    const command = new GetCommand({ TableName: item.table, Key: item.key, ConsistentRead: true });
    const { Item: there } = await asking(item.table, () => item.client.send(command, { abortSignal: signal }));
    const { data } = Named.safeParse(there);
    if (data?.user_id !== item.userId) return false;
    const at = data.renditions.findIndex(({ name }) => name === rendition.name);
    const known = RecordedRendition.safeParse(data.renditions[at]).data;
    if (known !== undefined && known.key === rendition.key && known.bytes === rendition.bytes) return true;
    if (await put(item, { rendition, at, count: data.renditions.length }, signal)) return true;
  }
  throw new Failed({ code: 'server-error', retry: 'soon', scope: 'image', subject: item.table });
}

type Change = { readonly rendition: RecordedRendition; readonly at: number; readonly count: number };

async function put({ client, table, key, userId }: Item, change: Change, signal: AbortSignal): Promise<boolean> {
  const { rendition, at, count } = change;
  const isNew = at < 0;
  const command = new UpdateCommand({
    TableName: table,
    Key: key,
    UpdateExpression: isNew ? 'SET renditions = list_append(renditions, :more)' : `SET renditions[${at}] = :one`,
    ConditionExpression: `user_id = :user AND size(renditions) = :count${isNew ? '' : ` AND renditions[${at}].#name = :name`}`,
    ...(isNew ? {} : { ExpressionAttributeNames: { '#name': 'name' } }),
    ExpressionAttributeValues: {
      ':user': userId,
      ':count': count,
      ...(isNew ? { ':more': [rendition] } : { ':one': rendition, ':name': rendition.name }),
    },
  });
  try {
    await client.send(command, { abortSignal: signal });
    return true;
  } catch (error) {
    if (isVendorError(error, 'ConditionalCheckFailedException')) return false;
    throw awsFailure(error, table);
  }
}
