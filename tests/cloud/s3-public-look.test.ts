/** @file Whether everybody is let into a bucket, from the answers that AWS documents. */
import { expect, test } from 'vitest';
import { s3Client } from '../../electron/cloud/s3-client.ts';
import { publicByAcl, publicByPolicy } from '../../electron/cloud/s3-public-look.ts';
import { type RecordedAnswer, recordedServer, s3Error } from '../fixtures/recorded-server.ts';

const forever = new AbortController().signal;

async function client(answer: RecordedAnswer) {
  const { endpoint } = await recordedServer(() => answer);
  const keys = async () => ({ accessKeyId: 'a', secretAccessKey: 'b' });
  return s3Client({ region: 'us-east-1', s3Endpoint: endpoint, addressing: 'path' }, keys).client;
}

const xml = (body: string): RecordedAnswer => ({ status: 200, headers: { 'content-type': 'application/xml' }, body });
const grants = (...uris: readonly string[]): RecordedAnswer =>
  xml(
    `<AccessControlPolicy><Owner><ID>o</ID></Owner><AccessControlList>${uris
      .map(
        (uri) =>
          `<Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Group"><URI>${uri}</URI></Grantee><Permission>READ</Permission></Grant>`,
      )
      .join('')}</AccessControlList></AccessControlPolicy>`,
  );

test('a policy is public as the service judges it, and no policy lets nobody in', async () => {
  const isPublic = await client(xml('<PolicyStatus><IsPublic>TRUE</IsPublic></PolicyStatus>'));
  expect(await publicByPolicy(isPublic, 'photos', forever)).toEqual({ is: true });
  expect(await publicByPolicy(await client(s3Error(404, 'NoSuchBucketPolicy')), 'photos', forever)).toBe('none');
  await expect(publicByPolicy(await client(s3Error(403, 'AccessDenied')), 'photos', forever)).rejects.toMatchObject({
    failure: { code: 'denied' },
  });
});

test('a list is public that names everybody, or everybody with an account', async () => {
  const everybody = 'http://acs.amazonaws.com/groups/global/AllUsers';
  const signedIn = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';
  const logs = 'http://acs.amazonaws.com/groups/s3/LogDelivery';
  expect(await publicByAcl(await client(grants(everybody, logs)), 'photos', forever)).toEqual({ is: ['READ'] });
  expect(await publicByAcl(await client(grants(signedIn)), 'photos', forever)).toEqual({ is: ['READ'] });
  expect(await publicByAcl(await client(grants(logs)), 'photos', forever)).toEqual({ is: [] });
});
