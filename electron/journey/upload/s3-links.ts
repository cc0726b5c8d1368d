/** @file Addresses that let anybody take or put one object for a while: signed here, nothing is sent. */
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ObjectKey } from '../../../shared/image.ts';
import { asking } from '../../cloud/aws-failure.ts';
import type { ObjectAddress } from './object-store.ts';
import { metadataHeaders } from './s3-metadata.ts';

export type ObjectToPut = ObjectAddress & {
  readonly key: ObjectKey;
  /** Bytes. */
  readonly size: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
};

export type ObjectLinks = {
  /** Seconds, at most a week. The browser that opens it saves the bytes under `fileName`. */
  readonly toGet: (
    address: ObjectAddress,
    as: { fileName: string; contentType: string },
    seconds: number,
  ) => Promise<string>;
  /** To be sent with PUT and exactly these headers: type, size, checksum and "only if the key is free" are signed. */
  readonly toPut: (object: ObjectToPut, seconds: number) => Promise<{ url: string; headers: Record<string, string> }>;
};

/**
 * For a client that adds no checksum of its own (s3-client.ts), which would be baked in as that of an empty body. What is
 * left in the query is not enforced by S3 (https://github.com/aws/aws-sdk-js-v3/issues/4448), so every header that
 * matters is kept a header and signed.
 */
export function s3Links(client: S3Client): ObjectLinks {
  return {
    toGet: ({ bucket, key }, { fileName, contentType }, seconds) =>
      asking(`${bucket}/${key}`, () =>
        getSignedUrl(
          client,
          new GetObjectCommand({
            Bucket: bucket,
            Key: key,
            ResponseContentType: contentType,
            ResponseContentDisposition: `attachment; filename*=UTF-8''${encodeRfc8187(fileName)}`,
          }),
          { expiresIn: seconds },
        ),
      ),
    toPut: async ({ bucket, key, size, sha256, contentType, metadata }, seconds) => {
      const told = metadataHeaders(metadata);
      const headers: Record<string, string> = {
        'content-type': contentType,
        'content-length': String(size),
        'if-none-match': '*',
        'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
        ...Object.fromEntries(Object.entries(told).map(([name, value]) => [`x-amz-meta-${name}`, value])),
      };
      const names = new Set(Object.keys(headers));
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        ContentType: contentType,
        ContentLength: size,
        IfNoneMatch: '*',
        ChecksumSHA256: headers['x-amz-checksum-sha256'],
        Metadata: told,
      });
      const url = await asking(`${bucket}/${key}`, () =>
        getSignedUrl(client, command, {
          expiresIn: seconds,
          unhoistableHeaders: names,
          signableHeaders: new Set([...names, 'host']),
        }),
      );
      return { url, headers };
    },
  };
}

/** RFC 8187 section 3.2.1: what encodeURIComponent leaves and the grammar does not allow. */
function encodeRfc8187(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
