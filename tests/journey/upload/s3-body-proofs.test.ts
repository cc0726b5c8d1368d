/** @file Whoever refuses a body that is not what was signed needs no MD5; whoever takes it, or may not be asked, is proven by it still. */
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { s3Client } from '../../../electron/cloud/s3-client.ts';
import { createBucket } from '../../../electron/cloud/s3-create-bucket.ts';
import { sha256 } from '../../../electron/journey/upload/digests.ts';
import type { ObjectStore } from '../../../electron/journey/upload/object-store.ts';
import { s3ObjectStore } from '../../../electron/journey/upload/s3-object-store.ts';
import type { ObjectKey } from '../../../shared/image.ts';
import { listening } from '../../fixtures/listening.ts';
import { radosGateway, radosGatewayIsHere } from '../../fixtures/rados-gateway.ts';

const forever = new AbortController().signal;
const mebibyte = 1024 * 1024;
const keys = { accessKeyId: 'key', secretAccessKey: 'secret' };

async function proofOf(store: ObjectStore, bucket: string, length: number): Promise<string> {
  const bytes = randomBytes(length);
  const key = `originals/${randomBytes(4).toString('hex')}` as ObjectKey;
  const object = { bucket, key, bytes, sha256: sha256(bytes), contentType: 'image/jpeg', metadata: {} };
  const answer = await store.put(object, forever);
  return answer === 'exists' ? answer : answer.proof;
}

type Answer = { readonly status: number; readonly code?: string };

/** Keeps nothing; `onOther` is its answer to a body that is not what was signed. */
async function plainServer(onOther: Answer) {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const signed = request.headers['x-amz-content-sha256'];
    const isOther = request.method === 'PUT' && signed !== sha256(body);
    if (request.url?.includes('cloudroll-check/')) asked.push(request.method ?? '');
    const { status, code } = isOther ? onOther : { status: 200 };
    const etag = createHash('md5').update(body).digest('hex');
    response.writeHead(status, { etag: `"${etag}"` });
    response.end(code === undefined ? undefined : `<Error><Code>${code}</Code><Message>No</Message></Error>`);
  });
  const endpoint = await listening(server);
  const profile = { region: 'us-east-1', s3Endpoint: endpoint, addressing: 'path' } as const;
  const connection = s3Client(profile, () => Promise.resolve(keys));
  onTestFinished(connection.close);
  return { store: s3ObjectStore(connection.client), asked };
}

test('who refuses other bytes is believed from then on, and was asked once', async () => {
  const { store, asked } = await plainServer({ status: 400, code: 'XAmzContentSHA256Mismatch' });
  expect(await proofOf(store, 'b', 3 * mebibyte)).toBe('md5');
  expect(asked).toEqual([]);
  expect(await proofOf(store, 'b', 3 * mebibyte)).toBe('md5');
  await vi.waitFor(async () => expect(await proofOf(store, 'b', 10)).toBe('sha256'));
  expect(await proofOf(store, 'b', 3 * mebibyte)).toBe('sha256');
  expect(asked).toEqual(['PUT']);
});

test('one bucket’s answer is not another’s', async () => {
  const { store } = await plainServer({ status: 400, code: 'XAmzContentSHA256Mismatch' });
  await proofOf(store, 'b', 5 * mebibyte);
  await vi.waitFor(async () => expect(await proofOf(store, 'b', 10)).toBe('sha256'));
  expect(await proofOf(store, 'c', 10)).toBe('md5');
});

test('who takes other bytes is proven by the MD5 still, and the byte is taken away', async () => {
  const { store, asked } = await plainServer({ status: 200 });
  await proofOf(store, 'b', 5 * mebibyte);
  await vi.waitFor(() => expect(asked).toEqual(['PUT', 'DELETE']));
  expect(await proofOf(store, 'b', 5 * mebibyte)).toBe('md5');
  expect(asked).toEqual(['PUT', 'DELETE']);
});

test.each([
  ['a right that is missing', { status: 403, code: 'AccessDenied' }],
  ['a fault of the server', { status: 500, code: 'InternalError' }],
  ['a refusal that does not say why', { status: 400, code: 'InvalidRequest' }],
] as const)('%s proves nothing', async (_, onOther) => {
  const { store, asked } = await plainServer(onOther);
  await proofOf(store, 'b', 5 * mebibyte);
  await vi.waitFor(() => expect(asked).toEqual(['PUT']));
  expect(await proofOf(store, 'b', 5 * mebibyte)).toBe('md5');
});

describe.skipIf(!radosGatewayIsHere)('a server that nobody here wrote', () => {
  test('Ceph refuses other bytes, and keeps nothing of the question', async () => {
    const { endpoint, region, accessKeyId, secretAccessKey } = await radosGateway();
    const own = () => Promise.resolve({ accessKeyId, secretAccessKey });
    const connection = s3Client({ region, s3Endpoint: endpoint, addressing: 'path' }, own);
    onTestFinished(connection.close);
    const bucket = `proofs-${randomBytes(4).toString('hex')}`;
    await createBucket(connection.client, bucket, forever);
    const store = s3ObjectStore(connection.client);
    expect(await proofOf(store, bucket, 5 * mebibyte)).toBe('md5');
    await vi.waitFor(async () => expect(await proofOf(store, bucket, 10)).toBe('sha256'));
    for await (const { key } of store.list(bucket, 'cloudroll-check/', forever)) expect(key).toBeNull();
  });
});
