/** @file Items that say who holds an image's objects though somebody else sent them, beside the records in their table; main and terminal. */
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ImageId } from '../../../shared/image.ts';
import { asking } from '../../cloud/aws-failure.ts';

/** A partition of its own for each image: no user's records are in it, and no index has it. */
function partition(imageId: ImageId): string {
  return `held-by-others/${imageId}`;
}

type Table = { readonly client: DynamoDBDocumentClient; readonly table: string };

/** As RecordStore.claim promises. */
export async function claimImage(
  { client, table }: Table,
  userId: string,
  imageId: ImageId,
  signal: AbortSignal,
): Promise<void> {
  const command = new PutCommand({ TableName: table, Item: { user_id: partition(imageId), image_id: userId } });
  await asking(table, () => client.send(command, { abortSignal: signal }));
}

/** As RecordStore.unclaim promises. */
export async function unclaimImage(
  { client, table }: Table,
  userId: string,
  imageId: ImageId,
  signal: AbortSignal,
): Promise<void> {
  const command = new DeleteCommand({ TableName: table, Key: { user_id: partition(imageId), image_id: userId } });
  await asking(table, () => client.send(command, { abortSignal: signal }));
}

/** As RecordStore.claims promises: the whole first page, for whoever asks wants to know whether there is anybody. */
export async function claimsOn({ client, table }: Table, imageId: ImageId, signal: AbortSignal): Promise<string[]> {
  const command = new QueryCommand({
    TableName: table,
    KeyConditionExpression: 'user_id = :partition',
    ExpressionAttributeValues: { ':partition': partition(imageId) },
    ConsistentRead: true,
  });
  const { Items } = await asking(table, () => client.send(command, { abortSignal: signal }));
  return (Items ?? []).flatMap(({ image_id }) => (typeof image_id === 'string' ? [image_id] : []));
}
