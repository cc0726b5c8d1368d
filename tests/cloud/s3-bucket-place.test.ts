/** @file Where a bucket is, from the answers that AWS documents for a bucket that was asked for in the wrong region. */
import { expect, test } from 'vitest';
import { bucketPlace } from '../../electron/cloud/s3-bucket-place.ts';
import { canList } from '../../electron/cloud/s3-can-list.ts';
import { s3Client } from '../../electron/cloud/s3-client.ts';
import { type RecordedAnswer, recordedServer, s3Error } from '../fixtures/recorded-server.ts';

const forever = new AbortController().signal;
const keys = async () => ({ accessKeyId: 'a', secretAccessKey: 'b' });
const inLondon = { 'x-amz-bucket-region': 'eu-west-2' };

async function client(answer: RecordedAnswer) {
  const { endpoint } = await recordedServer(() => answer);
  return s3Client({ region: 'us-east-1', s3Endpoint: endpoint, addressing: 'path' }, keys).client;
}

test.each([
  ['the region it was asked in', { status: 200, headers: inLondon }],
  ['a redirect', { status: 301, headers: inLondon }],
  ['a malformed header', { status: 400, headers: inLondon }],
  ['a refusal', { status: 403, headers: inLondon }],
])('is named with %s', async (_, answer) => {
  expect(await bucketPlace(await client(answer), 'photos', forever)).toBe('eu-west-2');
});

test('is not named by a store that names none, and not guessed', async () => {
  expect(await bucketPlace(await client({ status: 200 }), 'photos', forever)).toBeNull();
  expect(await bucketPlace(await client({ status: 403 }), 'photos', forever)).toBeNull();
});

test('a bucket that there is not is nowhere', async () => {
  await expect(bucketPlace(await client({ status: 404 }), 'photos', forever)).rejects.toMatchObject({
    failure: { code: 'no-bucket' },
  });
});

const wrongRegion = { code: 'wrong-region', retry: 'after-user-acts', scope: 'profile', region: 'eu-west-2' };

test('PermanentRedirect says where', async () => {
  const message = 'The bucket you are attempting to access must be addressed using the specified endpoint.';
  const more = '<Endpoint>photos.s3.eu-west-2.amazonaws.com</Endpoint><Bucket>photos</Bucket>';
  const answer = s3Error(301, 'PermanentRedirect', { message, more, headers: inLondon });
  await expect(canList(await client(answer), 'photos', forever)).rejects.toMatchObject({ failure: wrongRegion });
});

test('AuthorizationHeaderMalformed says where, in its body and in its words', async () => {
  const message = `The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-2'`;
  const withRegion = s3Error(400, 'AuthorizationHeaderMalformed', { message, more: '<Region>eu-west-2</Region>' });
  await expect(canList(await client(withRegion), 'photos', forever)).rejects.toMatchObject({ failure: wrongRegion });
  const inWords = s3Error(400, 'AuthorizationHeaderMalformed', { message });
  await expect(canList(await client(inWords), 'photos', forever)).rejects.toMatchObject({ failure: wrongRegion });
});

test('a refusal that names the missing permission hands it on', async () => {
  const message =
    'User: arn:aws:iam::123456789012:user/MaryMajor is not authorized to perform: s3:ListBucket on resource: ' +
    '"arn:aws:s3:::photos" because no identity-based policy allows the s3:ListBucket action';
  const answer = s3Error(403, 'AccessDenied', { message });
  await expect(canList(await client(answer), 'photos', forever)).rejects.toMatchObject({
    failure: { code: 'denied', action: 's3:ListBucket' },
  });
});
