/** @file What the local S3 does with buckets. */
import { z } from 'zod';
import { bodyHeaders } from './checked-body.ts';
import { readXml, xmlObject } from './fast-xml-reader.ts';
import type { S3Call, S3Operation, S3Store } from './s3-operation.ts';
import { S3Refusal } from './s3-refusal.ts';
import { isoTime, s3Document, xmlElement, xmlParent } from './s3-xml.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketName = /^(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

const BucketConfiguration = xmlObject({
  CreateBucketConfiguration: z.union([z.literal(''), xmlObject({ LocationConstraint: z.string().optional() })]),
});
const VersioningConfiguration = xmlObject({
  VersioningConfiguration: xmlObject({ Status: z.enum(['Enabled', 'Suspended']) }),
});

export const bucketOperations: readonly S3Operation[] = [
  { name: 'ListBuckets', method: 'GET', target: 'service', run: listBuckets },
  { name: 'CreateBucket', method: 'PUT', target: 'bucket', headers: bodyHeaders, hasBody: true, run: createBucket },
  {
    name: 'HeadBucket',
    method: 'HEAD',
    target: 'bucket',
    run: (call, store) => {
      store.buckets.expect(call.bucket);
      return { headers: { 'x-amz-bucket-region': store.region } };
    },
  },
  {
    name: 'DeleteBucket',
    method: 'DELETE',
    target: 'bucket',
    run: (call, store) => {
      store.buckets.remove(call.bucket);
      return { status: 204 };
    },
  },
  {
    name: 'GetBucketLocation',
    method: 'GET',
    target: 'bucket',
    marks: [['location']],
    run: (call, store) => {
      store.buckets.expect(call.bucket);
      // AWS's name for us-east-1 is nothing at all.
      return { body: s3Document('LocationConstraint', []) };
    },
  },
  { name: 'GetBucketVersioning', method: 'GET', target: 'bucket', marks: [['versioning']], run: getVersioning },
  {
    name: 'PutBucketVersioning',
    method: 'PUT',
    target: 'bucket',
    marks: [['versioning']],
    headers: bodyHeaders,
    hasBody: true,
    run: putVersioning,
  },
];

function listBuckets(_call: S3Call, store: S3Store) {
  const buckets = store.buckets
    .all()
    .map(({ name, createdAt }) =>
      xmlParent('Bucket', [xmlElement('Name', name), xmlElement('CreationDate', isoTime(createdAt))]),
    );
  const owner = xmlParent('Owner', [xmlElement('ID', 'local-cloud')]);
  return { body: s3Document('ListAllMyBucketsResult', [owner, xmlParent('Buckets', buckets)]) };
}

async function createBucket(call: S3Call, store: S3Store) {
  if (!bucketName.test(call.bucket)) throw new S3Refusal('InvalidBucketName', { fields: { BucketName: call.bucket } });
  const hasBody = (call.headers.get('content-length') ?? '0') !== '0';
  const document = hasBody ? await readXml(call, BucketConfiguration) : null;
  const configuration = document?.CreateBucketConfiguration;
  const place = typeof configuration === 'object' ? (configuration.LocationConstraint ?? store.region) : store.region;
  if (place !== store.region) {
    throw new S3Refusal('InvalidArgument', { message: `This cloud has one region, ${store.region}.` });
  }
  store.buckets.create({ name: call.bucket, createdAt: store.clock.now() });
  return { headers: { location: `/${call.bucket}` } };
}

function getVersioning(call: S3Call, store: S3Store) {
  const versioning = store.buckets.versioningOf(call.bucket);
  const status = versioning === 'Off' ? undefined : versioning;
  return { body: s3Document('VersioningConfiguration', [xmlElement('Status', status)]) };
}

async function putVersioning(call: S3Call, store: S3Store) {
  const document = await readXml(call, VersioningConfiguration);
  if (document === null) throw new S3Refusal('MalformedXML');
  store.buckets.setVersioning(call.bucket, document.VersioningConfiguration.Status);
  return {};
}
