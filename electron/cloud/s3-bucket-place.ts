/** @file Asks S3 where a bucket is, in whatever region it was asked; runs in main and terminal. */
import { HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { Failed } from '../foundation/failed.ts';
import { awsFailure } from './aws-failure.ts';

/** AWS answers so even to those who may do nothing with the bucket, and from any region. */
const Answered = z.object({ $response: z.object({ headers: z.record(z.string(), z.string()) }) });

/**
 * The region that the store names, or null where it names none, as most stores but AWS. Throws Failed `no-bucket`, and what
 * keeps it from being asked at all.
 */
export async function bucketPlace(client: S3Client, bucket: string, signal: AbortSignal): Promise<string | null> {
  try {
    const answer = await client.send(new HeadBucketCommand({ Bucket: bucket }), { abortSignal: signal });
    return answer.BucketRegion ?? null;
  } catch (error) {
    const failure = awsFailure(error, bucket);
    if (!(failure instanceof Failed)) throw failure;
    const { code, region } = failure.failure;
    const named = region ?? Answered.safeParse(error).data?.$response.headers['x-amz-bucket-region'];
    if (named !== undefined) return named;
    if (code === 'denied') return null;
    throw failure;
  }
}
