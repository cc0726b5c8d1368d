/** @file The versions that a bucket keeps under one key, told and removed one by one; runs in main and terminal. */
import { DeleteObjectCommand, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';
import { answeredStatus, asking, awsFailure } from '../../cloud/aws-failure.ts';
import type { ObjectAddress, ObjectVersion } from './object-store.ts';
import { bareEtag } from './s3-proof.ts';
import { listedKey, nameOf } from './s3-request.ts';

/** As ObjectStore.versions promises. Keys that only begin like this one are listed with it, and passed over. */
export async function versionsOf(
  client: S3Client,
  { bucket, key }: ObjectAddress,
  signal: AbortSignal,
): Promise<ObjectVersion[]> {
  const found: ObjectVersion[] = [];
  let next: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined;
  do {
    const command: ListObjectVersionsCommand = new ListObjectVersionsCommand({
      Bucket: bucket,
      Prefix: key,
      EncodingType: 'url',
      ...next,
    });
    const page = await asking(`${bucket}/${key}`, () => client.send(command, { abortSignal: signal }));
    const isOurs = ({ Key }: { Key?: string | undefined }): boolean => listedKey(Key ?? '', page.EncodingType) === key;
    for (const { VersionId, IsLatest, Size, ETag, LastModified } of (page.Versions ?? []).filter(isOurs)) {
      const at = LastModified?.getTime() ?? 0;
      const said = { versionId: VersionId ?? 'null', isLatest: IsLatest === true, modifiedAt: at };
      found.push({ ...said, kind: 'object', size: Size ?? 0, etag: bareEtag(ETag) });
    }
    for (const { VersionId, IsLatest, LastModified } of (page.DeleteMarkers ?? []).filter(isOurs)) {
      const said = { versionId: VersionId ?? 'null', isLatest: IsLatest === true };
      found.push({ ...said, modifiedAt: LastModified?.getTime() ?? 0, kind: 'marker', size: 0, etag: '' });
    }
    // The key itself comes before all that begin with it.
    const isPast = listedKey(page.NextKeyMarker ?? '', page.EncodingType) !== key;
    const marker = page.NextKeyMarker === undefined ? undefined : listedKey(page.NextKeyMarker, page.EncodingType);
    next =
      page.IsTruncated === true && !isPast
        ? { KeyMarker: marker, VersionIdMarker: page.NextVersionIdMarker }
        : undefined;
  } while (next !== undefined);
  return found.sort((one, other) => Number(other.isLatest) - Number(one.isLatest) || other.modifiedAt - one.modifiedAt);
}

/** As ObjectStore.removeVersion promises. */
export async function removeVersion(
  client: S3Client,
  { bucket, key }: ObjectAddress,
  versionId: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    const command = new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId });
    await client.send(command, { abortSignal: signal });
  } catch (error) {
    if (answeredStatus(error) !== 404) throw awsFailure(error, nameOf({ bucket, key }));
  }
}
