/** @file What an answer proves: the strongest that is there, and never more than is there. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { proofOfBody, proofOfParts } from '../../../electron/journey/upload/s3-proof.ts';

const bytes = Buffer.from('hello');
const sha256 = createHash('sha256').update(bytes).digest('hex');
const body = { bytes, sha256, bucket: 'bucket' };
const md5Etag = '"5d41402abc4b2a76b9719d911017c592"';
const otherEtag = '"00000000000000000000000000000000"';
const checksum = Buffer.from(sha256, 'hex').toString('base64');

test('a checksum of the store counts more than its ETag', () => {
  expect(proofOfBody({ ChecksumSHA256: checksum, ETag: otherEtag }, body)).toBe('sha256');
  expect(proofOfBody({ ChecksumSHA256: 'b3RoZXI=', ETag: md5Etag }, body)).toBe('differs');
});

test('an ETag that is an MD5 proves or disproves', () => {
  expect(proofOfBody({ ETag: md5Etag }, body)).toBe('md5');
  expect(proofOfBody({ ETag: '5d41402abc4b2a76b9719d911017c592' }, body)).toBe('md5');
  expect(proofOfBody({ ETag: otherEtag }, body)).toBe('differs');
});

test.each([
  ['KMS encrypts', { ETag: otherEtag, ServerSideEncryption: 'aws:kms' }, 'bucket'],
  ['KMS encrypts twice', { ETag: otherEtag, ServerSideEncryption: 'aws:kms:dsse' }, 'bucket'],
  ['a key of the customer encrypts', { ETag: otherEtag, SSECustomerAlgorithm: 'AES256' }, 'bucket'],
  ['it is a directory bucket', { ETag: otherEtag }, 'photos--use1-az4--x-s3'],
  ['it does not look like one', { ETag: '"a-b-c"' }, 'bucket'],
  ['there is none', {}, 'bucket'],
])('an ETag is no MD5 when %s', (_, answer, bucket) => {
  expect(proofOfBody(answer, { ...body, bucket })).toBe('silent');
});

test('encryption by the store itself leaves the ETag an MD5', () => {
  expect(proofOfBody({ ETag: md5Etag, ServerSideEncryption: 'AES256' }, body)).toBe('md5');
});

test('parts are proven by the hash of their hashes, or of their ETags', () => {
  const parts = [1, 2].map((number) => ({ number, etag: md5Etag, sha256, size: 5 }));
  const whole = createHash('sha256')
    .update(Buffer.from(sha256 + sha256, 'hex'))
    .digest('base64');
  const md5 = createHash('md5')
    .update(Buffer.from(md5Etag.replaceAll('"', '').repeat(2), 'hex'))
    .digest('hex');
  expect(proofOfParts({ ChecksumSHA256: `${whole}-2`, ETag: 'any' }, parts)).toBe('sha256-parts');
  expect(proofOfParts({ ChecksumSHA256: `${checksum}-2` }, parts)).toBe('differs');
  expect(proofOfParts({ ETag: `"${md5}-2"` }, parts)).toBe('md5');
  expect(proofOfParts({ ETag: `"${md5}-3"` }, parts)).toBe('silent');
});
