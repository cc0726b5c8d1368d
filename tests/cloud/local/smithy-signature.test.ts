/** @file Who may call the local S3: only who signs with the secret, for this region, now, and every header that matters. */
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { clientOf, presignedTarget, refusal, type S3World, s3World, sendRaw, signedCall } from './s3-world.ts';

let world: S3World;
beforeAll(async () => {
  world = await s3World();
  await world.s3.send(new PutObjectCommand({ Bucket: world.bucket, Key: 'there é.txt', Body: 'there' }));
});
afterAll(() => world.close());

describe('a signed header', () => {
  test('with a wrong secret is refused', async () => {
    const { accessKeyId } = world.cloud;
    const other = client({ credentials: { accessKeyId, secretAccessKey: 'x'.repeat(40) } });
    expect(await refusal(other.send(new ListObjectsV2Command({ Bucket: world.bucket })))).toEqual({
      code: 'SignatureDoesNotMatch',
      status: 403,
    });
  });

  test('with a key that nobody has is refused', async () => {
    const { secretAccessKey } = world.cloud;
    const other = client({ credentials: { accessKeyId: 'AKIANOBODYHASTHIS', secretAccessKey } });
    expect(await refusal(other.send(new ListObjectsV2Command({ Bucket: world.bucket })))).toEqual({
      code: 'InvalidAccessKeyId',
      status: 403,
    });
  });

  test('with a session token that nobody gave is refused', async () => {
    const { accessKeyId, secretAccessKey } = world.cloud;
    const other = client({ credentials: { accessKeyId, secretAccessKey, sessionToken: 'token' } });
    expect(await refusal(other.send(new ListObjectsV2Command({ Bucket: world.bucket })))).toMatchObject({
      code: 'InvalidToken',
    });
  });

  test.each([16 * 60_000, -16 * 60_000])('made %i ms from now is refused', async (systemClockOffset) => {
    const other = client({ systemClockOffset });
    expect(await refusal(other.send(new ListObjectsV2Command({ Bucket: world.bucket })))).toEqual({
      code: 'RequestTimeTooSkewed',
      status: 403,
    });
  });

  test('for another region is refused with the right one', async () => {
    const scope = 'AWS4-HMAC-SHA256 Credential=';
    const { accessKeyId } = world.cloud;
    const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    const authorization = `${scope}${accessKeyId}/${date.slice(0, 8)}/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=00`;
    const headers = { authorization, 'x-amz-date': date, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    const answer = await sendRaw(world.cloud, { method: 'GET', path: '/', headers });
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.body).toContain('<Code>AuthorizationHeaderMalformed</Code>');
    expect(answer.body).toContain('<Region>us-east-1</Region>');
  });

  test('does not cover a header that was added on the way', async () => {
    const { host } = new URL(world.cloud.s3Endpoint);
    const target = await presignedTarget(world.cloud, { method: 'PUT', path: '/world/added' }, { expiresIn: 60 });
    const headers = { host, 'x-amz-meta-added': 'later' };
    const answer = await sendRaw(world.cloud, { method: 'PUT', path: '', target, headers, body: 'bytes' });
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('<HeadersNotSigned>x-amz-meta-added</HeadersNotSigned>');
  });

  test('without any of it is access denied, and says which request it was', async () => {
    const answer = await sendRaw(world.cloud, { method: 'GET', path: '/world/there é.txt' });
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('<Code>AccessDenied</Code>');
    expect(answer.headers['x-amz-request-id']).toMatch(/^[0-9A-F]{16}$/);
  });

  test('that is no signature at all is malformed', async () => {
    const answer = await sendRaw(world.cloud, { method: 'GET', path: '/', headers: { authorization: 'Basic eDp5' } });
    expect(answer.body).toContain('<Code>AuthorizationHeaderMalformed</Code>');
  });

  test('is taken for a call that no SDK sends', async () => {
    expect(await signedCall(world.cloud, { method: 'GET', path: '/' })).toMatchObject({ status: 200 });
  });
});

describe('a presigned URL', () => {
  const get = { method: 'GET', path: '/world/there é.txt' };

  test('opens its object', async () => {
    const target = await presignedTarget(world.cloud, get, { expiresIn: 60 });
    expect(await sendRaw(world.cloud, { ...get, target })).toMatchObject({ status: 200, body: 'there' });
  });

  test('takes an object in, with its type', async () => {
    const { cloud, s3, bucket } = world;
    const target = await presignedTarget(cloud, { method: 'PUT', path: '/world/in' }, { expiresIn: 60 });
    const headers = { 'content-type': 'text/plain' };
    expect(await sendRaw(cloud, { method: 'PUT', path: '', target, headers, body: 'in' })).toMatchObject({
      status: 200,
    });
    const stored = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'in' }));
    expect(stored.ContentType).toBe('text/plain');
    expect(await stored.Body?.transformToString()).toBe('in');
  });

  test('does not open another object, nor answer another method', async () => {
    const target = await presignedTarget(world.cloud, get, { expiresIn: 60 });
    const other = target.replace('there', 'where');
    expect(await sendRaw(world.cloud, { ...get, target: other })).toMatchObject({ status: 403 });
    expect(await sendRaw(world.cloud, { ...get, target, method: 'DELETE' })).toMatchObject({ status: 403 });
  });

  test('ends', async () => {
    const signingDate = new Date(Date.now() - 120_000);
    const target = await presignedTarget(world.cloud, get, { expiresIn: 60, signingDate });
    const answer = await sendRaw(world.cloud, { ...get, target });
    expect(answer).toMatchObject({ status: 403, body: expect.stringContaining('Request has expired') });
  });

  test('cannot be made to last longer than it was signed for', async () => {
    const signingDate = new Date(Date.now() - 120_000);
    const target = await presignedTarget(world.cloud, get, { expiresIn: 60, signingDate });
    const longer = target.replace('X-Amz-Expires=60', 'X-Amz-Expires=600');
    expect(await sendRaw(world.cloud, { ...get, target: longer })).toMatchObject({
      status: 403,
      body: expect.stringContaining('SignatureDoesNotMatch'),
    });
  });
});

function client(changes: Parameters<typeof clientOf>[1]) {
  const made = clientOf(world.cloud, changes);
  onTestFinished(() => made.destroy());
  return made;
}
