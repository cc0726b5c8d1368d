/** @file Objects sent to S3 in parts that survive a restart: begun, sent, listed, put together or given up; main and terminal. */
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { ObjectKey } from '../../../shared/image.ts';
import { answeredStatus, asking, awsFailure, isVendorError } from '../../cloud/aws-failure.ts';
import type { ConfirmedObject, ObjectStore, OpenUpload, PartUpload, SentPart } from './object-store.ts';
import type { BodyProofs } from './s3-body-proofs.ts';
import { headObject } from './s3-head.ts';
import { metadataHeaders } from './s3-metadata.ts';
import { bareEtag, proofOfParts, type StoreAnswer, toBase64 } from './s3-proof.ts';
import { asBuffer, badAnswer, bytesRefused, nameOf } from './s3-request.ts';

type PartsOf = Pick<
  ObjectStore,
  'beginParts' | 'putPart' | 'listParts' | 'completeParts' | 'abortParts' | 'listOpenUploads'
>;

export function s3Parts(client: S3Client, proofOf: BodyProofs): PartsOf {
  return {
    beginParts: (object, signal) => beginParts(client, object, signal),
    putPart: (upload, part, signal) => putPart(client, { upload, part, proofOf }, signal),
    listParts: (upload, signal) => listParts(client, upload, signal),
    completeParts: (upload, parts, signal) => completeParts(client, { upload, parts }, signal),
    abortParts: (upload, signal) => abortParts(client, upload, signal),
    listOpenUploads: (bucket, prefix, signal) => listOpenUploads(client, { bucket, prefix }, signal),
  };
}

function addressed(upload: PartUpload): { Bucket: string; Key: string; UploadId: string } {
  return { Bucket: upload.bucket, Key: upload.key, UploadId: upload.uploadId };
}

/** Ceph 16 calls an upload that ended NoSuchKey. */
function isUnknownUpload(error: unknown): boolean {
  return isVendorError(error, 'NoSuchUpload', 'NoSuchKey');
}

async function beginParts(
  client: S3Client,
  object: Parameters<ObjectStore['beginParts']>[0],
  signal: AbortSignal,
): Promise<PartUpload> {
  const command = new CreateMultipartUploadCommand({
    Bucket: object.bucket,
    Key: object.key,
    ContentType: object.contentType,
    Metadata: metadataHeaders(object.metadata),
    ChecksumAlgorithm: 'SHA256',
  });
  const { UploadId } = await asking(nameOf(object), () => client.send(command, { abortSignal: signal }));
  if (UploadId === undefined) throw badAnswer(nameOf(object), 'an upload without a name');
  return { bucket: object.bucket, key: object.key, uploadId: UploadId };
}

async function putPart(
  client: S3Client,
  { upload, part, proofOf }: { upload: PartUpload; part: Parameters<ObjectStore['putPart']>[1]; proofOf: BodyProofs },
  signal: AbortSignal,
): Promise<SentPart> {
  const command = new UploadPartCommand({
    ...addressed(upload),
    PartNumber: part.number,
    Body: asBuffer(part.bytes),
    ContentLength: part.bytes.byteLength,
    ChecksumSHA256: toBase64(part.sha256),
  });
  const answer = await asking(nameOf(upload), () => client.send(command, { abortSignal: signal }));
  if (answer.ETag === undefined) throw badAnswer(nameOf(upload), 'a part without an ETag');
  if (proofOf(answer, { ...part, bucket: upload.bucket }) === 'differs') throw bytesRefused(nameOf(upload));
  return { number: part.number, etag: bareEtag(answer.ETag), sha256: part.sha256, size: part.bytes.byteLength };
}

async function listParts(
  client: S3Client,
  upload: PartUpload,
  signal: AbortSignal,
): Promise<readonly Omit<SentPart, 'sha256'>[] | null> {
  const parts: Omit<SentPart, 'sha256'>[] = [];
  let marker: string | undefined;
  try {
    do {
      const command = new ListPartsCommand({ ...addressed(upload), PartNumberMarker: marker });
      const page = await client.send(command, { abortSignal: signal });
      for (const { PartNumber, ETag, Size } of page.Parts ?? []) {
        if (PartNumber === undefined || Size === undefined)
          throw badAnswer(nameOf(upload), 'a part without number or size');
        parts.push({ number: PartNumber, etag: bareEtag(ETag), size: Size });
      }
      marker = page.IsTruncated === true ? page.NextPartNumberMarker : undefined;
    } while (marker !== undefined);
    return parts;
  } catch (error) {
    if (isUnknownUpload(error)) return null;
    throw awsFailure(error, nameOf(upload));
  }
}

async function completeParts(
  client: S3Client,
  { upload, parts }: { upload: PartUpload; parts: readonly SentPart[] },
  signal: AbortSignal,
): Promise<ConfirmedObject | 'exists'> {
  const command = new CompleteMultipartUploadCommand({
    ...addressed(upload),
    IfNoneMatch: '*',
    MultipartUpload: {
      Parts: parts.map((part) => ({
        PartNumber: part.number,
        ETag: `"${part.etag}"`,
        ChecksumSHA256: toBase64(part.sha256),
      })),
    },
  });
  try {
    const answer = await client.send(command, { abortSignal: signal });
    return await confirm(client, { upload, parts, answer }, signal);
  } catch (error) {
    if (answeredStatus(error) === 412) return 'exists';
    // The answer to an earlier try may have been lost, and the upload ended by it.
    if (isUnknownUpload(error) && (await headObject(client, upload, signal)) !== null) return 'exists';
    throw awsFailure(error, nameOf(upload));
  }
}

/** The answer to Complete says no size, and some servers answer before they are done: what is there is what counts. */
async function confirm(
  client: S3Client,
  { upload, parts, answer }: { upload: PartUpload; parts: readonly SentPart[]; answer: StoreAnswer },
  signal: AbortSignal,
): Promise<ConfirmedObject> {
  const stored = await headObject(client, upload, signal);
  if (stored === null) throw badAnswer(nameOf(upload), 'put together and not there');
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  // Ceph 16 answers with an empty ETag.
  const proof = proofOfParts({ ...answer, ETag: bareEtag(answer.ETag) === '' ? stored.etag : answer.ETag }, parts);
  if (proof === 'differs' || stored.size !== size) throw bytesRefused(nameOf(upload));
  return {
    size,
    etag: stored.etag,
    ...(stored.versionId === undefined ? {} : { versionId: stored.versionId }),
    proof: proof === 'silent' ? 'size' : proof,
  };
}

async function abortParts(client: S3Client, upload: PartUpload, signal: AbortSignal): Promise<void> {
  try {
    await client.send(new AbortMultipartUploadCommand(addressed(upload)), { abortSignal: signal });
  } catch (error) {
    if (!isUnknownUpload(error)) throw awsFailure(error, nameOf(upload));
  }
}

/** Without EncodingType, unlike listObjects: Ceph 16 encodes the keys then, and does not say so. */
async function* listOpenUploads(
  client: S3Client,
  below: { readonly bucket: string; readonly prefix: string },
  signal: AbortSignal,
): AsyncGenerator<OpenUpload> {
  let marker: { KeyMarker?: string; UploadIdMarker?: string } | null = {};
  while (marker !== null) {
    const command: ListMultipartUploadsCommand = new ListMultipartUploadsCommand({
      Bucket: below.bucket,
      Prefix: below.prefix,
      ...marker,
    });
    const page = await asking(below.bucket, () => client.send(command, { abortSignal: signal }));
    for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
      if (Key === undefined || UploadId === undefined) throw badAnswer(below.bucket, 'an upload without key or name');
      // What a bucket lists is a key by definition.
      yield { bucket: below.bucket, key: Key as ObjectKey, uploadId: UploadId, startedAt: Initiated?.getTime() ?? 0 };
    }
    const { NextKeyMarker, NextUploadIdMarker } = page;
    marker =
      page.IsTruncated === true && NextKeyMarker !== undefined
        ? {
            KeyMarker: NextKeyMarker,
            ...(NextUploadIdMarker === undefined ? {} : { UploadIdMarker: NextUploadIdMarker }),
          }
        : null;
  }
}
