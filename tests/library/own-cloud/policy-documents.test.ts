/** @file The documents of a policy as a person gets them: what they hold, and that nothing of the account is made up. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { policyDocuments } from '../../../electron/library/own-cloud/policy-documents.ts';
import { PolicyDocuments, PolicyRequest } from '../../../shared/policy.ts';
import { Profile } from '../../../shared/profile.ts';

const profile = Profile.parse({
  name: 'my.photos',
  region: 'eu-west-2',
  bucket: 'photos',
  renditionsBucket: 'photos-small',
  table: 'records',
  userId: 'me',
  credentials: { kind: 'aws-chain' },
});
const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), DeletionPolicy: z.string().optional(), Properties: z.looseObject({}) }),
  ),
});

test('the lines for a shell make the policy that was saved and give it to a user', () => {
  const documents = PolicyDocuments.parse(policyDocuments(profile, PolicyRequest.parse({}), '111122223333'));
  expect(documents.commands.slice(0, 2)).toEqual([
    'aws iam create-policy --policy-name cloudroll-my-photos-full --policy-document file://cloudroll-my-photos-full.json',
    'aws iam attach-user-policy --user-name USER_NAME --policy-arn arn:aws:iam::111122223333:policy/cloudroll-my-photos-full',
  ]);
  expect(documents).toMatchObject({ file: 'cloudroll-my-photos-full.json', needsAccount: false });
  expect(documents.policy).toContain('arn:aws:dynamodb:eu-west-2:111122223333:table/records/index/*');
});

test('without an account it is left for the person to fill in', () => {
  const documents = policyDocuments(profile, PolicyRequest.parse({}), null);
  expect(documents.needsAccount).toBe(true);
  expect(documents.policy).toContain(':ACCOUNT_ID:table/records');
});

test('a policy fits into what IAM takes', () => {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: 6,144 characters without white space.
  const { policy } = policyDocuments(
    profile,
    PolicyRequest.parse({ variant: 'owner', networks: ['203.0.113.0/24'] }),
    null,
  );
  expect(policy.replaceAll(/\s/g, '').length).toBeLessThan(6144);
});

test('the template makes both buckets, table, policy and role, and keeps what is stored when the stack goes', () => {
  const { template } = policyDocuments(profile, PolicyRequest.parse({}), null);
  const { Resources } = Template.parse(JSON.parse(template));
  expect(Object.entries(Resources).map(([name, { Type, DeletionPolicy }]) => [name, Type, DeletionPolicy])).toEqual([
    ['Originals', 'AWS::S3::Bucket', 'Retain'],
    ['Renditions', 'AWS::S3::Bucket', 'Retain'],
    ['Records', 'AWS::DynamoDB::Table', 'Retain'],
    ['Policy', 'AWS::IAM::ManagedPolicy', undefined],
    ['Role', 'AWS::IAM::Role', undefined],
  ]);
  expect(template).not.toContain('ACCOUNT_ID');
  expect(template).toContain(`"Fn::Sub": "arn:aws:dynamodb:eu-west-2:\${AWS::AccountId}:table/records"`);
  expect(Resources['Records']?.Properties).toMatchObject({
    DeletionProtectionEnabled: true,
    BillingMode: 'PAY_PER_REQUEST',
  });
});

test('China has a partition and key service of its own', () => {
  const kmsKey = 'arn:aws-cn:kms:cn-north-1:111122223333:key/abc';
  const { policy } = policyDocuments(
    { ...profile, region: 'cn-north-1' },
    PolicyRequest.parse({ kmsKey }),
    '111122223333',
  );
  expect(policy).toContain('arn:aws-cn:s3:::photos/originals/*');
  expect(policy).toContain('s3.cn-north-1.amazonaws.com.cn');
});
