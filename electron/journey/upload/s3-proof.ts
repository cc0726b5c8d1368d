/** @file Decides what an S3 server's answer proves about the bytes it holds; pure. */
import { createHash } from 'node:crypto';
import type { Proof } from '../../../shared/image.ts';
import type { SentPart } from './object-store.ts';

/** What servers say after taking bytes; every one leaves out what it likes. */
export type StoreAnswer = {
  readonly ETag?: string | undefined;
  /** Base64; of a multipart object "base64-parts" where it is composite. */
  readonly ChecksumSHA256?: string | undefined;
  readonly ServerSideEncryption?: string | undefined;
  readonly SSECustomerAlgorithm?: string | undefined;
};

/** `differs`: it holds other bytes. `silent`: it says nothing that can be compared. */
export type ProofOrNot = Proof | 'differs' | 'silent';

/** For one body: a whole object or one part. `sha256` is hexadecimal; the MD5 is worked out only when nothing better is there. */
export function proofOfBody(
  answer: StoreAnswer,
  body: { bytes: Uint8Array; sha256: string; bucket: string },
): ProofOrNot {
  const checksum = answer.ChecksumSHA256;
  if (checksum !== undefined && !checksum.includes('-'))
    return checksum === toBase64(body.sha256) ? 'sha256' : 'differs';
  if (!etagIsMd5(answer, body.bucket)) return 'silent';
  return bareEtag(answer.ETag) === createHash('md5').update(body.bytes).digest('hex') ? 'md5' : 'differs';
}

/**
 * For an object put together from parts that were each proven: the SHA-256 over the parts' SHA-256, or the MD5 over the
 * parts' ETags. https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
export function proofOfParts(answer: StoreAnswer, parts: readonly SentPart[]): ProofOrNot {
  const [whole, count] = answer.ChecksumSHA256?.split('-') ?? [];
  if (whole !== undefined && count === String(parts.length)) {
    return whole ===
      digestOf(
        'sha256',
        parts.map((part) => part.sha256),
      ).toString('base64')
      ? 'sha256-parts'
      : 'differs';
  }
  // Not a sign of other bytes when it differs: with KMS and on some stores it is made in other ways.
  const md5 = digestOf(
    'md5',
    parts.map((part) => bareEtag(part.etag)),
  ).toString('hex');
  return bareEtag(answer.ETag) === `${md5}-${parts.length}` ? 'md5' : 'silent';
}

/**
 * An ETag is the MD5 of the bytes when it looks like one, and neither KMS nor a key of the customer's encrypts it, and
 * the bucket is no directory bucket: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
 */
function etagIsMd5(answer: StoreAnswer, bucket: string): boolean {
  if (!/^[0-9a-f]{32}$/.test(bareEtag(answer.ETag))) return false;
  if (answer.ServerSideEncryption?.startsWith('aws:') === true || answer.SSECustomerAlgorithm !== undefined)
    return false;
  return !bucket.endsWith('--x-s3');
}

/** Without its quotes and the mark of a weak one. */
export function bareEtag(etag: string | undefined): string {
  return (etag ?? '').replace(/^W\//, '').replace(/^"(.*)"$/, '$1');
}

/** A digest in hexadecimal as S3 wants it in a header. */
export function toBase64(hexadecimal: string): string {
  return Buffer.from(hexadecimal, 'hex').toString('base64');
}

function digestOf(algorithm: 'sha256' | 'md5', hexadecimals: readonly string[]): Buffer {
  return createHash(algorithm)
    .update(Buffer.from(hexadecimals.join(''), 'hex'))
    .digest();
}
