/** @file Pages of a user's records in order of their upload or of their last edit, through the table's indexes; main and terminal. */
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { awsFailure, isVendorError } from '../../cloud/aws-failure.ts';
import { byChangedAt, byUploadTime } from '../../cloud/dynamo-create-table.ts';
import { Failed } from '../../foundation/failed.ts';
import { burialOf } from './burial.ts';
import { ImageRecord } from './image-record.ts';
import { withArrays } from './record-arrays.ts';
import type { FeedPage, FeedRequest } from './record-store.ts';

const Place = z.record(z.string(), z.unknown());

/** As RecordStore.feed promises. An index is behind its table by moments, so what was written just now can be missing. */
export async function feedPage(
  client: DynamoDBDocumentClient,
  table: string,
  { userId, by, from, next }: FeedRequest,
  signal: AbortSignal,
): Promise<FeedPage> {
  const command = new QueryCommand({
    TableName: table,
    IndexName: by === 'upload_time' ? byUploadTime : byChangedAt,
    KeyConditionExpression: 'user_id = :user AND #by >= :from',
    ExpressionAttributeNames: { '#by': by },
    ExpressionAttributeValues: { ':user': userId, ':from': from },
    ...(next === null ? {} : { ExclusiveStartKey: Place.parse(JSON.parse(next)) }),
  });
  try {
    const page = await client.send(command, { abortSignal: signal });
    const records = (page.Items ?? []).flatMap((item) => {
      const parsed = ImageRecord.safeParse(withArrays(item));
      return parsed.success ? [parsed.data] : [];
    });
    const burials = (page.Items ?? []).flatMap((item) => burialOf(item) ?? []);
    return {
      records,
      burials,
      next: page.LastEvaluatedKey === undefined ? null : JSON.stringify(page.LastEvaluatedKey),
    };
  } catch (error) {
    if (lacksIndex(error)) {
      const shape = { code: 'not-offered', retry: 'never', scope: 'image', subject: table } as const;
      throw new Failed({ ...shape, detail: 'no such index' }, error);
    }
    throw awsFailure(error, table);
  }
}

/** DynamoDB has no name of its own for it: "The table does not have the specified index: …". */
function lacksIndex(error: unknown): boolean {
  return isVendorError(error, 'ValidationException') && error instanceof Error && /index/i.test(error.message);
}
