/** @file The least rights for exactly one profile's buckets, prefixes, table and key, as statements of an IAM policy; pure. */
import type { PolicyRequest } from '../../../shared/policy.ts';
import type { Profile } from '../../../shared/profile.ts';
import { metricsNamespace } from '../../cloud/metrics-namespace.ts';
import { claimPartitions } from '../../journey/record/claim.ts';
import { areasOf } from '../verify/survey-buckets.ts';

type Variant = PolicyRequest['variant'];

export type Statement = {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
};

/** Stands in a document where nobody could be asked for the account. */
export const unknownAccount = 'ACCOUNT_ID';

/** Where the test of rights puts its canary, and where photos that were asked for arrive (request/incoming-keys.ts). */
const checkPrefix = 'cloudroll-check/';
const incomingPrefix = 'incoming/';

const carrying = ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'] as const;
const removing = ['s3:DeleteObject', 's3:DeleteObjectVersion'] as const;

/** HEAD needs the right to GET: S3 has none of its own for it, and carrying asks what is there already. */
const ofObjects: Readonly<Record<Variant, readonly string[]>> = {
  full: ['s3:GetObject', ...carrying, ...removing],
  'read-only': ['s3:GetObject'],
  'upload-only': ['s3:GetObject', ...carrying],
  // Clean-up asks earlier versions too who sent them.
  owner: ['s3:GetObject', 's3:GetObjectVersion', ...carrying, ...removing],
};

const settings = [
  ...['BucketPublicAccessBlock', 'BucketOwnershipControls', 'BucketVersioning', 'EncryptionConfiguration'],
  ...['LifecycleConfiguration', 'BucketCORS', 'BucketTagging'],
].flatMap((name) => [`s3:Get${name}`, `s3:Put${name}`]);
/** Whether strangers are let in; Cloudroll never sets either. */
const openness = ['s3:GetBucketPolicyStatus', 's3:GetBucketAcl'];

const ofItems: Readonly<Record<Variant, readonly string[]>> = {
  full: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:Query'],
  'read-only': ['dynamodb:GetItem', 'dynamodb:Query'],
  'upload-only': ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:Query'],
  owner: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:Query'],
};

const ofOwnTable = [
  ...['dynamodb:CreateTable', 'dynamodb:UpdateTable', 'dynamodb:DeleteTable', 'dynamodb:Scan', 'dynamodb:TagResource'],
  ...['dynamodb:ListTagsOfResource', 'dynamodb:DescribeContinuousBackups', 'dynamodb:UpdateContinuousBackups'],
];

/** Without a network that is asked from, the condition is left out. */
export function statementsFor(profile: Profile, request: PolicyRequest, account: string): Statement[] {
  const partition = partitionOf(profile.region);
  const statements = [
    ...bucketStatements(profile, request.variant, partition),
    ...tableStatements(profile, request.variant, partition, account),
    ...metricsStatements(request),
  ];
  const within = request.networks.length === 0 ? statements : statements.map((one) => from(one, request.networks));
  // The services use the key on the profile's behalf, from networks of their own.
  return [...within, ...keyStatements(profile, request)];
}

function bucketStatements(profile: Profile, variant: Variant, partition: string): Statement[] {
  const areas = areasOf(profile);
  const objects = areas.map(({ bucket, prefix }) => `arn:${partition}:s3:::${bucket}/${literal(prefix)}*`);
  const buckets = [...new Set([profile.bucket, profile.renditionsBucket ?? profile.bucket])];
  const arns = buckets.map((bucket) => `arn:${partition}:s3:::${bucket}`);
  const own = (prefix: string) => `arn:${partition}:s3:::${profile.bucket}/${prefix}*`;
  const besides = variant === 'full' || variant === 'owner' ? [own(checkPrefix), own(incomingPrefix)] : [];
  const prefixes = [...areas.map(({ prefix }) => literal(prefix)), checkPrefix, incomingPrefix].map((one) => `${one}*`);
  // Clean-up has to see what else is in the bucket, so as not to touch it.
  const seesAll = variant === 'owner' || areas.some(({ prefix }) => prefix === '');
  return [
    allow('Objects', ofObjects[variant], [...objects, ...besides]),
    ...(variant === 'upload-only'
      ? [allow('Canary', ['s3:GetObject', ...carrying, 's3:DeleteObject'], [own(checkPrefix)])]
      : []),
    // For the whole bucket: only to those who may list does S3 say that a key is not there, else it says "denied".
    allow(
      'Buckets',
      variant === 'read-only' ? ['s3:ListBucket'] : ['s3:ListBucket', 's3:ListBucketMultipartUploads'],
      arns,
    ),
    ...(variant === 'upload-only'
      ? []
      : [
          {
            ...allow('Versions', ['s3:ListBucketVersions'], arns),
            ...(seesAll ? {} : { Condition: { StringLike: { 's3:prefix': prefixes } } }),
          },
        ]),
    ...(variant === 'owner'
      ? [allow('BucketSettings', ['s3:CreateBucket', 's3:DeleteBucket', ...settings, ...openness], arns)]
      : []),
  ];
}

function tableStatements(profile: Profile, variant: Variant, partition: string, account: string): Statement[] {
  const { table, recordKey, userId } = profile;
  if (table === undefined) return [];
  const arn = `arn:${partition}:dynamodb:${profile.dynamodbRegion ?? profile.region}:${account}:table/${table}`;
  const both = [arn, `${arn}/index/*`];
  // A table by another key has no user to tell records apart, and is read whole.
  const items =
    recordKey === undefined
      ? {
          ...allow('Records', ofItems[variant], both),
          Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': leadingKeys(variant, userId) } },
        }
      : allow('Records', [...ofItems[variant], 'dynamodb:Scan'], both);
  return [
    items,
    allow('Table', ['dynamodb:DescribeTable'], [arn]),
    ...(variant === 'owner' ? [allow('TableSettings', ofOwnTable, both)] : []),
  ];
}

/** A user's records, and the claims that users make on images which several of them have; whoever only reads makes none. */
function leadingKeys(variant: Variant, userId: string): string[] {
  return variant === 'read-only' ? [literal(userId)] : [literal(userId), `${claimPartitions}*`];
}

/** CloudWatch knows no resources, only namespaces: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html */
function metricsStatements({ metrics, variant }: PolicyRequest): Statement[] {
  if (metrics !== true || variant === 'read-only') return [];
  const Condition = { StringEquals: { 'cloudwatch:namespace': metricsNamespace } };
  return [{ ...allow('Metrics', ['cloudwatch:PutMetricData'], ['*']), Condition }];
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html and UsingKMSEncryption.html of S3. */
function keyStatements(profile: Profile, { variant, kmsKey }: PolicyRequest): Statement[] {
  if (kmsKey === undefined) return [];
  const suffix = profile.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const through = (service: string, region: string) => ({
    StringEquals: { 'kms:ViaService': `${service}.${region}.${suffix}` },
  });
  const forObjects = variant === 'read-only' ? ['kms:Decrypt'] : ['kms:Decrypt', 'kms:GenerateDataKey'];
  const forRecords = [
    'kms:Encrypt',
    'kms:Decrypt',
    'kms:ReEncrypt*',
    'kms:GenerateDataKey*',
    'kms:DescribeKey',
    'kms:CreateGrant',
  ];
  const objects = { ...allow('KeyOfObjects', forObjects, [kmsKey]), Condition: through('s3', profile.region) };
  if (profile.table === undefined) return [objects];
  const region = profile.dynamodbRegion ?? profile.region;
  return [objects, { ...allow('KeyOfRecords', forRecords, [kmsKey]), Condition: through('dynamodb', region) }];
}

function allow(Sid: string, Action: readonly string[], Resource: readonly string[]): Statement {
  return { Sid, Effect: 'Allow', Action, Resource };
}

function from(statement: Statement, networks: readonly string[]): Statement {
  return { ...statement, Condition: { ...statement.Condition, IpAddress: { 'aws:SourceIp': networks } } };
}

/** In a policy these three mean something: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
function literal(text: string): string {
  return text.replaceAll(/[*?$]/g, (character) => `\${${character}}`);
}

/** China and the US government have clouds of their own. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
