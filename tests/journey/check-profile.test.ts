/** @file The permission test against the built-in cloud and Ceph, and in the shapes that only AWS answers: word for word. */
import { randomUUID } from 'node:crypto';
import { ListObjectVersionsCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynamoClient } from '../../electron/cloud/dynamo-client.ts';
import { createRecordTable } from '../../electron/cloud/dynamo-create-table.ts';
import type { LocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { type ClientOptions, s3Client } from '../../electron/cloud/s3-client.ts';
import { createBucket } from '../../electron/cloud/s3-create-bucket.ts';
import { openClouds } from '../../electron/clouds.ts';
import { systemClock } from '../../electron/foundation/clock.ts';
import { checkProfile } from '../../electron/journey/check-profile.ts';
import { s3ObjectStore } from '../../electron/journey/upload/s3-object-store.ts';
import { memoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { resultWords } from '../../electron/terminal/check-words.ts';
import { Profile } from '../../shared/profile.ts';
import type { CheckResult } from '../../shared/profile-check.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { radosGateway, radosGatewayIsHere } from '../fixtures/rados-gateway.ts';
import { callerIdentity, dynamoError, recordedServer, type SeenRequest, s3Error } from '../fixtures/recorded-server.ts';
import { tableByKey } from '../fixtures/table-by-key.ts';

const forever = new AbortController().signal;
type Keys = { readonly accessKeyId: string; readonly secretAccessKey: string };

async function tested(profile: Profile, keys: Keys, options: ClientOptions = {}): Promise<CheckResult[]> {
  const environment = { AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey };
  const parts = { keychain: memoryKeychain(), environment, clock: systemClock };
  const clouds = openClouds(() => [profile], parts, options);
  const results: CheckResult[] = [];
  for await (const result of checkProfile(await clouds.open(profile.name), 'test', forever)) results.push(result);
  clouds.close();
  return results;
}

/** What the person reads of those that failed. */
function faults(results: readonly CheckResult[]): string[] {
  return results.filter(({ outcome }) => outcome === 'failed').map(resultWords);
}

function outcomes(results: readonly CheckResult[]): Record<string, string> {
  return Object.fromEntries(results.map(({ check, outcome }) => [check, outcome]));
}

async function keysLeft(profile: Profile, keys: Keys): Promise<string[]> {
  const { client, close } = s3Client(profile, async () => keys);
  const left: string[] = [];
  for await (const { key } of s3ObjectStore(client).list(profile.bucket, '', forever)) left.push(key);
  for await (const { key } of s3ObjectStore(client).listOpenUploads(profile.bucket, '', forever)) left.push(key);
  close();
  return left;
}

describe('on the built-in cloud', () => {
  let cloud: LocalCloud;
  beforeAll(async () => {
    cloud = await localCloudWorld();
  });
  afterAll(() => cloud.close());

  async function profileOn(more: Partial<Profile> = {}): Promise<Profile> {
    const name = `check-${randomUUID().slice(0, 8)}`;
    const profile = Profile.parse({
      ...{ name: 'p', region: cloud.region, addressing: 'path', bucket: name, table: name, userId: 'me' },
      ...{ s3Endpoint: cloud.s3Endpoint, dynamodbEndpoint: cloud.dynamodbEndpoint },
      credentials: { kind: 'aws-chain' },
      ...more,
    });
    const s3 = s3Client(profile, async () => cloud);
    await createBucket(s3.client, name, forever);
    s3.close();
    const dynamo = dynamoClient(profile, async () => cloud);
    await createRecordTable(dynamo.client, name, forever);
    dynamo.close();
    return profile;
  }

  test('everything passes, but for the token service that it has not, and nothing stays behind', async () => {
    const profile = await profileOn();
    const results = await tested(profile, cloud);
    expect(faults(results)).toEqual([]);
    expect(outcomes(results)).toMatchObject({
      'who-am-i': 'not-offered',
      'refuse-second-put': 'passed',
      'describe-table': 'passed',
      'refuse-second-record': 'passed',
      'query-records': 'passed',
      'query-by-upload-time': 'passed',
      'query-by-captured-at': 'passed',
    });
    expect(await keysLeft(profile, cloud)).toEqual([]);
  });

  test('under versioning no version stays behind either', async () => {
    const profile = await profileOn();
    const s3 = s3Client(profile, async () => cloud);
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await s3.client.send(new PutBucketVersioningCommand({ Bucket: profile.bucket, VersioningConfiguration }));
    await tested(profile, cloud);
    const { Versions, DeleteMarkers } = await s3.client.send(new ListObjectVersionsCommand({ Bucket: profile.bucket }));
    expect([...(Versions ?? []), ...(DeleteMarkers ?? [])]).toEqual([]);
    s3.close();
  });

  test('a profile without a table is tested without one', async () => {
    const { table: _, ...profile } = await profileOn();
    const results = await tested(profile, cloud);
    expect(faults(results)).toEqual([]);
    expect(results.map(({ check }) => check).filter((check) => /record|table|query/.test(check))).toEqual([]);
  });

  test('a wrong secret', async () => {
    const profile = await profileOn();
    const results = await tested(profile, { accessKeyId: cloud.accessKeyId, secretAccessKey: 'wrong' });
    expect(faults(results)[0]).toBe(
      `✗ list the bucket (s3:ListBucket): ${profile.bucket} does not accept the key (SignatureDoesNotMatch). ` +
        'Check the access key and its secret: cloudroll profile add.',
    );
  });

  test('an unknown key', async () => {
    const profile = await profileOn();
    const results = await tested(profile, { accessKeyId: 'AKIANOBODYHASTHISKEY', secretAccessKey: 'any' });
    expect(faults(results)[0]).toBe(
      `✗ list the bucket (s3:ListBucket): ${profile.bucket} does not accept the key (InvalidAccessKeyId). ` +
        'Check the access key and its secret: cloudroll profile add.',
    );
  });

  test('a clock one hour off', async () => {
    const profile = await profileOn();
    const results = await tested(profile, cloud, { clockOffset: 3_600_000 });
    expect(faults(results)[0]).toBe(
      `✗ list the bucket (s3:ListBucket): ${profile.bucket} and this computer disagree about the time ` +
        "(RequestTimeTooSkewed). Set this computer's clock, then sync again.",
    );
  });

  test('a bucket and a table that there are not', async () => {
    const profile = { ...(await profileOn()), bucket: 'no-such-bucket', table: 'no-such-table' };
    const words = faults(await tested(profile, cloud));
    expect(words[0]).toBe(
      '✗ list the bucket (s3:ListBucket): no-such-bucket has no such bucket (NoSuchBucket). ' +
        'Create the bucket or correct its name in the profile.',
    );
    expect(words).toContain(
      '✗ ask for the table (dynamodb:DescribeTable): no-such-table has no such table (ResourceNotFoundException). ' +
        'Create the table or correct its name in the profile.',
    );
  });

  test('a missing index is done without, and that is said', async () => {
    const table = `bare-${randomUUID().slice(0, 8)}`;
    const profile = await profileOn({ table, recordKey: 'image_id' });
    const dynamo = dynamoClient(profile, async () => cloud);
    await tableByKey(dynamo.client, table, [['image_id', 'S']]);
    dynamo.close();
    const results = await tested(profile, cloud);
    expect(faults(results)).toEqual([]);
    const missing = results.find(({ check }) => check === 'query-by-upload-time');
    expect(missing === undefined ? '' : resultWords(missing)).toBe(
      '– find records by upload time (dynamodb:Query): the table has no such index; Cloudroll does without',
    );
  });

  test('a table with other keys than the profile knows', async () => {
    const profile = { ...(await profileOn()), recordKey: 'image_id' };
    expect(faults(await tested(profile, cloud))[0]).toBe(
      `✗ ask for the table (dynamodb:DescribeTable): ${profile.table} has other keys than Cloudroll writes ` +
        '(user_id, image_id). Take it over with cloudroll cloud adopt, or choose another table.',
    );
  });
});

describe.skipIf(!radosGatewayIsHere)('on Ceph', () => {
  async function profileOn(): Promise<{ profile: Profile; owner: Keys; stranger: Keys }> {
    const gateway = await radosGateway();
    const profile = Profile.parse({
      ...{ name: 'p', region: gateway.region, addressing: 'path', s3Endpoint: gateway.endpoint, userId: 'me' },
      bucket: `check-${randomUUID().slice(0, 8)}`,
      credentials: { kind: 'aws-chain' },
    });
    const s3 = s3Client(profile, async () => gateway);
    await createBucket(s3.client, profile.bucket, forever);
    s3.close();
    return { profile, owner: gateway, stranger: gateway.otherUser };
  }

  test('everything passes and nothing stays behind', async () => {
    const { profile, owner } = await profileOn();
    const results = await tested(profile, owner);
    expect(faults(results)).toEqual([]);
    expect(outcomes(results)).toMatchObject({ 'who-am-i': 'not-offered', 'refuse-second-put': 'passed' });
    expect(await keysLeft(profile, owner)).toEqual([]);
  });

  test('a wrong secret and an unknown key', async () => {
    const { profile, owner } = await profileOn();
    const wrongSecret = await tested(profile, { ...owner, secretAccessKey: 'wrong' });
    expect(faults(wrongSecret)[0]).toBe(
      `✗ list the bucket (s3:ListBucket): ${profile.bucket} does not accept the key (SignatureDoesNotMatch). ` +
        'Check the access key and its secret: cloudroll profile add.',
    );
    const unknown = await tested(profile, { accessKeyId: 'AKIANOBODYHASTHISKEY', secretAccessKey: 'any' });
    expect(faults(unknown)[0]).toContain('does not accept the key (InvalidAccessKeyId)');
  });

  test('a bucket of somebody else', async () => {
    const { profile, stranger } = await profileOn();
    const words = faults(await tested(profile, stranger));
    expect(words[0]).toBe(
      `✗ list the bucket (s3:ListBucket): ${profile.bucket} refuses this key (AccessDenied): ` +
        's3:ListBucket is missing, or the bucket belongs to somebody else.',
    );
    expect(words[1]).toContain("s3:PutObject is missing. Add it to the key's policy.");
  });
});

describe('in the shapes that only AWS answers', () => {
  const aws: Keys = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'the secret' };

  async function profileOf(answers: {
    s3?: (request: SeenRequest) => ReturnType<typeof s3Error>;
    dynamodb?: (request: SeenRequest) => ReturnType<typeof dynamoError>;
  }): Promise<Profile> {
    const sts = await recordedServer(() => callerIdentity('123456789012', 'jo'));
    const s3 = await recordedServer(answers.s3 ?? (() => s3Error(404, 'NoSuchBucket')));
    const noTable = () => dynamoError('com.amazonaws.dynamodb.v20120810#ResourceNotFoundException', 'not found');
    const dynamodb = await recordedServer(answers.dynamodb ?? noTable);
    return Profile.parse({
      ...{ name: 'p', region: 'us-east-1', addressing: 'path', bucket: 'photos', table: 'images', userId: 'me' },
      ...{ stsEndpoint: sts.endpoint, s3Endpoint: s3.endpoint, dynamodbEndpoint: dynamodb.endpoint },
      credentials: { kind: 'aws-chain' },
    });
  }

  function unauthorized(action: string): string {
    return (
      `User: arn:aws:iam::123456789012:user/jo is not authorized to perform: ${action} on resource: ` +
      `"arn:aws:s3:::photos" because no identity-based policy allows the ${action} action`
    );
  }

  test('the token service knows whose keys these are', async () => {
    expect((await tested(await profileOf({}), aws))[0]).toEqual({ check: 'who-am-i', outcome: 'passed' });
  });

  test('the permission that AWS names is the one that is told, not the one that was expected', async () => {
    const s3 = ({ method }: SeenRequest) =>
      method === 'PUT'
        ? s3Error(403, 'AccessDenied', { message: unauthorized('kms:GenerateDataKey') })
        : s3Error(403, 'AccessDenied', { message: unauthorized('s3:ListBucket') });
    const words = faults(await tested(await profileOf({ s3 }), aws));
    expect(words[0]).toBe(
      '✗ list the bucket (s3:ListBucket): photos refuses this key (AccessDenied): ' +
        "s3:ListBucket is missing. Add it to the key's policy.",
    );
    expect(words[1]).toMatch(/^✗ put an object \(s3:PutObject\): .* kms:GenerateDataKey is missing\./);
  });

  test('a bucket in another region', async () => {
    const s3 = () => s3Error(301, 'PermanentRedirect', { headers: { 'x-amz-bucket-region': 'eu-west-2' } });
    expect(faults(await tested(await profileOf({ s3 }), aws))[0]).toBe(
      '✗ list the bucket (s3:ListBucket): photos is in another region (PermanentRedirect): it is in eu-west-2. ' +
        "Switch with cloudroll profile region, or set AWS_REGION to the bucket's.",
    );
  });

  test('a table being made', async () => {
    const Table = {
      TableName: 'images',
      TableStatus: 'CREATING',
      KeySchema: [
        { AttributeName: 'user_id', KeyType: 'HASH' },
        { AttributeName: 'image_id', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: ['user_id', 'image_id'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    };
    const dynamodb = ({ headers }: SeenRequest) =>
      headers['x-amz-target']?.endsWith('DescribeTable') === true
        ? { status: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: JSON.stringify({ Table }) }
        : dynamoError('com.amazonaws.dynamodb.v20120810#ResourceNotFoundException', 'Requested resource not found');
    expect(faults(await tested(await profileOf({ dynamodb }), aws))).toContain(
      '✗ ask for the table (dynamodb:DescribeTable): images is still being made. Cloudroll waits and goes on by itself.',
    );
  });

  test('a right that the table asks for', async () => {
    const message =
      'User: arn:aws:iam::123456789012:user/jo is not authorized to perform: dynamodb:PutItem on resource: ' +
      'arn:aws:dynamodb:us-east-1:123456789012:table/images because no identity-based policy allows it';
    const dynamodb = () => dynamoError('com.amazon.coral.service#AccessDeniedException', message);
    expect(faults(await tested(await profileOf({ dynamodb }), aws))).toContain(
      '✗ put a record (dynamodb:PutItem): images refuses this key (AccessDeniedException): ' +
        "dynamodb:PutItem is missing. Add it to the key's policy.",
    );
  });
});
