/** @file Makes a bucket where there is none: for set-up, the demo and tests. */
import { CreateBucketCommand, HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { asking, awsFailure, isVendorError } from './aws-failure.ts';

/**
 * Resolves when the bucket is there, in the client's region, and ours; twice is harmless. A bucket of somebody else's by that name is `denied`. On
 * AWS a new bucket is private: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export async function createBucket(client: S3Client, bucket: string, signal: AbortSignal): Promise<void> {
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket }), { abortSignal: signal });
  } catch (error) {
    if (!isVendorError(error, 'BucketAlreadyOwnedByYou')) throw awsFailure(error, bucket);
  }
  // Some stores answer a stranger's bucket as if it had just been made.
  await asking(bucket, () => client.send(new HeadBucketCommand({ Bucket: bucket }), { abortSignal: signal }));
}
