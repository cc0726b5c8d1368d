/** @file Objects in parts on the local S3: what is checked of each, of their order, of the whole. */
import { createHash, randomBytes } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { base64Of, refusal, type S3World, s3World } from './s3-world.ts';

let world: S3World;
const bytes = randomBytes(5 * 1024 * 1024 + 1000);
const first = bytes.subarray(0, 5 * 1024 * 1024);
const last = bytes.subarray(first.length);
const checksums = [first, last].map((part) => base64Of('sha256', part));
beforeAll(async () => {
  world = await s3World();
});
afterAll(() => world.close());

test('parts in any order become one object, with the checksum of its parts’ checksums', async () => {
  const upload = await begin('whole', { ContentType: 'image/tiff', Metadata: { from: 'parts' } });
  const two = await putPart(upload, 2, last);
  const one = await putPart(upload, 1, first);
  const done = await complete(upload, [one, two]);
  const composite = createHash('sha256');
  for (const checksum of checksums) composite.update(checksum, 'base64');
  const ChecksumSHA256 = `${composite.digest('base64')}-2`;
  expect(done).toMatchObject({ ChecksumSHA256, ETag: expect.stringMatching(/^"[0-9a-f]{32}-2"$/) });
  const head = new HeadObjectCommand({ Bucket: world.bucket, Key: 'whole', ChecksumMode: 'ENABLED' });
  expect(await world.s3.send(head)).toMatchObject({
    ContentLength: bytes.length,
    ChecksumSHA256,
    ChecksumType: 'COMPOSITE',
    ContentType: 'image/tiff',
    Metadata: { from: 'parts' },
  });
  expect(await bytesOf('whole')).toEqual(bytes);
});

test('a range across the border of two parts is one piece', async () => {
  const upload = await begin('border');
  await complete(upload, [await putPart(upload, 1, first), await putPart(upload, 2, last)]);
  const Range = `bytes=${first.length - 3}-${first.length + 2}`;
  expect(await bytesOf('border', Range)).toEqual(bytes.subarray(first.length - 3, first.length + 3));
});

test('the same number again replaces the part', async () => {
  const upload = await begin('again');
  await putPart(upload, 1, last);
  const one = await putPart(upload, 1, first);
  await complete(upload, [one, await putPart(upload, 2, last)]);
  expect(await bytesOf('again')).toEqual(bytes);
});

test('parts are refused out of order, unknown, changed, too small, or without their checksum', async () => {
  const upload = await begin('refused');
  const one = await putPart(upload, 1, last);
  const two = await putPart(upload, 2, last);
  expect(await refusal(complete(upload, [two, one]))).toMatchObject({ code: 'InvalidPartOrder' });
  expect(await refusal(complete(upload, [one, two]))).toMatchObject({ code: 'EntityTooSmall' });
  expect(await refusal(complete(upload, [{ ...one, PartNumber: 3 }]))).toMatchObject({ code: 'InvalidPart' });
  expect(await refusal(complete(upload, [{ ...one, ETag: '"x"' }]))).toMatchObject({ code: 'InvalidPart' });
  const other = { ...one, ChecksumSHA256: checksums[0] };
  expect(await refusal(complete(upload, [other]))).toMatchObject({ code: 'InvalidPart' });
  const { ChecksumSHA256: _, ...bare } = one;
  expect(await refusal(complete(upload, [bare]))).toMatchObject({ code: 'InvalidRequest' });
  expect(await refusal(bytesOf('refused'))).toMatchObject({ code: 'NoSuchKey' });
});

test('a part with a wrong checksum, or with none that the upload wants, is not kept', async () => {
  const upload = await begin('wrong part');
  expect(await refusal(putPart(upload, 1, last, checksums[0]))).toEqual({ code: 'BadDigest', status: 400 });
  const unlike = new UploadPartCommand({ ...upload, PartNumber: 1, Body: last, ChecksumCRC32C: 'AAAAAA==' });
  expect(await refusal(world.s3.send(unlike))).toMatchObject({ status: 400 });
  expect((await world.s3.send(new ListPartsCommand(upload))).Parts).toBeUndefined();
});

test('completing for new keys only leaves what came meanwhile, and the parts', async () => {
  const upload = await begin('meanwhile');
  const one = await putPart(upload, 1, last);
  await world.s3.send(new PutObjectCommand({ Bucket: world.bucket, Key: 'meanwhile', Body: 'came' }));
  expect(await refusal(complete(upload, [one], { IfNoneMatch: '*' }))).toEqual({
    code: 'PreconditionFailed',
    status: 412,
  });
  expect(String(await bytesOf('meanwhile'))).toBe('came');
  expect((await world.s3.send(new ListPartsCommand(upload))).Parts).toHaveLength(1);
});

test('parts are listed page by page, and gone with an abort', async () => {
  const upload = await begin('listed');
  for (const number of [1, 2, 3]) await putPart(upload, number, last);
  const page = await world.s3.send(new ListPartsCommand({ ...upload, MaxParts: 2 }));
  expect(page).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2', ChecksumAlgorithm: 'SHA256' });
  const rest = await world.s3.send(new ListPartsCommand({ ...upload, PartNumberMarker: page.NextPartNumberMarker }));
  expect(rest.Parts).toMatchObject([{ PartNumber: 3, Size: last.length, ChecksumSHA256: checksums[1] }]);
  await world.s3.send(new AbortMultipartUploadCommand(upload));
  expect(await refusal(world.s3.send(new ListPartsCommand(upload)))).toEqual({ code: 'NoSuchUpload', status: 404 });
  expect(await refusal(putPart(upload, 4, last))).toMatchObject({ code: 'NoSuchUpload' });
});

test('open uploads are listed below a prefix, page by page', async () => {
  const ids = [];
  for (const key of ['open/1', 'open/1', 'open/2']) ids.push((await begin(key)).UploadId);
  const found: (string | undefined)[] = [];
  let marker = {};
  for (;;) {
    const input = { Bucket: world.bucket, Prefix: 'open/', MaxUploads: 1, ...marker };
    const page = await world.s3.send(new ListMultipartUploadsCommand(input));
    found.push(...(page.Uploads ?? []).map(({ UploadId }) => UploadId));
    if (page.IsTruncated !== true) break;
    marker = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
  }
  expect(found.toSorted()).toEqual(ids.toSorted());
});

type Upload = { readonly Bucket: string; readonly Key: string; readonly UploadId: string | undefined };
type Part = { PartNumber: number; ETag: string | undefined; ChecksumSHA256: string | undefined };

async function begin(Key: string, more: object = {}): Promise<Upload> {
  const command = new CreateMultipartUploadCommand({
    Bucket: world.bucket,
    Key,
    ChecksumAlgorithm: 'SHA256',
    ...more,
  });
  return { Bucket: world.bucket, Key, UploadId: (await world.s3.send(command)).UploadId };
}

async function putPart(upload: Upload, PartNumber: number, Body: Buffer, checksum?: string): Promise<Part> {
  const ChecksumSHA256 = checksum ?? base64Of('sha256', Body);
  const sent = await world.s3.send(new UploadPartCommand({ ...upload, PartNumber, Body, ChecksumSHA256 }));
  return { PartNumber, ETag: sent.ETag, ChecksumSHA256 };
}

function complete(
  upload: Upload,
  Parts: readonly (Omit<Part, 'ChecksumSHA256'> & { ChecksumSHA256?: string | undefined })[],
  more: Partial<CompleteMultipartUploadCommandInput> = {},
) {
  const MultipartUpload = { Parts: [...Parts] };
  return world.s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload, ...more }));
}

async function bytesOf(Key: string, Range?: string): Promise<Buffer> {
  const range = Range === undefined ? {} : { Range };
  const got = await world.s3.send(new GetObjectCommand({ Bucket: world.bucket, Key, ...range }));
  return Buffer.from((await got.Body?.transformToByteArray()) ?? []);
}
