/** @file Writes to the local S3 that depend on what is there, and objects that come back as they went. */
import { once } from 'node:events';
import { request } from 'node:http';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { presignedTarget, refusal, type S3World, s3World, signedCall } from './s3-world.ts';

let world: S3World;
beforeAll(async () => {
  world = await s3World();
});
afterAll(() => world.close());

const failed = { code: 'PreconditionFailed', status: 412 };

test('of ten puts under a new key at once, exactly one is first', async () => {
  const puts = Array.from({ length: 10 }, (_, index) => put('race', `from ${index}`, { IfNoneMatch: '*' }));
  const outcomes = await Promise.allSettled(puts);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
  expect(await textOf('race')).toBe(`from ${winner}`);
  for (const one of outcomes) {
    if (one.status === 'rejected') expect(await refusal(Promise.reject(one.reason))).toEqual(failed);
  }
});

test('of ten puts whose bodies are on their way when none is there yet, exactly one is first', async () => {
  const target = await presignedTarget(world.cloud, { method: 'PUT', path: '/world/overlap' }, { expiresIn: 60 });
  const headers = { 'if-none-match': '*', expect: '100-continue', 'content-length': 6 };
  const sending = Array.from({ length: 10 }, () =>
    request(world.cloud.s3Endpoint + target, { method: 'PUT', headers, agent: false }),
  );
  const answers = sending.map((one) => once(one, 'response'));
  const goOn = sending.map((one) => once(one, 'continue'));
  for (const one of sending) one.flushHeaders();
  // The server asks for a body only when it found nothing under the key.
  await Promise.all(goOn);
  for (const [index, one] of sending.entries()) one.end(`from ${index}`);
  const statuses = (await Promise.all(answers)).map(([response]) => response.resume().statusCode);
  expect(statuses.toSorted()).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
  expect(await textOf('overlap')).toBe(`from ${statuses.indexOf(200)}`);
});

test('a put for new keys only leaves what is there', async () => {
  await put('kept', 'first');
  expect(await refusal(put('kept', 'second', { IfNoneMatch: '*' }))).toEqual(failed);
  expect(await textOf('kept')).toBe('first');
});

test('a large put is refused by its condition too', async () => {
  await put('kept large', 'first');
  const large = Buffer.alloc(8_000_000);
  expect(await refusal(put('kept large', large, { IfNoneMatch: '*' }))).toEqual(failed);
  expect(await textOf('kept large')).toBe('first');
});

test('a put that expects certain content replaces that and nothing else', async () => {
  const { ETag } = await put('match', 'first');
  await put('match', 'second', { IfMatch: ETag });
  expect(await refusal(put('match', 'third', { IfMatch: ETag }))).toEqual(failed);
  expect(await textOf('match')).toBe('second');
  expect(await refusal(put('match nothing', 'x', { IfMatch: ETag }))).toEqual({ code: 'NoSuchKey', status: 404 });
});

test('a read that depends on content answers 412 or 304', async () => {
  const { ETag } = await put('read', 'bytes');
  expect(await refusal(get({ Key: 'read', IfMatch: '"other"' }))).toEqual(failed);
  expect(await refusal(get({ Key: 'read', IfNoneMatch: ETag }))).toMatchObject({ status: 304 });
  expect((await get({ Key: 'read', IfMatch: ETag })).ContentLength).toBe(5);
});

test.each([
  ['bytes=0-0', '0', 'bytes 0-0/10'],
  ['bytes=3-5', '345', 'bytes 3-5/10'],
  ['bytes=7-', '789', 'bytes 7-9/10'],
  ['bytes=-2', '89', 'bytes 8-9/10'],
  ['bytes=8-99', '89', 'bytes 8-9/10'],
])('range %s is those bytes', async (Range, text, ContentRange) => {
  await put('range', '0123456789');
  const got = await get({ Key: 'range', Range });
  expect(got).toMatchObject({ ContentRange, ContentLength: text.length });
  expect(await got.Body?.transformToString()).toBe(text);
});

test('a range behind the end is not satisfiable', async () => {
  await put('range', '0123456789');
  expect(await refusal(get({ Key: 'range', Range: 'bytes=10-' }))).toEqual({ code: 'InvalidRange', status: 416 });
});

test('type, caching, encoding and metadata come back', async () => {
  const kept = {
    ContentType: 'image/webp',
    CacheControl: 'max-age=60',
    ContentDisposition: 'inline',
    ContentEncoding: 'identity',
    Metadata: { sha256: 'abc', 'with-dash': ' two  words' },
  };
  await put('headers', 'x', kept);
  const head = await world.s3.send(new HeadObjectCommand({ Bucket: world.bucket, Key: 'headers' }));
  expect(head).toMatchObject({ ...kept, Metadata: { sha256: 'abc', 'with-dash': 'two  words' } });
});

test('more than 2 kB of metadata is refused', async () => {
  expect(await refusal(put('meta', 'x', { Metadata: { long: 'x'.repeat(2048) } }))).toMatchObject({
    code: 'MetadataTooLarge',
  });
});

test('a key of 1,024 bytes is taken, one more is not', async () => {
  const key = 'é'.repeat(512);
  await put(key, 'long');
  expect(await textOf(key)).toBe('long');
  expect(await refusal(put(`${key}x`, 'longer'))).toEqual({ code: 'KeyTooLongError', status: 400 });
});

test('a copy has the bytes and, unless told otherwise, the metadata', async () => {
  await put('a b+ü/source', 'bytes', { ContentType: 'image/png', Metadata: { from: 'source' } });
  const CopySource = `${world.bucket}/${encodeURIComponent('a b+ü/source')}`;
  await world.s3.send(new CopyObjectCommand({ Bucket: world.bucket, Key: 'copy', CopySource }));
  const replaced = { MetadataDirective: 'REPLACE', ContentType: 'image/gif', Metadata: { from: 'copy' } } as const;
  await world.s3.send(new CopyObjectCommand({ Bucket: world.bucket, Key: 'copy 2', CopySource, ...replaced }));
  expect(await get({ Key: 'copy' })).toMatchObject({ ContentType: 'image/png', Metadata: { from: 'source' } });
  expect(await get({ Key: 'copy 2' })).toMatchObject({ ContentType: 'image/gif', Metadata: { from: 'copy' } });
  expect(await textOf('copy 2')).toBe('bytes');
});

test('deleting is done once it is gone, and again', async () => {
  await put('gone', 'x');
  const remove = () => world.s3.send(new DeleteObjectCommand({ Bucket: world.bucket, Key: 'gone' }));
  await remove();
  await remove();
  expect(await refusal(get({ Key: 'gone' }))).toEqual({ code: 'NoSuchKey', status: 404 });
});

test.each([
  ['an access list', { 'x-amz-acl': 'public-read' }, {}],
  ['a storage class', { 'x-amz-storage-class': 'GLACIER' }, {}],
  ['encryption with a key', { 'x-amz-server-side-encryption': 'aws:kms' }, {}],
  ['tags', { 'x-amz-tagging': 'a=b' }, {}],
  ['a condition on a tag that it cannot keep', { 'if-none-match': '"tag"' }, {}],
  ['an unknown query', {}, { acl: '' }],
])('a put with %s is not implemented, and nothing is stored', async (_, headers, query) => {
  const call = { method: 'PUT', path: '/world/strict', body: 'x', query };
  const answer = await signedCall(world.cloud, { ...call, headers: { 'content-length': '1', ...headers } });
  expect(answer).toMatchObject({ status: 501, body: expect.stringContaining('<Code>NotImplemented</Code>') });
  expect(await refusal(get({ Key: 'strict' }))).toMatchObject({ code: 'NoSuchKey' });
});

test('a body of unknown length is refused', async () => {
  const headers = { 'transfer-encoding': 'chunked' };
  const answer = await signedCall(world.cloud, { method: 'PUT', path: '/world/strict', headers, body: 'x' });
  expect(answer.status).toBe(411);
});

function put(Key: string, Body: string | Buffer, more: object = {}) {
  return world.s3.send(new PutObjectCommand({ Bucket: world.bucket, Key, Body, ...more }));
}

function get(more: { Key: string; Range?: string; IfMatch?: string | undefined; IfNoneMatch?: string | undefined }) {
  return world.s3.send(new GetObjectCommand({ Bucket: world.bucket, ...more }));
}

async function textOf(Key: string): Promise<string | undefined> {
  return (await get({ Key })).Body?.transformToString();
}
