/** @file A bucket of the local S3 that keeps versions: what replaces, what hides, what comes back; and buckets themselves. */
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusal, type S3World, s3World } from './s3-world.ts';

let world: S3World;
beforeAll(async () => {
  world = await s3World();
});
afterAll(() => world.close());

test('versions stay under what replaces them, and deleting hides until the marker goes', async () => {
  const Bucket = await bucket('versions');
  await versioning(Bucket, 'Enabled');
  const one = await put(Bucket, 'one');
  const two = await put(Bucket, 'two');
  expect(one).not.toBe(two);
  expect(await text(Bucket)).toBe('two');
  expect(await text(Bucket, one)).toBe('one');
  const hidden = await world.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
  expect(hidden).toMatchObject({ DeleteMarker: true });
  expect(await refusal(text(Bucket))).toMatchObject({ code: 'NoSuchKey' });
  expect(await refusal(text(Bucket, hidden.VersionId))).toMatchObject({ status: 405 });
  expect((await world.s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  expect(await list(Bucket)).toEqual([hidden.VersionId, two, one]);
  await put(Bucket, 'three', { IfNoneMatch: '*' });
  await world.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: (await list(Bucket))[0] }));
  await world.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: hidden.VersionId }));
  expect(await text(Bucket)).toBe('two');
  await world.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: two }));
  expect(await text(Bucket)).toBe('one');
  expect(await refusal(text(Bucket, two))).toMatchObject({ code: 'NoSuchVersion' });
});

test('a bucket that stopped keeping versions has one without a name beside the old', async () => {
  const Bucket = await bucket('suspended');
  await put(Bucket, 'before');
  await versioning(Bucket, 'Enabled');
  const kept = await put(Bucket, 'kept');
  await versioning(Bucket, 'Suspended');
  await put(Bucket, 'now');
  expect(await list(Bucket)).toEqual(['null', kept]);
  await put(Bucket, 'later');
  expect(await list(Bucket)).toEqual(['null', kept]);
  await world.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
  expect(await list(Bucket)).toEqual(['null', kept]);
  expect(await refusal(text(Bucket))).toMatchObject({ code: 'NoSuchKey' });
  expect(await text(Bucket, kept)).toBe('kept');
});

test('versions are listed page by page', async () => {
  const Bucket = await bucket('pages');
  await versioning(Bucket, 'Enabled');
  for (const Key of ['a', 'a', 'a', 'b']) await world.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  const found: string[] = [];
  let marker = {};
  for (;;) {
    const page = await world.s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 1, ...marker }));
    found.push(...(page.Versions ?? []).map(({ Key, VersionId }) => `${Key} ${VersionId}`));
    if (page.IsTruncated !== true) break;
    marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
  expect(found.map((line) => line.slice(0, 1))).toEqual(['a', 'a', 'a', 'b']);
  expect(new Set(found).size).toBe(4);
});

test('a bucket goes when it is empty, of versions too', async () => {
  const Bucket = await bucket('going');
  await versioning(Bucket, 'Enabled');
  const VersionId = await put(Bucket, 'x');
  const marker = await world.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
  const remove = () => world.s3.send(new DeleteBucketCommand({ Bucket }));
  expect(await refusal(remove())).toEqual({ code: 'BucketNotEmpty', status: 409 });
  for (const version of [VersionId, marker.VersionId]) {
    await world.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: version }));
  }
  await remove();
  expect(await refusal(world.s3.send(new HeadBucketCommand({ Bucket })))).toMatchObject({ status: 404 });
});

test('buckets are made once, named as AWS allows, listed, and say where they are', async () => {
  const Bucket = await bucket('mine');
  expect(await refusal(bucket('mine'))).toEqual({ code: 'BucketAlreadyOwnedByYou', status: 409 });
  for (const bad of ['Big', 'a..b', '127.0.0.1', 'under_score']) {
    expect(await refusal(bucket(bad))).toMatchObject({ code: 'InvalidBucketName' });
  }
  expect(await world.s3.send(new HeadBucketCommand({ Bucket }))).toMatchObject({ BucketRegion: 'us-east-1' });
  const listed = await world.s3.send(new ListBucketsCommand({}));
  expect(listed.Buckets?.map(({ Name }) => Name)).toContain('mine');
  const place = await world.s3.send(new GetBucketLocationCommand({ Bucket }));
  expect(place.LocationConstraint).toBeUndefined();
  expect(await world.s3.send(new GetBucketVersioningCommand({ Bucket }))).not.toHaveProperty('Status', 'Enabled');
});

async function bucket(Bucket: string): Promise<string> {
  await world.s3.send(new CreateBucketCommand({ Bucket }));
  return Bucket;
}

function versioning(Bucket: string, Status: 'Enabled' | 'Suspended') {
  return world.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
}

async function put(Bucket: string, Body: string, more: object = {}): Promise<string | undefined> {
  return (await world.s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body, ...more }))).VersionId;
}

async function text(Bucket: string, VersionId?: string): Promise<string | undefined> {
  const version = VersionId === undefined ? {} : { VersionId };
  return (await world.s3.send(new GetObjectCommand({ Bucket, Key: 'k', ...version }))).Body?.transformToString();
}

/** Versions and markers of the one key, newest first. */
async function list(Bucket: string): Promise<(string | undefined)[]> {
  const { Versions = [], DeleteMarkers = [] } = await world.s3.send(new ListObjectVersionsCommand({ Bucket }));
  const all = [...Versions, ...DeleteMarkers];
  return all.sort((a, b) => Number(b.IsLatest) - Number(a.IsLatest)).map(({ VersionId }) => VersionId);
}
