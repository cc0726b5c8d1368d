/** @file The policy covers exactly what the code sends: actions derived from the commands in it; and it holds on Ceph. */
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBucket } from '../../../electron/cloud/s3-create-bucket.ts';
import { statementsFor } from '../../../electron/library/own-cloud/rights.ts';
import { PolicyRequest } from '../../../shared/policy.ts';
import { Profile } from '../../../shared/profile.ts';
import { cephServers } from '../../durability/ceph-servers.ts';
import type { Servers } from '../../durability/cloud-under-test.ts';
import { radosGateway, radosGatewayIsHere } from '../../fixtures/rados-gateway.ts';
import { shipped, textOf } from '../../meta/source-tree.ts';
import { ownCloudOn, signal } from './own-cloud-world.ts';

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html and list_amazondynamodb.html */
const needed: Readonly<Record<string, readonly string[]>> = {
  AbortMultipartUpload: ['s3:AbortMultipartUpload'],
  CompleteMultipartUpload: ['s3:PutObject'],
  CreateBucket: ['s3:CreateBucket'],
  CreateMultipartUpload: ['s3:PutObject'],
  DeleteBucket: ['s3:DeleteBucket'],
  DeleteObject: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
  DeleteObjects: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
  GetBucketAcl: ['s3:GetBucketAcl'],
  GetBucketCors: ['s3:GetBucketCORS'],
  GetBucketEncryption: ['s3:GetEncryptionConfiguration'],
  GetBucketLifecycleConfiguration: ['s3:GetLifecycleConfiguration'],
  GetBucketOwnershipControls: ['s3:GetBucketOwnershipControls'],
  GetBucketPolicyStatus: ['s3:GetBucketPolicyStatus'],
  GetBucketTagging: ['s3:GetBucketTagging'],
  GetBucketVersioning: ['s3:GetBucketVersioning'],
  GetObject: ['s3:GetObject'],
  GetPublicAccessBlock: ['s3:GetBucketPublicAccessBlock'],
  HeadBucket: ['s3:ListBucket'],
  HeadObject: ['s3:GetObject'],
  ListMultipartUploads: ['s3:ListBucketMultipartUploads'],
  ListObjectVersions: ['s3:ListBucketVersions'],
  ListObjectsV2: ['s3:ListBucket'],
  ListParts: ['s3:ListMultipartUploadParts'],
  PutBucketCors: ['s3:PutBucketCORS'],
  PutBucketEncryption: ['s3:PutEncryptionConfiguration'],
  PutBucketLifecycleConfiguration: ['s3:PutLifecycleConfiguration'],
  PutBucketOwnershipControls: ['s3:PutBucketOwnershipControls'],
  PutBucketTagging: ['s3:PutBucketTagging'],
  PutBucketVersioning: ['s3:PutBucketVersioning'],
  PutObject: ['s3:PutObject'],
  PutPublicAccessBlock: ['s3:PutBucketPublicAccessBlock'],
  UploadPart: ['s3:PutObject'],
  CreateTable: ['dynamodb:CreateTable'],
  Delete: ['dynamodb:DeleteItem'],
  DeleteTable: ['dynamodb:DeleteTable'],
  DescribeContinuousBackups: ['dynamodb:DescribeContinuousBackups'],
  DescribeTable: ['dynamodb:DescribeTable'],
  Get: ['dynamodb:GetItem'],
  ListTagsOfResource: ['dynamodb:ListTagsOfResource'],
  Put: ['dynamodb:PutItem'],
  Query: ['dynamodb:Query'],
  Scan: ['dynamodb:Scan'],
  TagResource: ['dynamodb:TagResource'],
  Update: ['dynamodb:UpdateItem'],
  UpdateContinuousBackups: ['dynamodb:UpdateContinuousBackups'],
  UpdateTable: ['dynamodb:UpdateTable'],
};

/** What an owner does once in a while: setting up, taking over what others made, cleaning up. */
const ownersFiles =
  /\/(s3-(create-bucket|bucket-(steps|extras)|public-access-step|public-look|emptying|lifecycle-step)|dynamo-(create-table|table-(steps|changes)|emptying|items))\.ts$/;
const adapters = shipped.filter((path) => /^electron\/(?!cloud\/local).*\/(s3|dynamo)-[\w-]+\.ts$/.test(path));

function actionsOf(paths: readonly string[]): string[] {
  const commands = paths.flatMap((path) =>
    [...textOf(path).matchAll(/new (\w+)Command\(/g)].map(([, name = '']) => name),
  );
  const actions = commands.flatMap((name) => needed[name] ?? [`no action is known for ${name}`]);
  return [...new Set(actions)].sort();
}

const profile = Profile.parse({
  name: 'p',
  region: 'eu-west-1',
  bucket: 'photos',
  table: 'records',
  userId: 'me',
  credentials: { kind: 'aws-chain' },
});

function granted(of: Profile, request: Partial<PolicyRequest>): string[] {
  const statements = statementsFor(of, PolicyRequest.parse(request), '111122223333');
  return [...new Set(statements.flatMap(({ Action }) => Action))].sort();
}

describe('what is granted', () => {
  const byImage = { ...profile, recordKey: 'id' };

  test('is what the day by day sends, no more and no less', () => {
    expect(granted(byImage, { variant: 'full' })).toEqual(
      actionsOf(adapters.filter((path) => !ownersFiles.test(path))),
    );
    expect(granted(profile, { variant: 'full' })).toEqual(
      granted(byImage, { variant: 'full' }).filter((one) => one !== 'dynamodb:Scan'),
    );
  });

  test('is for the owner everything that is ever sent', () => {
    // Clean-up asks of earlier versions too who sent them.
    const everything = [...actionsOf(adapters), 's3:GetObjectVersion'].sort();
    expect(granted(profile, { variant: 'owner' })).toEqual(everything);
  });

  test('changes nothing for those who read, and removes nothing for those who upload', () => {
    expect(granted(profile, { variant: 'read-only' })).toEqual([
      'dynamodb:DescribeTable',
      'dynamodb:GetItem',
      'dynamodb:Query',
      's3:GetObject',
      's3:ListBucket',
      's3:ListBucketVersions',
    ]);
    const uploads = statementsFor(profile, PolicyRequest.parse({ variant: 'upload-only' }), '1').filter(
      ({ Sid }) => Sid !== 'Canary',
    );
    expect(uploads.flatMap(({ Action }) => Action).filter((action) => action.includes('Delete'))).toEqual([]);
  });

  test('ends at the prefixes, the user, the indexes and the key of the profile', () => {
    const kmsKey = 'arn:aws:kms:eu-west-1:111122223333:key/abc';
    const statements = statementsFor(
      profile,
      PolicyRequest.parse({ kmsKey, networks: ['203.0.113.0/24'] }),
      '111122223333',
    );
    const of = (sid: string) => statements.find(({ Sid }) => Sid === sid);
    expect(of('Objects')?.Resource).toEqual([
      'arn:aws:s3:::photos/originals/*',
      'arn:aws:s3:::photos/renditions/*',
      'arn:aws:s3:::photos/cloudroll-check/*',
      'arn:aws:s3:::photos/incoming/*',
    ]);
    expect(of('Records')).toMatchObject({
      Resource: [
        'arn:aws:dynamodb:eu-west-1:111122223333:table/records',
        'arn:aws:dynamodb:eu-west-1:111122223333:table/records/index/*',
      ],
      Condition: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['me', 'claims/*'] },
        IpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] },
      },
    });
    expect(of('KeyOfObjects')).toMatchObject({
      Resource: [kmsKey],
      Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
    });
  });

  test('whoever only reads makes no claims', () => {
    const records = statementsFor(profile, PolicyRequest.parse({ variant: 'read-only' }), '1').find(
      ({ Sid }) => Sid === 'Records',
    );
    expect(records?.Condition).toEqual({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['me'] } });
  });

  test('is to publish counters, in our namespace alone, only where that is on', () => {
    for (const variant of ['full', 'upload-only', 'owner'] as const) {
      expect(granted(profile, { variant })).not.toContain('cloudwatch:PutMetricData');
      const request = PolicyRequest.parse({ variant, metrics: true, networks: ['203.0.113.0/24'] });
      expect(statementsFor(profile, request, '1').find(({ Sid }) => Sid === 'Metrics')).toMatchObject({
        Action: ['cloudwatch:PutMetricData'],
        Condition: {
          StringEquals: { 'cloudwatch:namespace': 'Cloudroll' },
          IpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] },
        },
      });
    }
    expect(granted(profile, { variant: 'read-only', metrics: true })).toEqual(
      granted(profile, { variant: 'read-only' }),
    );
  });

  test('a prefix or a user with a letter that policies read otherwise means only itself', () => {
    const odd = { ...profile, originalKey: 'a*b/{hash}.{ext}', userId: 'me$' };
    const text = JSON.stringify(statementsFor(odd, PolicyRequest.parse({}), '111122223333'));
    expect(text).toContain(`photos/a\${*}b/*`);
    expect(text).toContain(`me\${$}`);
  });
});

describe.skipIf(!radosGatewayIsHere)('on Ceph', () => {
  let servers: Servers & { readonly close: () => Promise<void> };
  beforeAll(async () => {
    servers = await cephServers(await radosGateway());
  });
  afterAll(() => servers.close());

  /** The owner's bucket, and a second user whom the policy lets in. */
  async function lettingIn(variant: PolicyRequest['variant']) {
    const { otherUser } = await radosGateway();
    const owner = ownCloudOn(servers, { table: undefined });
    const { bucket: Bucket } = owner.profile;
    await createBucket(owner.s3, Bucket, signal);
    for (const Key of ['originals/theirs.jpg', 'private/diary.txt'])
      await owner.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    const Statement = statementsFor(owner.profile, PolicyRequest.parse({ variant }), '').map((one) => ({
      ...one,
      Principal: { AWS: ['arn:aws:iam:::user/stranger'] },
    }));
    await owner.s3.send(
      new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }),
    );
    const { s3 } = ownCloudOn({ ...servers, ...otherUser }, { bucket: Bucket, table: undefined });
    return {
      put: (Key: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'y' })),
      get: (Key: string) => s3.send(new GetObjectCommand({ Bucket, Key })),
      remove: (Key: string) => s3.send(new DeleteObjectCommand({ Bucket, Key })),
      versions: (Prefix: string) => s3.send(new ListObjectVersionsCommand({ Bucket, Prefix })),
    };
  }
  const denied = { name: 'AccessDenied' };

  test('a second user reads, writes and removes inside of the prefixes, and nothing outside', async () => {
    const { put, get, remove, versions } = await lettingIn('full');
    await put('originals/a.jpg');
    await get('originals/theirs.jpg');
    await remove('originals/a.jpg');
    await versions('originals/');
    await expect(get('originals/missing.jpg')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(put('private/a.txt')).rejects.toMatchObject(denied);
    await expect(get('private/diary.txt')).rejects.toMatchObject(denied);
    await expect(remove('private/diary.txt')).rejects.toMatchObject(denied);
    await expect(versions('private/')).rejects.toMatchObject(denied);
  });

  test('who may only read writes nothing, and who may only upload removes nothing', async () => {
    const reads = await lettingIn('read-only');
    await reads.get('originals/theirs.jpg');
    await expect(reads.put('originals/a.jpg')).rejects.toMatchObject(denied);
    await expect(reads.remove('originals/theirs.jpg')).rejects.toMatchObject(denied);
    const uploads = await lettingIn('upload-only');
    await uploads.put('originals/a.jpg');
    await expect(uploads.remove('originals/a.jpg')).rejects.toMatchObject(denied);
  });
});
