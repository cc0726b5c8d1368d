/** @file Sends the bodies of an S3 client at a pace: each goes out in small pieces, as the line's limit lets them. */
import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { isAbort } from '../../foundation/failed.ts';
import type { Pace } from '../../foundation/pace.ts';

/** Bytes. At the slowest rate, and with as many bodies as there may be, none rests so long that its socket counts as idle. */
const piece = 8 * 1024;

/**
 * Bodies begun while there is a limit are paced; others go as they are. It comes after the signing, which covers the hash
 * that we know already, so the bytes can go in pieces without being signed in pieces. Length and bytes stay the same.
 */
export function paceBodies(client: S3Client, pace: Pace): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const { request } = args;
      if (pace.rate() === null || !hasBody(request)) return next(args);
      const ended = new AbortController();
      const body = Readable.from(pieces(request.body, pace, ended.signal), { objectMode: false, highWaterMark: piece });
      Object.assign(request, { body });
      try {
        return await next(args);
      } finally {
        // The answer can come before the end of the body, and an abort does not reach it otherwise.
        ended.abort();
        body.destroy();
      }
    },
    { step: 'deserialize', priority: 'low', name: 'paceBodies', override: true },
  );
}

async function* pieces(bytes: Buffer, pace: Pace, ended: AbortSignal): AsyncGenerator<Buffer> {
  try {
    for (let offset = 0; offset < bytes.length; offset += piece) {
      const next = bytes.subarray(offset, offset + piece);
      await pace.take(next.length, ended);
      yield next;
    }
  } catch (error) {
    // Nobody reads any more: the call has ended, and has told its own reason.
    if (!isAbort(error)) throw error;
  }
}

function hasBody(request: unknown): request is { body: Buffer } {
  return typeof request === 'object' && request !== null && 'body' in request && Buffer.isBuffer(request.body);
}
