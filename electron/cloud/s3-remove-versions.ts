/** @file Takes every version and delete marker of one key away: what an ordinary removal leaves behind under versioning. */
import { DeleteObjectCommand, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';
import { Failed } from '../foundation/failed.ts';
import { awsFailure } from './aws-failure.ts';

/** For a key of ours with few versions. Where the keys may not list or remove versions, or there are none, nothing happens. */
export async function removeVersions(
  client: S3Client,
  { bucket, key }: { readonly bucket: string; readonly key: string },
  signal: AbortSignal,
): Promise<void> {
  try {
    const list = new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key });
    const { Versions = [], DeleteMarkers = [] } = await client.send(list, { abortSignal: signal });
    for (const { Key, VersionId } of [...Versions, ...DeleteMarkers]) {
      if (Key !== key || VersionId === undefined) continue;
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }), { abortSignal: signal });
    }
  } catch (error) {
    const failure = awsFailure(error, bucket);
    const isAsked = failure instanceof Failed && ['denied', 'not-offered'].includes(failure.failure.code);
    if (!isAsked) throw failure;
  }
}
