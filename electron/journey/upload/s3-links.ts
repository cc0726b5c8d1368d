/** @file Addresses that let anybody take or put one object for a while: signed here, nothing is sent. */
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ObjectKey } from '../../../shared/image.ts';
import { asking } from '../../cloud/aws-failure.ts';
import type { AwsKeys } from '../../cloud/aws-keys.ts';
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

/** What is given out: under which name, as which type, and whether a browser shows it (`inline`) or saves it. */
export type GivenAs = { readonly fileName: string; readonly contentType: string; readonly inline?: boolean };

/** What a request asks for: any bytes, but this type, and these many of them where `size` is said. */
export type FileToPut = ObjectAddress & { readonly contentType: string; readonly size: number | null };

/** `at` in milliseconds since 1970 UTC, null for keys without an end; `unknown`: temporary keys that do not say when. */
export type KeysEnd = { readonly at: number | null; readonly unknown: boolean };

export type ObjectLinks = {
  /** Seconds, at most a week. */
  readonly toGet: (address: ObjectAddress, as: GivenAs, seconds: number) => Promise<string>;
  /** When the keys end that sign now: a link signed with them ends with them, whatever it says. */
  readonly keysEnd: () => Promise<KeysEnd>;
  /** As `toPut`, for bytes that nobody knows yet; only once, and no other key. */
  readonly toPutAny: (file: FileToPut, seconds: number) => Promise<{ url: string; headers: Record<string, string> }>;
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
    keysEnd: () =>
      asking('keys', async () => {
        // The SDK hands on what the provider gave it, and knows less of it.
        const keys: AwsKeys = await client.config.credentials();
        const end = keys.isLastingLonger === true ? undefined : keys.expiration;
        return { at: end?.getTime() ?? null, unknown: end === undefined && keys.sessionToken !== undefined };
      }),
    toGet: ({ bucket, key }, { fileName, contentType, inline = false }, seconds) =>
      asking(`${bucket}/${key}`, async () => {
        const { getSignedUrl } = await presigner();
        return getSignedUrl(
          client,
          new GetObjectCommand({
            Bucket: bucket,
            Key: key,
            ResponseContentType: contentType,
            ResponseContentDisposition: contentDisposition(inline ? 'inline' : 'attachment', fileName),
          }),
          { expiresIn: seconds },
        );
      }),
    toPut: async ({ bucket, key, size, sha256, contentType, metadata }, seconds) => {
      const told = metadataHeaders(metadata);
      const headers: Record<string, string> = {
        'content-type': contentType,
        'content-length': String(size),
        'if-none-match': '*',
        'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
        ...Object.fromEntries(Object.entries(told).map(([name, value]) => [`x-amz-meta-${name}`, value])),
      };
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        ContentType: contentType,
        ContentLength: size,
        IfNoneMatch: '*',
        ChecksumSHA256: headers['x-amz-checksum-sha256'],
        Metadata: told,
      });
      return { url: await signedPut(client, command, headers, seconds), headers };
    },
    toPutAny: async ({ bucket, key, contentType, size }, seconds) => {
      const headers: Record<string, string> = {
        'content-type': contentType,
        ...(size === null ? {} : { 'content-length': String(size) }),
        'if-none-match': '*',
      };
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        ContentType: contentType,
        ...(size === null ? {} : { ContentLength: size }),
        IfNoneMatch: '*',
      });
      return { url: await signedPut(client, command, headers, seconds), headers };
    },
  };
}

/** Whatever is among the headers must be sent exactly so. */
function signedPut(
  client: S3Client,
  command: PutObjectCommand,
  headers: Readonly<Record<string, string>>,
  seconds: number,
): Promise<string> {
  const names = new Set(Object.keys(headers));
  const { Bucket, Key } = command.input;
  return asking(`${Bucket}/${Key}`, async () => {
    const { getSignedUrl } = await presigner();
    return getSignedUrl(client, command, {
      expiresIn: seconds,
      unhoistableHeaders: names,
      signableHeaders: new Set([...names, 'host']),
    });
  });
}

/** Loaded with the first link: carrying needs none. */
function presigner(): Promise<typeof import('@aws-sdk/s3-request-presigner')> {
  return import('@aws-sdk/s3-request-presigner');
}

/** RFC 6266, appendix D: the plain name for those who know no other, then the true one. */
function contentDisposition(kind: 'inline' | 'attachment', fileName: string): string {
  const plain = fileName.replaceAll(/[^\x20-\x7e]|["%\\/]/g, '_');
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encodeRfc8187(fileName)}`;
}

/** RFC 8187 section 3.2.1: what encodeURIComponent leaves and the grammar does not allow. */
function encodeRfc8187(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
