/** @file A bucket that was there before: each weakness is told with what mends it, on the built-in cloud, Ceph and in AWS's shapes. */
import { DeletePublicAccessBlockCommand, PutBucketAclCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { createBucket } from '../../electron/cloud/s3-create-bucket.ts';
import { lookAtBuckets } from '../../electron/library/adopt-bucket.ts';
import { applySetUp } from '../../electron/library/own-cloud/set-up.ts';
import type { BucketLook } from '../../shared/adoption.ts';
import { SetUpWish } from '../../shared/set-up.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { radosGateway, radosGatewayIsHere } from '../fixtures/rados-gateway.ts';
import { recordedServer, type SeenRequest, s3Error } from '../fixtures/recorded-server.ts';
import { gathered, ownCloudOn, signal } from './own-cloud/own-cloud-world.ts';

const kinds = ({ weaknesses }: BucketLook) => weaknesses.map(({ kind }) => kind);

test('a bare bucket of the built-in cloud keeps no versions, and a set-up mends that', async () => {
  const servers = await localCloudWorld();
  const cloud = ownCloudOn(servers, { table: undefined });
  await expect(lookAtBuckets(cloud, signal)).rejects.toMatchObject({ failure: { code: 'no-bucket' } });
  await createBucket(cloud.s3, cloud.profile.bucket, signal);
  const look = await lookAtBuckets(cloud, signal);
  expect(look.weaknesses).toContainEqual({
    ...{ bucket: cloud.profile.bucket, kind: 'no-versioning', found: null, mend: 'versioning' },
  });
  expect(look.notOffered).toContain('public-access-block');
  await gathered(applySetUp(cloud, SetUpWish.parse({}), null, signal));
  expect(kinds(await lookAtBuckets(cloud, signal))).not.toContain('no-versioning');
  await servers.close();
});

describe.skipIf(!radosGatewayIsHere)('on Ceph', () => {
  test('a bucket that everybody may read is told, and one of somebody else is denied', async () => {
    const gateway = await radosGateway();
    const servers = { ...gateway, s3Endpoint: gateway.endpoint, dynamodbEndpoint: gateway.endpoint };
    const cloud = ownCloudOn(servers, { table: undefined });
    await createBucket(cloud.s3, cloud.profile.bucket, signal);
    await cloud.s3.send(new DeletePublicAccessBlockCommand({ Bucket: cloud.profile.bucket }));
    expect(kinds(await lookAtBuckets(cloud, signal))).not.toContain('public-by-acl');
    await cloud.s3.send(new PutBucketAclCommand({ Bucket: cloud.profile.bucket, ACL: 'public-read' }));
    expect((await lookAtBuckets(cloud, signal)).weaknesses).toContainEqual({
      ...{ bucket: cloud.profile.bucket, kind: 'public-by-acl', found: 'READ', mend: 'public-access-block' },
    });
    const stranger = ownCloudOn({ ...servers, ...gateway.otherUser }, { bucket: 'not-mine', table: undefined });
    await createBucket(cloud.s3, 'not-mine', signal);
    await expect(lookAtBuckets(stranger, signal)).rejects.toMatchObject({ failure: { code: 'denied' } });
  });
});

describe('in the shapes that AWS documents', () => {
  /** By the subresource that is asked for. */
  function answers(of: Readonly<Record<string, string | number>>) {
    return ({ path }: SeenRequest) => {
      const asked = [...new URL(path, 'http://h').searchParams.keys()].find((name) => name in of) ?? 'list-type';
      const answer = of[asked] ?? '<ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated></ListBucketResult>';
      if (typeof answer === 'number')
        return s3Error(answer, answer === 403 ? 'AccessDenied' : (names[asked] ?? 'None'));
      return { status: 200, headers: { 'content-type': 'application/xml' }, body: `<?xml version="1.0"?>${answer}` };
    };
  }
  const names: Readonly<Record<string, string>> = {
    publicAccessBlock: 'NoSuchPublicAccessBlockConfiguration',
    ownershipControls: 'OwnershipControlsNotFoundError',
    policyStatus: 'NoSuchBucketPolicy',
    encryption: 'ServerSideEncryptionConfigurationNotFoundError',
    lifecycle: 'NoSuchLifecycleConfiguration',
  };
  const grant = (uri: string) =>
    `<AccessControlPolicy><Owner><ID>o</ID></Owner><AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Group"><URI>${uri}</URI></Grantee><Permission>READ</Permission></Grant></AccessControlList></AccessControlPolicy>`;

  async function lookedAt(of: Readonly<Record<string, string | number>>): Promise<BucketLook> {
    const { endpoint } = await recordedServer(answers(of));
    const servers = { region: 'eu-west-1', s3Endpoint: endpoint, dynamodbEndpoint: endpoint };
    const keys = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };
    return lookAtBuckets(ownCloudOn({ ...servers, ...keys }, { bucket: 'bbb', table: undefined }), signal);
  }

  test('everything that can be weak at once', async () => {
    const look = await lookedAt({
      publicAccessBlock: 404,
      ownershipControls: 404,
      versioning: '<VersioningConfiguration/>',
      encryption: 404,
      lifecycle: 404,
      policyStatus: '<PolicyStatus><IsPublic>TRUE</IsPublic></PolicyStatus>',
      acl: grant('http://acs.amazonaws.com/groups/global/AllUsers'),
    });
    expect(look.weaknesses.map(({ kind, mend }) => [kind, mend])).toEqual([
      ['public-by-policy', 'public-access-block'],
      ['public-by-acl', 'public-access-block'],
      ['may-become-public', 'public-access-block'],
      ['objects-of-others', 'ownership'],
      ['no-versioning', 'versioning'],
      ['unencrypted', 'encryption'],
      ['parts-stay', 'lifecycle'],
    ]);
  });

  test('what the keys may not look at is said to be unseen, not weak and not well', async () => {
    const all = { publicAccessBlock: 403, ownershipControls: 403, encryption: 403, lifecycle: 403 };
    const look = await lookedAt({ ...all, versioning: 403, policyStatus: 403, acl: 403 });
    expect(look).toMatchObject({ weaknesses: [], notOffered: [] });
    expect(look.unseen).toEqual(['public-access-block', 'ownership', 'versioning', 'encryption', 'lifecycle']);
  });
});
