/** @file What a profile's bucket and table should be, and step by step what they are; both sides speak it. */
import { z } from 'zod';
import { Failure } from './failure.ts';

/** A key of the Key Management Service (KMS): its ARN, its id or an alias; absent: the one that AWS keeps for the account. */
const KmsKey = z
  .string()
  .regex(/^[\w:/-]{1,2048}$/)
  .optional();

/** How the bucket encrypts what names nothing itself, as Cloudroll never does. */
export const BucketEncryption = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('s3') }),
  /** `bucketKey`: fewer requests to KMS, each of which costs. */
  z.strictObject({ kind: z.literal('kms'), key: KmsKey, bucketKey: z.boolean().default(true) }),
  /** Encrypted twice. */
  z.strictObject({ kind: z.literal('dsse-kms'), key: KmsKey }),
]);
export type BucketEncryption = z.infer<typeof BucketEncryption>;

export const TableEncryption = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dynamodb') }),
  z.strictObject({ kind: z.literal('kms'), key: KmsKey }),
]);
export type TableEncryption = z.infer<typeof TableEncryption>;

/** Cheaper to keep, dearer to read; the last two take minutes to hours before they can be read. */
export const ColdClass = z.enum([
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
]);
export type ColdClass = z.infer<typeof ColdClass>;

const Tags = z.record(z.string().min(1).max(128), z.string().max(256));

/** What is not wished is left as it is: nothing is ever made weaker. */
export const SetUpWish = z.strictObject({
  encryption: BucketEncryption.default({ kind: 's3' }),
  /** Keeps what an overwriting or a removal would take away. */
  versioning: z.boolean().default(true),
  /** Originals only; absent or null: they stay in the standard class. */
  coldOriginals: z
    .strictObject({ storageClass: ColdClass, afterDays: z.number().int().min(0).max(36_500) })
    .nullable()
    .default(null),
  /** Web pages ("https://photos.example") that may use upload links; none: no other origin is let in. */
  uploadsFrom: z
    .array(z.string().regex(/^https?:\/\/[^/\s]+$/))
    .max(100)
    .default([]),
  tags: Tags.default({}),
  capacity: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('on-demand') }),
      /** Units a second, of the table and of each index. */
      z.strictObject({
        kind: z.literal('provisioned'),
        read: z.number().int().min(1).max(40_000),
        write: z.number().int().min(1).max(40_000),
      }),
    ])
    .default({ kind: 'on-demand' }),
  tableEncryption: TableEncryption.default({ kind: 'dynamodb' }),
  /** Any second of the last 35 days can be brought back. */
  pointInTimeRecovery: z.boolean().default(true),
  /** The table cannot be deleted until that is taken back. */
  deletionProtection: z.boolean().default(true),
});
export type SetUpWish = z.infer<typeof SetUpWish>;

/** In the order in which they are made. */
export const SetUpDeed = z.enum([
  'bucket',
  'public-access-block',
  'ownership',
  'versioning',
  'encryption',
  'lifecycle',
  'cors',
  'bucket-tags',
  'table',
  'indexes',
  'capacity',
  'table-encryption',
  'point-in-time-recovery',
  'deletion-protection',
  'table-tags',
]);
export type SetUpDeed = z.infer<typeof SetUpDeed>;

export const SetUpStep = z.object({
  deed: SetUpDeed,
  /** The bucket or the table. */
  on: z.string(),
  /**
   * `present`: as wished; `missing`: would be made; `differs`: would be mended; `after-creation`: there is nothing to
   * look at yet; `not-offered`: the server does not know it, and nothing is lost; `cannot-mend`: it differs, and only a person
   * can change that; `unseen`: could not be asked, for `failure`.
   */
  state: z.enum(['present', 'missing', 'differs', 'after-creation', 'not-offered', 'cannot-mend', 'unseen']),
  /** As the services spell it; null where nothing is there. */
  found: z.string().nullable(),
  /** As the services spell it. */
  wished: z.string(),
  failure: Failure.nullable(),
});
export type SetUpStep = z.infer<typeof SetUpStep>;

/** Names one step of a preview. */
export const StepName = SetUpStep.pick({ deed: true, on: true });
export type StepName = z.infer<typeof StepName>;

/** One for each step, when it has ended. */
export const SetUpResult = z.object({
  step: SetUpStep,
  /** `left`: as it was, because it was not asked for, cannot be mended, or what it stands on is missing. */
  outcome: z.enum(['made', 'mended', 'present', 'not-offered', 'left', 'failed']),
  failure: Failure.nullable(),
});
export type SetUpResult = z.infer<typeof SetUpResult>;
