/** @file Has an S3 client count its requests: after signing, so once for each that goes out. */
import type { S3Client } from '@aws-sdk/client-s3';
import { type CountRequest, receivedBytes, s3Class, sentBytes } from './request-counts.ts';

/** Twice on one client is harmless: the second replaces the first. */
export function countS3(client: S3Client, count: CountRequest): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      // The answer to HEAD tells the object's length, and has no body.
      const name = context.commandName ?? '';
      count(s3Class(name), sentBytes(args), name.startsWith('Head') ? 0 : receivedBytes(result));
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'countS3', override: true },
  );
}
