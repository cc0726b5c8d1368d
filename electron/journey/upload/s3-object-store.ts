/** @file The object store that is S3 or speaks like it: whole objects, proven; runs in main and terminal. */
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { ObjectKey } from '../../../shared/image.ts';
import { answeredStatus, asking, awsFailure, isVendorError } from '../../cloud/aws-failure.ts';
import type { ConfirmedObject, NewObject, ObjectAddress, ObjectStore } from './object-store.ts';
import { type BodyProofs, bodyProofs } from './s3-body-proofs.ts';
import { headObject } from './s3-head.ts';
import { metadataHeaders } from './s3-metadata.ts';
import { s3Parts } from './s3-parts.ts';
import { bareEtag, toBase64 } from './s3-proof.ts';
import { asBuffer, badAnswer, bytesRefused, listedKey, nameOf, signOurHashes } from './s3-request.ts';
import { removeVersion, versionsOf } from './s3-versions.ts';

/** The client is the caller's and stays open; it is made to sign bodies by their hash (signOurHashes). */
export function s3ObjectStore(client: S3Client): ObjectStore {
  signOurHashes(client);
  const proofOf = bodyProofs(client);
  return {
    put: (object, signal) => putObject({ client, proofOf }, object, signal),
    head: (address, signal) => headObject(client, address, signal),
    get: (address, signal) => getObject(client, address, signal),
    remove: (address, signal) => removeObject(client, address, signal),
    versions: (address, signal) => versionsOf(client, address, signal),
    removeVersion: (address, versionId, signal) => removeVersion(client, address, versionId, signal),
    list: (bucket, prefix, signal) => listObjects(client, { bucket, prefix }, signal),
    ...s3Parts(client, proofOf),
  };
}

async function putObject(
  { client, proofOf }: { readonly client: S3Client; readonly proofOf: BodyProofs },
  object: NewObject,
  signal: AbortSignal,
): Promise<ConfirmedObject | 'exists'> {
  const command = new PutObjectCommand({
    Bucket: object.bucket,
    Key: object.key,
    Body: asBuffer(object.bytes),
    ContentLength: object.bytes.byteLength,
    ContentType: object.contentType,
    ChecksumSHA256: toBase64(object.sha256),
    IfNoneMatch: '*',
    Metadata: metadataHeaders(object.metadata),
  });
  try {
    const answer = await client.send(command, { abortSignal: signal });
    const confirmed = {
      size: object.bytes.byteLength,
      etag: bareEtag(answer.ETag),
      ...(answer.VersionId === undefined ? {} : { versionId: answer.VersionId }),
    };
    const proof = proofOf(answer, object);
    if (proof === 'differs') throw bytesRefused(nameOf(object));
    const held = answer.ChecksumSHA256 === undefined ? {} : { sha256: object.sha256 };
    if (proof === 'sha256') return { ...confirmed, ...held, proof };
    if (proof !== 'silent') return { ...confirmed, proof };
    return await confirmBySize(client, object, signal);
  } catch (error) {
    if (answeredStatus(error) === 412) return 'exists';
    throw awsFailure(error, nameOf(object));
  }
}

/** The weakest proof: the server took what was signed, and holds as many bytes. */
async function confirmBySize(client: S3Client, object: NewObject, signal: AbortSignal): Promise<ConfirmedObject> {
  const stored = await headObject(client, object, signal);
  if (stored === null) throw badAnswer(nameOf(object), 'stored and not there');
  if (stored.size !== object.bytes.byteLength) throw bytesRefused(nameOf(object));
  return {
    size: stored.size,
    etag: stored.etag,
    ...(stored.versionId === undefined ? {} : { versionId: stored.versionId }),
    proof: 'size',
  };
}

async function getObject(
  client: S3Client,
  address: ObjectAddress,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array> | null> {
  try {
    const answer = await client.send(new GetObjectCommand({ Bucket: address.bucket, Key: address.key }), {
      abortSignal: signal,
    });
    if (answer.Body === undefined) throw badAnswer(nameOf(address), 'no body');
    // The SDK's type covers browsers; under Node it is a Readable, which yields Buffers.
    return readThrough(answer.Body as AsyncIterable<Uint8Array>, address, signal);
  } catch (error) {
    if (isVendorError(error, 'NoSuchKey')) return null;
    throw awsFailure(error, nameOf(address));
  }
}

/** An answer that breaks off is a failure, never a short object: Node raises it when fewer bytes come than were announced. */
async function* readThrough(
  body: AsyncIterable<Uint8Array>,
  address: ObjectAddress,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const bytes of body) {
      if (signal.aborted) break;
      yield bytes;
    }
  } catch (error) {
    if (!signal.aborted) throw awsFailure(error, nameOf(address));
  }
  // The SDK looks at the signal no longer once the answer has begun.
  if (signal.aborted) throw new DOMException('Request aborted', 'AbortError');
}

async function removeObject(client: S3Client, address: ObjectAddress, signal: AbortSignal): Promise<void> {
  try {
    await client.send(new DeleteObjectCommand({ Bucket: address.bucket, Key: address.key }), { abortSignal: signal });
  } catch (error) {
    if (!isVendorError(error, 'NoSuchKey')) throw awsFailure(error, nameOf(address));
  }
}

async function* listObjects(
  client: S3Client,
  below: { readonly bucket: string; readonly prefix: string },
  signal: AbortSignal,
): ReturnType<ObjectStore['list']> & AsyncGenerator {
  let next: string | undefined;
  do {
    const command = new ListObjectsV2Command({
      Bucket: below.bucket,
      Prefix: below.prefix,
      EncodingType: 'url',
      ContinuationToken: next,
    });
    const page = await asking(below.bucket, () => client.send(command, { abortSignal: signal }));
    for (const { Key, Size, ETag, LastModified } of page.Contents ?? []) {
      if (Key === undefined || Size === undefined) throw badAnswer(below.bucket, 'listed without key or size');
      // What a bucket lists is a key by definition.
      const key = listedKey(Key, page.EncodingType) as ObjectKey;
      yield { key, size: Size, etag: bareEtag(ETag), modifiedAt: LastModified?.getTime() ?? 0 };
    }
    next = page.NextContinuationToken;
    if (page.IsTruncated === true && next === undefined) throw badAnswer(below.bucket, 'more, but not where');
  } while (next !== undefined);
}
