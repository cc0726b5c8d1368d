/** @file Keys of every kind go in and come out of the local S3's listings as they are, in order, page by page. */
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { base64Of, refusal, type S3World, s3World, signedCall } from './s3-world.ts';

let world: S3World;
beforeAll(async () => {
  world = await s3World();
});
afterAll(() => world.close());

const hostileKeys = [
  'a b+c%20(1)#?&=’é😀.jpg',
  '..',
  '.',
  '../../etc/passwd',
  'up/../down',
  '/leading',
  '//two',
  'trailing/',
  ' spaces around ',
  'e\u0301 apart',
  'é together',
  '<xml attribute="&amp;">',
  'back\\slash',
  'tab\tand\nline',
  'carriage\rreturn',
  '\u0001control',
  'x'.repeat(1024),
];

test('hostile keys are kept apart, read back and listed as they are, in the order of their UTF-8 bytes', async () => {
  for (const Key of hostileKeys) await put(`hostile/${Key}`.slice(0, 1024));
  const keys = hostileKeys.map((key) => `hostile/${key}`.slice(0, 1024));
  expect(await listed({ Prefix: 'hostile/', EncodingType: 'url' })).toEqual(inOrder(keys));
  for (const Key of keys) {
    const got = await world.s3.send(new GetObjectCommand({ Bucket: world.bucket, Key }));
    expect(await got.Body?.transformToString()).toBe(Key);
  }
  const Objects = keys.map((Key) => ({ Key }));
  await world.s3.send(new DeleteObjectsCommand({ Bucket: world.bucket, Delete: { Objects } }));
  expect(await listed({ Prefix: 'hostile/', EncodingType: 'url' })).toEqual([]);
});

test('the keys alone are in plain listings too, where XML can hold them', async () => {
  const plain = hostileKeys.slice(0, 13).map((key) => `plain/${key}`);
  for (const Key of plain) await put(Key);
  expect(await listed({ Prefix: 'plain/' })).toEqual(inOrder(plain));
});

test('pages of any size, with and without a delimiter, make up the same list', async () => {
  const keys = ['a', 'a/', 'a/1', 'a/2', 'a/b/1', 'a0', 'b/1', 'b/2', 'c', 'd/e/f', 'é/1', '\ue000/1', '😀/1', '😀/2'];
  for (const key of keys) await put(`pages/${key}`);
  const expected = inOrder(keys.map((key) => `pages/${key}`));
  const prefix = 'pages/';
  const groups = [...new Set(expected.map((key) => key.slice(0, key.indexOf('/', prefix.length) + 1 || 1025)))];
  for (const MaxKeys of [1, 2, 3, 1000]) {
    expect(await listed({ Prefix: prefix, MaxKeys })).toEqual(expected);
    expect(await listed({ Prefix: prefix, MaxKeys, Delimiter: '/' })).toEqual(groups);
  }
});

test('a listing starts after the key it is told', async () => {
  for (const key of ['after/1', 'after/2', 'after/3']) await put(key);
  expect(await listed({ Prefix: 'after/', StartAfter: 'after/1' })).toEqual(['after/2', 'after/3']);
  expect(await listed({ Prefix: 'after/', StartAfter: 'after/3' })).toEqual([]);
  expect(await listed({ Prefix: 'after/', StartAfter: 'a' })).toHaveLength(3);
  await put('\ue000 sorts before 😀');
  expect(await listed({ Prefix: '\ue000', StartAfter: '😀' })).toEqual([]);
});

test('whatever keys there are, a listing by prefix is those that begin with it, in order', async () => {
  const letters = fc.constantFrom('a', 'b', '/', '😀', '\uffff', '%', '+', '/');
  const key = fc.array(letters, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(key, { maxLength: 8 }), key, async (keys, prefix) => {
      run += 1;
      const root = `run${run}|`;
      for (const one of keys) await put(root + one);
      const found = await listed({ Prefix: root + prefix, MaxKeys: 2, EncodingType: 'url' });
      expect(found).toEqual(inOrder(keys.filter((one) => one.startsWith(prefix)).map((one) => root + one)));
    }),
    { numRuns: 30 },
  );
});

test('no keys asked for is no keys, and not the end of a longer list', async () => {
  await put('none/1');
  const page = await world.s3.send(new ListObjectsV2Command({ Bucket: world.bucket, Prefix: 'none/', MaxKeys: 0 }));
  expect(page).toMatchObject({ KeyCount: 0, IsTruncated: false });
});

test('tokens, sizes and encodings that mean nothing are refused', async () => {
  const invalid = { code: 'InvalidArgument', status: 400 };
  expect(await refusal(list({ ContinuationToken: 'made up' }))).toEqual(invalid);
  expect(await refusal(list({ MaxKeys: -1 }))).toEqual(invalid);
  const query = { 'list-type': '2', 'encoding-type': 'rot13' };
  expect(await signedCall(world.cloud, { method: 'GET', path: '/world', query })).toMatchObject({ status: 400 });
});

test('the first version of the listing has the same keys and groups', async () => {
  for (const key of ['old/a/1', 'old/a/2', 'old/b', 'old/c/1', 'old/d']) await put(key);
  const Bucket = world.bucket;
  const found: (string | undefined)[] = [];
  let Marker = '';
  for (;;) {
    const input = { Bucket, Prefix: 'old/', Delimiter: '/', MaxKeys: 1, Marker };
    const page = await world.s3.send(new ListObjectsCommand(input));
    found.push(...(page.Contents ?? []).map(({ Key }) => Key));
    found.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
    if (page.IsTruncated !== true) break;
    Marker = page.NextMarker ?? '';
  }
  expect(found).toEqual(['old/a/', 'old/b', 'old/c/', 'old/d']);
  const rest = await world.s3.send(new ListObjectsCommand({ Bucket, Prefix: 'old/', Marker: 'old/b' }));
  expect(rest.Contents?.map(({ Key }) => Key)).toEqual(['old/c/1', 'old/d']);
});

test('a bucket that is not there says so', async () => {
  const missing = world.s3.send(new ListObjectsV2Command({ Bucket: 'missing' }));
  expect(await refusal(missing)).toEqual({ code: 'NoSuchBucket', status: 404 });
});

test('deleting many at once needs a checksum and XML that it understands', async () => {
  const body = '<Delete><Object><Key>k</Key><ETag>"conditional"</ETag></Object></Delete>';
  const call = { method: 'POST', path: '/world', query: { delete: '' }, body };
  const headers = { 'content-length': String(body.length) };
  expect(await signedCall(world.cloud, { ...call, headers })).toMatchObject({
    status: 400,
    body: expect.stringContaining('InvalidRequest'),
  });
  const crc32c = { ...headers, 'x-amz-checksum-crc32c': 'AAAAAA==' };
  expect((await signedCall(world.cloud, { ...call, headers: crc32c })).body).toContain('BadDigest');
  const md5 = { ...headers, 'content-md5': base64Of('md5', body) };
  expect((await signedCall(world.cloud, { ...call, headers: md5 })).body).toContain('MalformedXML');
});

async function put(Key: string): Promise<void> {
  await world.s3.send(new PutObjectCommand({ Bucket: world.bucket, Key, Body: Key }));
}

function list(input: Omit<ListObjectsV2CommandInput, 'Bucket'>) {
  return world.s3.send(new ListObjectsV2Command({ Bucket: world.bucket, ...input }));
}

/** Keys and groups of all pages, in order; decoded if they were asked for encoded. */
async function listed(input: Omit<ListObjectsV2CommandInput, 'Bucket'>): Promise<string[]> {
  const found: string[] = [];
  let token: string | undefined;
  do {
    const page = await list({ ...input, ...(token === undefined ? {} : { ContinuationToken: token }) });
    const keys = (page.Contents ?? []).map(({ Key = '' }) => Key);
    const groups = (page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix);
    found.push(...inOrder([...keys, ...groups].map((key) => (input.EncodingType ? decodeURIComponent(key) : key))));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return found;
}

function inOrder(keys: readonly string[]): string[] {
  return [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
