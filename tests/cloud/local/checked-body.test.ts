/** @file The local S3 stores what its client meant to send, or nothing. */

import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { base64Of, refusal, type S3World, s3World, signedCall } from './s3-world.ts';

let world: S3World;
beforeAll(async () => {
  world = await s3World();
});
afterAll(() => world.close());

const wrong = 'other bytes';

test.each<[string, Partial<PutObjectCommandInput>]>([
  ['SHA-256', { ChecksumSHA256: base64Of('sha256', wrong) }],
  ['SHA-1', { ChecksumSHA1: base64Of('sha1', wrong) }],
  ['CRC-32', { ChecksumCRC32: crcOf(wrong) }],
  ['CRC-32C', { ChecksumCRC32C: 'AAAAAA==' }],
  ['MD5', { ContentMD5: base64Of('md5', wrong) }],
])('bytes that do not fit their %s are refused and not stored', async (name, promise) => {
  const Key = `wrong ${name}`;
  const put = world.s3.send(new PutObjectCommand({ Bucket: world.bucket, Key, Body: 'bytes', ...promise }));
  expect(await refusal(put)).toEqual({ code: 'BadDigest', status: 400 });
  expect(await refusal(head(Key))).toMatchObject({ status: 404 });
});

test.each<[string, Partial<PutObjectCommandInput>]>([
  ['ChecksumSHA256', { ChecksumSHA256: base64Of('sha256', 'bytes') }],
  ['ChecksumSHA1', { ChecksumSHA1: base64Of('sha1', 'bytes') }],
  ['ChecksumCRC32', { ChecksumCRC32: crcOf('bytes') }],
  // The check value of RFC 3720's polynomial: CRC-32C of "123456789" is e3069283.
  ['ChecksumCRC32C', { ChecksumCRC32C: '4waSgw==', Body: '123456789' }],
])('%s comes back on PUT, and on HEAD and GET when asked for', async (name, promise) => {
  const given = Object.entries(promise).find(([key]) => key === name)?.[1];
  const put = await world.s3.send(new PutObjectCommand({ Bucket: world.bucket, Key: name, Body: 'bytes', ...promise }));
  expect(put).toMatchObject({ [name]: given, ChecksumType: 'FULL_OBJECT' });
  expect(await head(name, 'ENABLED')).toMatchObject({ [name]: given });
  expect(await head(name)).not.toHaveProperty(name, given);
  const got = await world.s3.send(new GetObjectCommand({ Bucket: world.bucket, Key: name, ChecksumMode: 'ENABLED' }));
  await got.Body?.transformToString();
  expect(got).toMatchObject({ [name]: given });
});

test('a checksum that is none is an invalid request', async () => {
  const put = new PutObjectCommand({ Bucket: world.bucket, Key: 'k', Body: 'b', ChecksumSHA256: 'not base64 of 32' });
  expect(await refusal(world.s3.send(put))).toEqual({ code: 'InvalidRequest', status: 400 });
});

test('bytes other than those that were signed are refused', async () => {
  const headers = { 'x-amz-content-sha256': hexOf(wrong), 'content-length': '5' };
  const answer = await signedCall(world.cloud, { method: 'PUT', path: '/world/signed', headers, body: 'bytes' });
  expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('XAmzContentSHA256Mismatch') });
});

test('a stream whose checksum comes behind it is stored without its framing', async () => {
  const bytes = Buffer.alloc(300_000, 'stream');
  const Body = Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]);
  const command = new PutObjectCommand({ Bucket: world.bucket, Key: 'stream', Body, ContentLength: bytes.length });
  await world.s3.send(command);
  const got = await world.s3.send(new GetObjectCommand({ Bucket: world.bucket, Key: 'stream' }));
  expect(got.ContentEncoding).toBeUndefined();
  expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
});

test.each([
  ['a checksum that does not fit', 'AAAAAA==', '5', 'BadDigest'],
  ['no checksum', undefined, '5', 'MalformedTrailerError'],
  ['less than was declared', crcOf('bytes'), '6', 'IncompleteBody'],
  ['more than was declared', crcOf('bytes'), '4', 'IncompleteBody'],
])('a framed body with %s behind it is refused', async (_, checksum, length, code) => {
  const trailer = checksum === undefined ? '' : `x-amz-checksum-crc32:${checksum}\r\n`;
  const answer = await framed(`5\r\nbytes\r\n0\r\n${trailer}\r\n`, { 'x-amz-decoded-content-length': length });
  expect(answer).toMatchObject({ status: 400, body: expect.stringContaining(`<Code>${code}</Code>`) });
  expect(await refusal(head('framed'))).toMatchObject({ status: 404 });
});

test.each(['not hex\r\nbytes\r\n0\r\n\r\n', '5\r\nbytesX\r\n0\r\n\r\n', '5\r\nby'])(
  'broken framing %j is refused',
  async (body) => {
    expect((await framed(body, { 'x-amz-decoded-content-length': '5' })).status).toBe(400);
  },
);

test('bodies signed chunk by chunk and checksums not known here are not implemented', async () => {
  const chunks = { 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'x-amz-decoded-content-length': '5' };
  const signedChunks = await signedCall(world.cloud, {
    method: 'PUT',
    path: '/world/k',
    headers: chunks,
    body: 'bytes',
  });
  expect(signedChunks.status).toBe(501);
  const headers = { 'x-amz-checksum-crc64nvme': 'AAAAAAAAAAA=', 'content-length': '5' };
  const unknown = await signedCall(world.cloud, { method: 'PUT', path: '/world/k', headers, body: 'bytes' });
  expect(unknown.status).toBe(501);
});

function framed(body: string, more: Record<string, string>) {
  const headers = {
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'x-amz-trailer': 'x-amz-checksum-crc32',
    'content-encoding': 'aws-chunked',
    'content-length': String(Buffer.byteLength(body)),
    ...more,
  };
  return signedCall(world.cloud, { method: 'PUT', path: '/world/framed', headers, body });
}

function head(Key: string, ChecksumMode?: 'ENABLED') {
  return world.s3.send(
    new HeadObjectCommand({ Bucket: world.bucket, Key, ...(ChecksumMode === undefined ? {} : { ChecksumMode }) }),
  );
}

function hexOf(text: string): string {
  return Buffer.from(base64Of('sha256', text), 'base64').toString('hex');
}

function crcOf(text: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return bytes.toString('base64');
}
