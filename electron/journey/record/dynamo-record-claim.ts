/** @file Claims on an image in its table: written, taken back and read; main and terminal. */
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ImageId } from '../../../shared/image.ts';
import { asking } from '../../cloud/aws-failure.ts';
import { type Claim, claimItem, claimOf, claimPartition } from './claim.ts';

type Table = { readonly client: DynamoDBDocumentClient; readonly table: string };

/** As RecordStore.claim promises. */
export async function claimImage({ client, table }: Table, claim: Claim, signal: AbortSignal): Promise<void> {
  const command = new PutCommand({ TableName: table, Item: claimItem(claim) });
  await asking(table, () => client.send(command, { abortSignal: signal }));
}

/** As RecordStore.unclaim promises. */
export async function unclaimImage(
  { client, table }: Table,
  { imageId, userId }: Pick<Claim, 'imageId' | 'userId'>,
  signal: AbortSignal,
): Promise<void> {
  const Key = { user_id: claimPartition(imageId), image_id: userId };
  await asking(table, () => client.send(new DeleteCommand({ TableName: table, Key }), { abortSignal: signal }));
}

/** As RecordStore.claims promises: the first page, which has a thousand users and more. */
export async function claimsOn({ client, table }: Table, imageId: ImageId, signal: AbortSignal): Promise<Claim[]> {
  const command = new QueryCommand({
    TableName: table,
    KeyConditionExpression: 'user_id = :partition',
    ExpressionAttributeValues: { ':partition': claimPartition(imageId) },
    ConsistentRead: true,
  });
  const { Items } = await asking(table, () => client.send(command, { abortSignal: signal }));
  return (Items ?? []).map(claimOf).filter((claim) => claim !== null);
}
