/** @file Proves each body by what the server answers, and finds out once whether its taking a body is a proof already; main and terminal. */
import { randomUUID } from 'node:crypto';
import { DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { awsFailure } from '../../cloud/aws-failure.ts';
import { Failed } from '../../foundation/failed.ts';
import { sha256 } from './digests.ts';
import { type ProofOrNot, proofOfBody, type StoreAnswer, toBase64 } from './s3-proof.ts';

type Body = { readonly bytes: Uint8Array; readonly sha256: string; readonly bucket: string };
export type BodyProofs = (answer: StoreAnswer, body: Body) => ProofOrNot;

/** Bytes whose MD5 was worked out before the server is asked: a small run is done by then. */
const askAfter = 4 * 1024 * 1024;

/**
 * [Note: Taken is proven] Every body of ours is signed by its SHA-256 (signOurHashes), and a server that keeps to Signature
 * Version 4 refuses any other body. It then has compared the SHA-256 itself, and a second proof by MD5, which was a seventh of
 * what the main process did for photos in a profile, tells nothing more. Not every server looks, so each is asked, once for a
 * bucket, by one byte that is not what was signed: only whoever refuses it, and says why, is believed. Until the answer is there,
 * and for whoever takes the byte or may not be asked, the MD5 counts as before.
 *
 * The client signs by our hashes. Nothing waits for the question; what it may leave is one byte under `cloudroll-check/`.
 */
export function bodyProofs(client: S3Client): BodyProofs {
  const checking = new Set<string>();
  const asked = new Set<string>();
  let compared = 0;
  return (answer, body) => {
    if (answer.ChecksumSHA256 !== undefined) return proofOfBody(answer, body);
    if (checking.has(body.bucket)) return 'sha256';
    compared += body.bytes.byteLength;
    if (compared > askAfter && !asked.has(body.bucket)) {
      asked.add(body.bucket);
      refusesOtherBytes(client, body.bucket)
        .then((refuses) => refuses && checking.add(body.bucket))
        // Whatever keeps it from answering, a lost line or a right that is missing: the MD5 goes on to count.
        .catch(() => undefined);
    }
    return proofOfBody(answer, body);
  };
}

async function refusesOtherBytes(client: S3Client, Bucket: string): Promise<boolean> {
  const Key = `cloudroll-check/${randomUUID()}-other-bytes`;
  const signed = toBase64(sha256(Buffer.from('what was signed')));
  const command = new PutObjectCommand({
    ...{ Bucket, Key, ContentLength: 1, ChecksumSHA256: signed, IfNoneMatch: '*' },
    Body: Buffer.from('o'),
  });
  try {
    await client.send(command);
  } catch (error) {
    const failure = awsFailure(error, Bucket);
    return failure instanceof Failed && failure.failure.code === 'bytes-refused';
  }
  await client.send(new DeleteObjectCommand({ Bucket, Key }));
  return false;
}
