/** @file What a bucket for images should be, one setting after another; runs in main and terminal. */
import {
  GetBucketEncryptionCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketVersioningCommand,
  type OwnershipControls,
  PutBucketEncryptionCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketVersioningCommand,
  type S3Client,
  type ServerSideEncryptionByDefault,
  type ServerSideEncryptionRule,
} from '@aws-sdk/client-s3';
import type { BucketEncryption, SetUpWish } from '../../shared/set-up.ts';
import { Failed } from '../foundation/failed.ts';
import { asking } from './aws-failure.ts';
import { corsStep, tagsStep } from './s3-bucket-extras.ts';
import { canList } from './s3-can-list.ts';
import { createBucket } from './s3-create-bucket.ts';
import { lifecycleStep } from './s3-lifecycle-step.ts';
import { publicAccessStep } from './s3-public-access-step.ts';
import { lookAt, type Setting, type Step, settingOf } from './set-up-step.ts';

export type BucketTarget = {
  readonly client: S3Client;
  readonly bucket: string;
  /** What the keys of this profile begin with. */
  readonly prefixes: readonly string[];
  /** What those of its originals begin with; null for a bucket of renditions. */
  readonly originals: string | null;
};

/** In the order in which they are to be made, that of the thing itself first; only what is wished. */
export function bucketSteps(target: BucketTarget, wish: SetUpWish): [Step, ...Step[]] {
  return [
    bucketStep(target),
    publicAccessStep(target),
    ownershipStep(target),
    ...(wish.versioning ? [versioningStep(target)] : []),
    encryptionStep(target, wish.encryption),
    lifecycleStep(target, wish),
    ...(wish.uploadsFrom.length > 0 && target.originals !== null ? [corsStep(target, wish.uploadsFrom)] : []),
    ...(Object.keys(wish.tags).length > 0 ? [tagsStep(target, wish.tags)] : []),
  ];
}

function bucketStep({ client, bucket }: BucketTarget): Step {
  return {
    deed: 'bucket',
    on: bucket,
    wished: bucket,
    look: async (signal) => {
      try {
        await canList(client, bucket, signal);
        return { state: 'present', found: bucket };
      } catch (error) {
        if (error instanceof Failed && error.failure.code === 'no-bucket') return { state: 'missing', found: null };
        throw error;
      }
    },
    make: (signal) => createBucket(client, bucket, signal),
  };
}

/** Without access control lists: whoever stores an object in it, it is the bucket's owner's. */
function ownershipStep({ client, bucket: Bucket }: BucketTarget): Step {
  const wished = 'BucketOwnerEnforced';
  return {
    deed: 'ownership',
    on: Bucket,
    wished,
    look: async (signal) => {
      const setting = await settingOf(Bucket, ['OwnershipControlsNotFoundError'], async () => {
        const command = new GetBucketOwnershipControlsCommand({ Bucket });
        return (await client.send(command, { abortSignal: signal })).OwnershipControls?.Rules?.[0]?.ObjectOwnership;
      });
      return lookAt(setting, (found) => found === wished, String);
    },
    make: async (signal) => {
      const OwnershipControls: OwnershipControls = { Rules: [{ ObjectOwnership: wished }] };
      const command = new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls });
      await asking(Bucket, () => client.send(command, { abortSignal: signal }));
    },
  };
}

function versioningStep({ client, bucket: Bucket }: BucketTarget): Step {
  return {
    deed: 'versioning',
    on: Bucket,
    wished: 'Enabled',
    look: async (signal) => {
      const command = new GetBucketVersioningCommand({ Bucket });
      // A bucket that never kept versions says nothing at all.
      const { Status } = await asking(Bucket, () => client.send(command, { abortSignal: signal }));
      return lookAt(Status === undefined ? 'none' : { is: Status }, (found) => found === 'Enabled', String);
    },
    make: async (signal) => {
      const VersioningConfiguration = { Status: 'Enabled' } as const;
      const command = new PutBucketVersioningCommand({ Bucket, VersioningConfiguration });
      await asking(Bucket, () => client.send(command, { abortSignal: signal }));
    },
  };
}

function encryptionStep({ client, bucket: Bucket }: BucketTarget, wish: BucketEncryption): Step {
  const wished = ruleOf(wish);
  return {
    deed: 'encryption',
    on: Bucket,
    wished: spelledRule(wished),
    look: async (signal) => {
      const setting: Setting<ServerSideEncryptionRule> = await settingOf(
        Bucket,
        ['ServerSideEncryptionConfigurationNotFoundError'],
        async () => {
          const command = new GetBucketEncryptionCommand({ Bucket });
          const answer = await client.send(command, { abortSignal: signal });
          return answer.ServerSideEncryptionConfiguration?.Rules?.[0];
        },
      );
      return lookAt(setting, (found) => isAtLeast(found, wished), spelledRule);
    },
    make: async (signal) => {
      const ServerSideEncryptionConfiguration = { Rules: [wished] };
      const command = new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration });
      await asking(Bucket, () => client.send(command, { abortSignal: signal }));
    },
  };
}

function ruleOf(wish: BucketEncryption): ServerSideEncryptionRule {
  if (wish.kind === 's3') return { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } };
  const algorithm = wish.kind === 'kms' ? 'aws:kms' : 'aws:kms:dsse';
  const byDefault: ServerSideEncryptionByDefault = {
    SSEAlgorithm: algorithm,
    ...(wish.key === undefined ? {} : { KMSMasterKeyID: wish.key }),
  };
  // A bucket key and DSSE-KMS do not go together.
  return { ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: wish.kind === 'kms' && wish.bucketKey };
}

const strength: readonly string[] = ['AES256', 'aws:kms', 'aws:kms:dsse'];

/** A stronger one than wished is left as it is; the same one has to have the key that was asked for. */
function isAtLeast(found: ServerSideEncryptionRule, wished: ServerSideEncryptionRule): boolean {
  const [has, wants] = [found.ApplyServerSideEncryptionByDefault, wished.ApplyServerSideEncryptionByDefault];
  const [hasStrength, wantsStrength] = [
    strength.indexOf(has?.SSEAlgorithm ?? ''),
    strength.indexOf(wants?.SSEAlgorithm ?? ''),
  ];
  if (hasStrength !== wantsStrength) return hasStrength > wantsStrength;
  const isSameKey = wants?.KMSMasterKeyID === undefined || wants.KMSMasterKeyID === has?.KMSMasterKeyID;
  return isSameKey && (wished.BucketKeyEnabled !== true || found.BucketKeyEnabled === true);
}

function spelledRule(rule: ServerSideEncryptionRule): string {
  const { SSEAlgorithm, KMSMasterKeyID } = rule.ApplyServerSideEncryptionByDefault ?? {};
  const words = [SSEAlgorithm, KMSMasterKeyID, rule.BucketKeyEnabled === true ? 'BucketKeyEnabled' : undefined];
  return words.filter((word) => word !== undefined).join(' ');
}
