/** @file A bucket that is closed to the public, and takes its owner's objects all the same; runs in main and terminal. */
import { randomUUID } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetPublicAccessBlockCommand,
  type PublicAccessBlockConfiguration,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Failed } from '../foundation/failed.ts';
import { asking } from './aws-failure.ts';
import type { BucketTarget } from './s3-bucket-steps.ts';
import { removeVersions } from './s3-remove-versions.ts';
import { type Step, settingOf } from './set-up-step.ts';

type Block = Required<PublicAccessBlockConfiguration>;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
const allBlocked: Block = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** `BlockPublicAcls` keeps out of the bucket what `IgnorePublicAcls` makes void: with these three it is closed as well. */
const enough = ['IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const;

export function publicAccessStep({ client, bucket }: Pick<BucketTarget, 'client' | 'bucket'>): Step {
  return {
    deed: 'public-access-block',
    on: bucket,
    wished: spelled(allBlocked),
    look: async (signal) => {
      const setting = await settingOf(bucket, ['NoSuchPublicAccessBlockConfiguration'], async () => {
        const command = new GetPublicAccessBlockCommand({ Bucket: bucket });
        return (await client.send(command, { abortSignal: signal })).PublicAccessBlockConfiguration;
      });
      if (setting === 'unknown') return { state: 'not-offered', found: null };
      // Some servers tell of a block that nobody set as of one that blocks nothing.
      if (setting === 'none' || spelled(setting.is) === '') return { state: 'missing', found: null };
      const isClosed = enough.every((name) => setting.is[name] === true);
      return { state: isClosed ? 'present' : 'differs', found: spelled(setting.is) };
    },
    make: async (signal) => {
      const takesObjects = await canPut(client, bucket, signal);
      await block(client, bucket, allBlocked, signal);
      // Ceph 16 refuses every object, its owner's too, once it blocks public lists.
      if (takesObjects && !(await canPut(client, bucket, signal))) {
        await block(client, bucket, { ...allBlocked, BlockPublicAcls: false }, signal);
      }
    },
  };
}

function spelled(found: PublicAccessBlockConfiguration): string {
  return [...Object.keys(allBlocked)]
    .filter((name) => Object.entries(found).some(([is, on]) => is === name && on))
    .join(' ');
}

async function block(client: S3Client, Bucket: string, is: Block, signal: AbortSignal): Promise<void> {
  const command = new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: is });
  await asking(Bucket, () => client.send(command, { abortSignal: signal }));
}

/** With a canary of one byte, of which nothing stays behind. False when it is refused. */
async function canPut(client: S3Client, Bucket: string, signal: AbortSignal): Promise<boolean> {
  const Key = `cloudroll-check/${randomUUID()}-public`;
  try {
    const canary = new PutObjectCommand({ Bucket, Key, Body: Buffer.from([1]) });
    await asking(Bucket, () => client.send(canary, { abortSignal: signal }));
  } catch (error) {
    if (error instanceof Failed && error.failure.code === 'denied') return false;
    throw error;
  }
  await asking(Bucket, () => client.send(new DeleteObjectCommand({ Bucket, Key }), { abortSignal: signal }));
  await removeVersions(client, { bucket: Bucket, key: Key }, signal);
  return true;
}
