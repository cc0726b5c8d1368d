/** @file Setting up against answers as AWS documents them, for what only AWS has: encryption by KMS, ownership, recovery, protection. */
import { expect, onTestFinished, test } from 'vitest';
import { applySetUp, previewSetUp } from '../../electron/library/own-cloud/set-up.ts';
import { SetUpWish } from '../../shared/set-up.ts';
import { type RecordedAws, recordedAws } from '../fixtures/recorded-aws.ts';
import { gathered, ownCloudOn, signal } from '../library/own-cloud/own-cloud-world.ts';

const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const xml = (text: string) => ({ body: `<?xml version="1.0" encoding="UTF-8"?>${text}` });
const json = (value: unknown) => ({ body: JSON.stringify(value) });
const refused = (Code: string) => ({ status: 404, body: `<Error><Code>${Code}</Code><Message>none</Message></Error>` });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html and its neighbours: a bucket as AWS makes it. */
const newBucket = {
  'GET list-type': xml(
    '<ListBucketResult><Name>b</Name><KeyCount>0</KeyCount><MaxKeys>1</MaxKeys><IsTruncated>false</IsTruncated></ListBucketResult>',
  ),
  'GET publicAccessBlock': xml(
    '<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>',
  ),
  'GET ownershipControls': xml(
    '<OwnershipControls><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>',
  ),
  'GET versioning': xml('<VersioningConfiguration/>'),
  'GET encryption': xml(
    '<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>',
  ),
  'GET lifecycle': refused('NoSuchLifecycleConfiguration'),
};

const index = (IndexName: string, sort: string) => ({
  IndexName,
  IndexStatus: 'ACTIVE',
  KeySchema: [
    { AttributeName: 'user_id', KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ],
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
const table = {
  TableName: 't',
  TableStatus: 'ACTIVE',
  TableArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/t',
  AttributeDefinitions: ['user_id', 'image_id'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [
    { AttributeName: 'user_id', KeyType: 'HASH' },
    { AttributeName: 'image_id', KeyType: 'RANGE' },
  ],
  BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
  DeletionProtectionEnabled: false,
};

function cloudOn({ endpoint, close }: RecordedAws, withTable: boolean) {
  onTestFinished(close);
  const servers = { region: 'eu-west-1', s3Endpoint: endpoint, dynamodbEndpoint: endpoint };
  const keys = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };
  return ownCloudOn(
    { ...servers, ...keys },
    withTable ? { bucket: 'bbb', table: 'ttt' } : { bucket: 'bbb', table: undefined },
  );
}

test('a bucket as AWS makes it lacks only versions and the end of abandoned uploads', async () => {
  const aws = await recordedAws(newBucket);
  const steps = await previewSetUp(cloudOn(aws, false), SetUpWish.parse({}), signal);
  expect(Object.fromEntries(steps.map(({ deed, state }) => [deed, state]))).toEqual({
    bucket: 'present',
    'public-access-block': 'present',
    ownership: 'present',
    versioning: 'missing',
    encryption: 'present',
    lifecycle: 'missing',
  });
});

test('a key of one’s own is asked for, with a bucket key; DSSE-KMS goes without one', async () => {
  const aws = await recordedAws({ ...newBucket, 'PUT encryption': { body: '' } });
  const cloud = cloudOn(aws, false);
  const steps = [{ deed: 'encryption' as const, on: 'bbb' }];
  await gathered(applySetUp(cloud, SetUpWish.parse({ encryption: { kind: 'kms', key } }), steps, signal));
  await gathered(applySetUp(cloud, SetUpWish.parse({ encryption: { kind: 'dsse-kms', key } }), steps, signal));
  const [kms, dsse] = aws.asked.filter(({ call }) => call === 'PUT encryption').map(({ body }) => body);
  expect(kms).toContain(`<SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>${key}</KMSMasterKeyID>`);
  expect(kms).toContain('<BucketKeyEnabled>true</BucketKeyEnabled>');
  expect(dsse).toContain('<SSEAlgorithm>aws:kms:dsse</SSEAlgorithm>');
  expect(dsse).toContain('<BucketKeyEnabled>false</BucketKeyEnabled>');
});

test('a stronger encryption than the wished one stays', async () => {
  const kms = newBucket['GET encryption'].body.replace('AES256', 'aws:kms');
  const aws = await recordedAws({ ...newBucket, 'GET encryption': { body: kms } });
  const steps = await previewSetUp(cloudOn(aws, false), SetUpWish.parse({}), signal);
  expect(steps.find(({ deed }) => deed === 'encryption')).toMatchObject({ state: 'present', found: 'aws:kms' });
});

test('a missing right is told at its step, with its name, and the other steps are done', async () => {
  const denied = {
    status: 403,
    body: '<Error><Code>AccessDenied</Code><Message>User: arn:aws:iam::111122223333:user/me is not authorized to perform: s3:PutLifecycleConfiguration on resource: "arn:aws:s3:::bbb"</Message></Error>',
  };
  let versioning = '<VersioningConfiguration/>';
  const aws = await recordedAws({
    ...newBucket,
    'GET versioning': () => xml(versioning),
    'PUT versioning': () => {
      versioning = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>';
      return { body: '' };
    },
    'PUT lifecycle': denied,
  });
  const results = await gathered(applySetUp(cloudOn(aws, false), SetUpWish.parse({}), null, signal));
  expect(results.find(({ step }) => step.deed === 'versioning')).toMatchObject({ outcome: 'made' });
  expect(results.find(({ step }) => step.deed === 'lifecycle')).toMatchObject({
    outcome: 'failed',
    failure: { code: 'denied', action: 's3:PutLifecycleConfiguration' },
  });
});

test('a table that lacks indexes, recovery and protection gets them, one change at a time', async () => {
  let now: Record<string, unknown> = { ...table, GlobalSecondaryIndexes: [index('by_upload_time', 'upload_time')] };
  let status = 'DISABLED';
  let looks = 0;
  const aws = await recordedAws({
    ...newBucket,
    DescribeTable: () => {
      looks += 1;
      // Every change takes a while.
      return json({ Table: { ...now, TableStatus: looks % 3 === 0 ? 'UPDATING' : 'ACTIVE' } });
    },
    UpdateTable: () => {
      const { body } = aws.asked.at(-1) ?? { body: '{}' };
      const change: unknown = JSON.parse(body);
      now = changed(now, change);
      return json({ TableDescription: now });
    },
    DescribeContinuousBackups: () =>
      json({
        ContinuousBackupsDescription: {
          ContinuousBackupsStatus: 'ENABLED',
          PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: status },
        },
      }),
    UpdateContinuousBackups: () => {
      status = 'ENABLED';
      return json({});
    },
  });
  const results = await gathered(applySetUp(cloudOn(aws, true), SetUpWish.parse({}), null, signal));
  expect(
    Object.fromEntries(
      results.filter(({ step }) => step.on === 'ttt').map(({ step, outcome }) => [step.deed, outcome]),
    ),
  ).toEqual({
    table: 'present',
    indexes: 'mended',
    capacity: 'present',
    'table-encryption': 'present',
    'point-in-time-recovery': 'made',
    'deletion-protection': 'made',
  });
  const made = aws.asked.filter(({ call }) => call === 'UpdateTable').map(({ body }) => body);
  expect(made.filter((body) => body.includes('"Create"'))).toHaveLength(2);
});

function changed(now: Record<string, unknown>, change: unknown): Record<string, unknown> {
  if (JSON.stringify(change).includes('DeletionProtectionEnabled')) return { ...now, DeletionProtectionEnabled: true };
  const name = /"IndexName":"(\w+)"/.exec(JSON.stringify(change))?.[1] ?? '';
  const before = Array.isArray(now['GlobalSecondaryIndexes']) ? now['GlobalSecondaryIndexes'] : [];
  return { ...now, GlobalSecondaryIndexes: [...before, index(name, name.replace(/^by_/, ''))] };
}
