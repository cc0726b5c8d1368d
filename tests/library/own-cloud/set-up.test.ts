/** @file Setting a bucket and a table up, and again, on the built-in cloud and on Ceph: what is right stays, what is not is mended. */
import {
  DeletePublicAccessBlockCommand,
  GetBucketLifecycleConfigurationCommand,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalCloud } from '../../../electron/cloud/local/start-local-cloud.ts';
import { createBucket } from '../../../electron/cloud/s3-create-bucket.ts';
import { applySetUp, previewSetUp } from '../../../electron/library/own-cloud/set-up.ts';
import { type SetUpDeed, SetUpWish } from '../../../shared/set-up.ts';
import { cephServers } from '../../durability/ceph-servers.ts';
import type { Servers } from '../../durability/cloud-under-test.ts';
import { localCloudWorld } from '../../fixtures/local-cloud-world.ts';
import { radosGateway, radosGatewayIsHere } from '../../fixtures/rados-gateway.ts';
import { gathered, ownCloudOn, signal } from './own-cloud-world.ts';

const plain = SetUpWish.parse({});
const full = SetUpWish.parse({
  tags: { project: 'photos' },
  uploadsFrom: ['https://photos.example'],
  coldOriginals: { storageClass: 'STANDARD_IA', afterDays: 30 },
});

function states(steps: readonly { readonly deed: SetUpDeed; readonly state: string }[]): Record<string, string> {
  return Object.fromEntries(steps.map(({ deed, state }) => [deed, state]));
}

function outcomes(results: Awaited<ReturnType<typeof applied>>): Record<string, string> {
  return Object.fromEntries(results.map(({ step, outcome }) => [step.deed, outcome]));
}

const applied = (cloud: ReturnType<typeof ownCloudOn>, wish: SetUpWish) =>
  gathered(applySetUp(cloud, wish, null, signal));

describe('on the built-in cloud', () => {
  let servers: LocalCloud;
  beforeAll(async () => {
    servers = await localCloudWorld();
  });
  afterAll(() => servers.close());

  test('a preview makes nothing', async () => {
    const cloud = ownCloudOn(servers);
    const before = states(await previewSetUp(cloud, plain, signal));
    expect(before).toMatchObject({
      bucket: 'missing',
      versioning: 'after-creation',
      table: 'missing',
      indexes: 'after-creation',
    });
    expect(states(await previewSetUp(cloud, plain, signal))).toEqual(before);
  });

  test('what this server does not know is not offered, and the rest is made', async () => {
    const cloud = ownCloudOn(servers);
    expect(outcomes(await applied(cloud, full))).toEqual({
      bucket: 'made',
      'public-access-block': 'not-offered',
      ownership: 'not-offered',
      versioning: 'made',
      encryption: 'not-offered',
      lifecycle: 'not-offered',
      cors: 'not-offered',
      'bucket-tags': 'not-offered',
      table: 'made',
      indexes: 'present',
      capacity: 'present',
      'table-encryption': 'present',
      'point-in-time-recovery': 'not-offered',
      'deletion-protection': 'not-offered',
      'table-tags': 'made',
    });
    const again = await applied(cloud, full);
    expect(again.filter(({ outcome }) => outcome !== 'present' && outcome !== 'not-offered')).toEqual([]);
    const Bucket = cloud.profile.bucket;
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'originals/one.png', Body: 'one' }));
    const { Versions, DeleteMarkers } = await cloud.s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect([...(Versions ?? []), ...(DeleteMarkers ?? [])].map(({ Key }) => Key)).toEqual(['originals/one.png']);
  });

  test('two buckets are both set up, and a profile without a table has no steps of one', async () => {
    const cloud = ownCloudOn(servers, {
      bucket: 'two-originals',
      renditionsBucket: 'two-renditions',
      table: undefined,
    });
    const results = await applied(cloud, plain);
    expect(results.filter(({ step }) => step.deed === 'bucket').map(({ step }) => step.on)).toEqual([
      'two-originals',
      'two-renditions',
    ]);
    expect(results.some(({ step }) => step.deed === 'table')).toBe(false);
  });

  test('only the steps that are named are done', async () => {
    const cloud = ownCloudOn(servers);
    const { bucket } = cloud.profile;
    const results = await gathered(applySetUp(cloud, plain, [{ deed: 'bucket', on: bucket }], signal));
    expect(outcomes(results)).toMatchObject({ bucket: 'made', versioning: 'left', table: 'left', indexes: 'left' });
    expect(states(await previewSetUp(cloud, plain, signal))).toMatchObject({
      bucket: 'present',
      versioning: 'missing',
      table: 'missing',
    });
  });

  test('a table under another key is left as it is', async () => {
    const cloud = ownCloudOn(servers);
    await applied(cloud, plain);
    const other = { ...cloud, profile: { ...cloud.profile, recordKey: 'id' } };
    const steps = await previewSetUp(other, plain, signal);
    expect(steps.find(({ deed }) => deed === 'table')).toMatchObject({
      state: 'cannot-mend',
      found: 'user_id image_id',
    });
    // Of what will not be made nothing is offered.
    expect(states(steps)).not.toHaveProperty('indexes');
    const results = await applied(other, plain);
    expect(outcomes(results)).toMatchObject({ table: 'left' });
    expect(outcomes(results)).not.toHaveProperty('indexes');
  });

  test('a provisioned table is made so, and pays for each request only when that is asked for by name', async () => {
    const cloud = ownCloudOn(servers);
    const provisioned = SetUpWish.parse({ capacity: { kind: 'provisioned', read: 3, write: 2 } });
    expect(outcomes(await applied(cloud, provisioned))).toMatchObject({ table: 'made', capacity: 'present' });
    expect(outcomes(await applied(cloud, plain))).toMatchObject({ table: 'present', capacity: 'left' });
    const named = [{ deed: 'capacity' as const, on: cloud.profile.table ?? '' }];
    const results = await gathered(applySetUp(cloud, plain, named, signal));
    expect(outcomes(results)).toMatchObject({ capacity: 'mended' });
  });

  test('keys that may do nothing are an error, not a list of steps', async () => {
    const cloud = ownCloudOn({ ...servers, secretAccessKey: 'wrong' });
    await expect(previewSetUp(cloud, plain, signal)).rejects.toMatchObject({ failure: { code: 'wrong-key' } });
  });
});

describe.skipIf(!radosGatewayIsHere)('on Ceph', () => {
  let servers: Servers & { readonly close: () => Promise<void> };
  beforeAll(async () => {
    servers = await cephServers(await radosGateway());
  });
  afterAll(() => servers.close());

  test('a new bucket is private, keeps versions, ends abandoned uploads, has its tags, and takes objects', async () => {
    const cloud = ownCloudOn(servers);
    expect(outcomes(await applied(cloud, full))).toMatchObject({
      bucket: 'made',
      'public-access-block': 'made',
      ownership: 'not-offered',
      versioning: 'made',
      lifecycle: 'made',
      cors: 'made',
      'bucket-tags': 'made',
    });
    const again = await applied(cloud, full);
    expect(again.filter(({ outcome }) => outcome !== 'present' && outcome !== 'not-offered')).toEqual([]);
  });

  test('what is not right is mended, and what others have set stays', async () => {
    const cloud = ownCloudOn(servers, { table: undefined });
    const Bucket = cloud.profile.bucket;
    await createBucket(cloud.s3, Bucket, signal);
    const Rules = [{ ID: 'theirs', Status: 'Enabled' as const, Filter: { Prefix: 'logs/' }, Expiration: { Days: 3 } }];
    await cloud.s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
    await cloud.s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: 'team', Value: 'red' }] } }));
    await applied(cloud, full);

    const { Rules: kept } = await cloud.s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(kept?.map(({ ID }) => ID).sort()).toEqual([
      'cloudroll-abandoned-uploads originals/',
      'cloudroll-abandoned-uploads renditions/',
      'cloudroll-cold-originals originals/',
      'theirs',
    ]);
    const tags = (await previewSetUp(cloud, full, signal)).find(({ deed }) => deed === 'bucket-tags');
    expect(tags?.found?.split(' ').sort()).toEqual(['project=photos', 'team=red']);

    await cloud.s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    expect(states(await previewSetUp(cloud, full, signal))).toMatchObject({
      'public-access-block': 'missing',
      lifecycle: 'present',
    });
    const sooner = SetUpWish.parse({ ...full, coldOriginals: { storageClass: 'STANDARD_IA', afterDays: 5 } });
    expect(outcomes(await applied(cloud, sooner))).toMatchObject({
      'public-access-block': 'made',
      lifecycle: 'mended',
      versioning: 'present',
    });
  });

  test("a stranger's bucket is told as such", async () => {
    const { otherUser } = await radosGateway();
    const theirs = ownCloudOn({ ...servers, ...otherUser }, { table: undefined });
    await createBucket(theirs.s3, theirs.profile.bucket, signal);
    const ours = ownCloudOn(servers, { bucket: theirs.profile.bucket, table: undefined });
    expect((await previewSetUp(ours, plain, signal))[0]).toMatchObject({
      state: 'unseen',
      failure: { code: 'denied' },
    });
    const made = outcomes(await applied(ours, plain));
    expect(made).toMatchObject({ bucket: 'failed' });
    expect(made).not.toHaveProperty('versioning');
  });
});
