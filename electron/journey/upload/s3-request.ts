/** @file What every S3 call of ours shares: bodies signed by the hash we already have, and a few words. */
import type { S3Client } from '@aws-sdk/client-s3';
import { Failed } from '../../foundation/failed.ts';
import type { ObjectAddress } from './object-store.ts';

/**
 * Makes the signature of every body cover the SHA-256 that goes with it: the SDK then does not hash it a second time, and
 * a server that knows no x-amz-checksum (Ceph 16) refuses other bytes all the same, because it checks what was signed:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html. Twice on one client is harmless.
 */
export function signOurHashes(client: S3Client): void {
  client.middlewareStack.add(
    (next) => (args) => {
      const { input, request } = args;
      if ('Body' in input && input.ChecksumSHA256 !== undefined && hasHeaders(request)) {
        request.headers['x-amz-content-sha256'] = Buffer.from(input.ChecksumSHA256, 'base64').toString('hex');
      }
      return next(args);
    },
    { step: 'build', name: 'signOurHashes', override: true },
  );
}

export function nameOf(address: ObjectAddress): string {
  return `${address.bucket}/${address.key}`;
}

/** The server said something that it does not say by its own rules: passes, or is seen as an issue. */
export function badAnswer(subject: string, detail: string): Failed {
  return new Failed({ code: 'bad-answer', retry: 'soon', scope: 'image', subject, detail });
}

/** The server holds other bytes than those we sent. */
export function bytesRefused(subject: string): Failed {
  return new Failed({ code: 'bytes-refused', retry: 'soon', scope: 'image', subject });
}

/** The same memory as a Buffer, which the SDK sends as it is. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** S3 percent-encodes listings on request, since XML cannot carry every key; a server that ignores that says so by silence. */
export function listedKey(key: string, encoding: string | undefined): string {
  return encoding === 'url' ? decodeURIComponent(key.replaceAll('+', ' ')) : key;
}

function hasHeaders(request: unknown): request is { headers: Record<string, string> } {
  return typeof request === 'object' && request !== null && 'headers' in request;
}
