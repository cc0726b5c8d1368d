/** @file Asks S3 what is under a key; runs in main and terminal. */
import { HeadBucketCommand, HeadObjectCommand, type HeadObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { answeredStatus, asking, awsFailure } from '../../cloud/aws-failure.ts';
import type { ObjectAddress, StoredObject } from './object-store.ts';
import { metadataFromHeaders } from './s3-metadata.ts';
import { bareEtag } from './s3-proof.ts';
import { badAnswer, nameOf } from './s3-request.ts';

/**
 * Null only when the bucket is there and the key is not: the answer to HEAD tells no bucket from no object, so a miss asks
 * once more. Where reading the bucket is denied, S3 answers 403 for a missing key too; that is `denied`, never null.
 */
export async function headObject(
  client: S3Client,
  address: ObjectAddress,
  signal: AbortSignal,
): Promise<StoredObject | null> {
  try {
    return storedObject(
      address,
      await client.send(new HeadObjectCommand({ Bucket: address.bucket, Key: address.key, ChecksumMode: 'ENABLED' }), {
        abortSignal: signal,
      }),
    );
  } catch (error) {
    if (answeredStatus(error) !== 404) throw awsFailure(error, nameOf(address));
  }
  await asking(address.bucket, () =>
    client.send(new HeadBucketCommand({ Bucket: address.bucket }), { abortSignal: signal }),
  );
  return null;
}

function storedObject(address: ObjectAddress, answer: HeadObjectCommandOutput): StoredObject {
  if (answer.ContentLength === undefined || answer.LastModified === undefined) {
    throw badAnswer(nameOf(address), 'HEAD without length or date');
  }
  const checksum = answer.ChecksumSHA256;
  return {
    size: answer.ContentLength,
    etag: bareEtag(answer.ETag),
    ...(answer.VersionId === undefined ? {} : { versionId: answer.VersionId }),
    ...(checksum === undefined || checksum.includes('-')
      ? {}
      : { sha256: Buffer.from(checksum, 'base64').toString('hex') }),
    contentType: answer.ContentType ?? 'application/octet-stream',
    metadata: metadataFromHeaders(answer.Metadata ?? {}),
    modifiedAt: answer.LastModified.getTime(),
  };
}
