/** @file Empties a bucket of what its caller names, version by version, and takes the bucket itself away; main and terminal. */
import {
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type ObjectIdentifier,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Failure } from '../../../shared/failure.ts';
import { answeredStatus, asking, awsFailure, isVendorError } from '../../cloud/aws-failure.ts';
import { Failed } from '../../foundation/failed.ts';
import { metadataFromHeaders } from './s3-metadata.ts';
import { listedKey } from './s3-request.ts';

/** `versionId` is absent where the server knows no versions. */
export type HeldVersion = {
  readonly key: string;
  readonly versionId: string | undefined;
  readonly kind: 'object' | 'version' | 'marker';
  readonly size: number;
};

/** Everything in the bucket, page by page. Throws Failed as the store answers. */
export async function* everyVersion(
  client: S3Client,
  bucket: string,
  signal: AbortSignal,
): AsyncGenerator<HeldVersion> {
  let seen = 0;
  try {
    for await (const page of versionPages(client, bucket, signal)) {
      const held = heldIn(page);
      seen += held.length;
      yield* held;
    }
  } catch (error) {
    if (!(error instanceof Failed && error.failure.code === 'not-offered' && seen === 0)) throw error;
  }
  // A server that overlooks the question for versions answers with a list in which there are none.
  if (seen === 0) yield* everyObject(client, bucket, signal);
}

async function* versionPages(
  client: S3Client,
  bucket: string,
  signal: AbortSignal,
): AsyncGenerator<ListObjectVersionsCommandOutput> {
  let next: { readonly KeyMarker: string; readonly VersionIdMarker: string | undefined } | undefined;
  do {
    const input = { Bucket: bucket, EncodingType: 'url' as const, ...next };
    const command: ListObjectVersionsCommand = new ListObjectVersionsCommand(input);
    const page = await asking(bucket, () => client.send(command, { abortSignal: signal }));
    yield page;
    const marker = page.NextKeyMarker;
    next =
      page.IsTruncated === true && marker !== undefined
        ? { KeyMarker: listedKey(marker, page.EncodingType), VersionIdMarker: page.NextVersionIdMarker }
        : undefined;
  } while (next !== undefined);
}

function heldIn({ Versions = [], DeleteMarkers = [], EncodingType }: ListObjectVersionsCommandOutput): HeldVersion[] {
  const named = ({ Key = '', VersionId }: { Key?: string | undefined; VersionId?: string | undefined }) => ({
    key: listedKey(Key, EncodingType),
    versionId: VersionId,
  });
  const kindOf = (isLatest: boolean | undefined) => (isLatest === true ? ('object' as const) : ('version' as const));
  return [
    ...Versions.map((one) => ({ ...named(one), kind: kindOf(one.IsLatest), size: one.Size ?? 0 })),
    ...DeleteMarkers.map((one) => ({ ...named(one), kind: 'marker' as const, size: 0 })),
  ];
}

async function* everyObject(client: S3Client, bucket: string, signal: AbortSignal): AsyncGenerator<HeldVersion> {
  let next: string | undefined;
  do {
    const input = { Bucket: bucket, EncodingType: 'url' as const, ContinuationToken: next };
    const command: ListObjectsV2Command = new ListObjectsV2Command(input);
    const page = await asking(bucket, () => client.send(command, { abortSignal: signal }));
    for (const { Key = '', Size = 0 } of page.Contents ?? []) {
      yield { key: listedKey(Key, page.EncodingType), versionId: undefined, kind: 'object', size: Size };
    }
    next = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (next !== undefined);
}

/**
 * The user who sent the object, as it says itself; null where it does not say, or has gone. Of the latest version it takes no
 * more than the right to read. Throws Failed as the store answers.
 */
export async function senderOf(
  client: S3Client,
  bucket: string,
  { key, versionId, kind }: HeldVersion,
  signal: AbortSignal,
): Promise<string | null> {
  const VersionId = kind === 'object' ? undefined : versionId;
  try {
    const { Metadata = {} } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key, VersionId }), {
      abortSignal: signal,
    });
    return metadataFromHeaders(Metadata)['user-id'] ?? null;
  } catch (error) {
    if (answeredStatus(error) === 404) return null;
    throw awsFailure(error, `${bucket}/${key}`);
  }
}

export type NotRemoved = { readonly key: string; readonly failure: Failure };

/**
 * At most a thousand, for good; one that is gone already is no failure. Answers those that the store would not remove; throws
 * Failed where it did not answer for all of them.
 */
export async function removeForGood(
  client: S3Client,
  bucket: string,
  versions: readonly HeldVersion[],
  signal: AbortSignal,
): Promise<NotRemoved[]> {
  const Objects: ObjectIdentifier[] = versions.map(({ key, versionId }) => ({ Key: key, VersionId: versionId }));
  try {
    const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } });
    const { Errors = [] } = await client.send(command, { abortSignal: signal });
    return Errors.filter(({ Code }) => Code !== 'NoSuchVersion' && Code !== 'NoSuchKey').map(
      ({ Key = '', Code = '' }) => ({
        key: Key,
        failure: refusal(`${bucket}/${Key}`, Code),
      }),
    );
  } catch (error) {
    // Some servers want another digest of the list than AWS does, or know no list: then one by one.
    if (![400, 405, 501].includes(answeredStatus(error) ?? 0)) throw awsFailure(error, bucket);
  }
  for (const { Key, VersionId } of Objects) {
    try {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }), { abortSignal: signal });
    } catch (error) {
      if (answeredStatus(error) !== 404) throw awsFailure(error, `${bucket}/${Key}`);
    }
  }
  return [];
}

function refusal(subject: string, code: string): Failure {
  const named = Object.assign(new Error(code), { name: code, $metadata: { httpStatusCode: 403 } });
  const failed = awsFailure(named, subject);
  if (failed instanceof Failed) return failed.failure;
  return { code: 'bad-answer', retry: 'soon', scope: 'image', subject, detail: code };
}

/** `not-empty`: something is in it (again). A bucket that is gone already is no failure. */
export async function removeBucket(
  client: S3Client,
  bucket: string,
  signal: AbortSignal,
): Promise<'removed' | 'not-empty'> {
  try {
    await client.send(new DeleteBucketCommand({ Bucket: bucket }), { abortSignal: signal });
    return 'removed';
  } catch (error) {
    if (isVendorError(error, 'NoSuchBucket')) return 'removed';
    if (isVendorError(error, 'BucketNotEmpty')) return 'not-empty';
    throw awsFailure(error, bucket);
  }
}
