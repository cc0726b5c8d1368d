/** @file Whether keys open a bucket at all: one page of one key, whose refusal says why; runs in main and terminal. */
import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { asking } from './aws-failure.ts';

/** Throws Failed as the store answers. Reading names the reason of a refusal, which the answer to HEAD hides. */
export async function canList(client: S3Client, bucket: string, signal: AbortSignal): Promise<void> {
  const list = new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1 });
  await asking(bucket, () => client.send(list, { abortSignal: signal }));
}
