/** @file Bucket, table, policy and role as a template for CloudFormation, as set-up would make them; pure. */
import type { PolicyRequest } from '../../../shared/policy.ts';
import type { Profile } from '../../../shared/profile.ts';
import { indexKeys } from '../../cloud/dynamo-create-table.ts';
import { areasOf } from '../verify/survey-buckets.ts';
import { type Statement, unknownAccount } from './rights.ts';

/** What is stored outlives the stack. */
const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' } as const;

type Resource = { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> };

export function stackTemplate(profile: Profile, request: PolicyRequest, statements: readonly Statement[]): unknown {
  const { bucket, renditionsBucket = bucket, table } = profile;
  const resources: Record<string, Resource> = {
    Originals: bucketResource(profile, bucket, request.kmsKey),
    ...(renditionsBucket === bucket ? {} : { Renditions: bucketResource(profile, renditionsBucket, request.kmsKey) }),
    ...(table === undefined || profile.recordKey !== undefined
      ? {}
      : { Records: tableResource(table, request.kmsKey) }),
    Policy: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        Description: `Cloudroll, profile ${profile.name}: ${request.variant}`,
        PolicyDocument: { Version: '2012-10-17', Statement: statements.map(withAccount) },
      },
    },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              // Whoever in the account is allowed to assume it, by a policy of their own.
              Principal: { AWS: { 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root` } },
              Action: 'sts:AssumeRole',
            },
          ],
        },
        ManagedPolicyArns: [{ Ref: 'Policy' }],
      },
    },
  };
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `What Cloudroll needs for profile ${profile.name}`,
    Resources: resources,
    Outputs: {
      PolicyArn: { Value: { Ref: 'Policy' } },
      RoleArn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } },
    },
  };
}

function bucketResource(profile: Profile, bucket: string, kmsKey: string | undefined): Resource {
  const prefixes = areasOf(profile)
    .filter((area) => area.bucket === bucket)
    .map(({ prefix }) => prefix);
  return {
    Type: 'AWS::S3::Bucket',
    ...kept,
    Properties: {
      BucketName: bucket,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          kmsKey === undefined
            ? { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }
            : {
                BucketKeyEnabled: true,
                ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: kmsKey },
              },
        ],
      },
      LifecycleConfiguration: {
        Rules: prefixes.map((prefix) => ({
          Id: `cloudroll-abandoned-uploads${prefix === '' ? '' : ` ${prefix}`}`,
          Status: 'Enabled',
          Prefix: prefix,
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
        })),
      },
    },
  };
}

function tableResource(table: string, kmsKey: string | undefined): Resource {
  const names = new Set([...indexKeys.values()].flatMap((key) => key.map(({ AttributeName = '' }) => AttributeName)));
  return {
    Type: 'AWS::DynamoDB::Table',
    ...kept,
    Properties: {
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...names, 'image_id'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'user_id', KeyType: 'HASH' },
        { AttributeName: 'image_id', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [...indexKeys].map(([IndexName, KeySchema]) => ({
        IndexName,
        KeySchema,
        Projection: { ProjectionType: 'ALL' },
      })),
      ...(kmsKey === undefined
        ? {}
        : { SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: kmsKey } }),
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    },
  };
}

/** CloudFormation knows the account that it works in. */
function withAccount(statement: Statement): unknown {
  const Resource = statement.Resource.map((arn) =>
    arn.includes(`:${unknownAccount}:`)
      ? { 'Fn::Sub': arn.replace(`:${unknownAccount}:`, `:\${AWS::AccountId}:`) }
      : arn,
  );
  return { ...statement, Resource };
}
