/** @file The permission test: what is tried and how each try can end; both sides speak it. */
import { z } from 'zod';
import { Failure } from './failure.ts';

/** In the order in which they are tried. */
export const profileChecks = [
  'who-am-i',
  'list-bucket',
  'put-object',
  'refuse-second-put',
  'get-object',
  'head-object',
  'begin-parts',
  'abort-parts',
  'describe-table',
  'put-record',
  'refuse-second-record',
  'read-record',
  'query-records',
  'query-by-upload-time',
  'query-by-captured-at',
  'query-by-changed-at',
  'remove-record',
  'remove-object',
] as const;
export const ProfileCheck = z.enum(profileChecks);
export type ProfileCheck = z.infer<typeof ProfileCheck>;

export const CheckResult = z.discriminatedUnion('outcome', [
  z.object({ check: ProfileCheck, outcome: z.literal('passed') }),
  /**
   * Nothing is lost without it: the store took a second object under a key that was taken (images are still never
   * overwritten: see send-object), has no token service, or the table lacks an index.
   */
  z.object({ check: ProfileCheck, outcome: z.literal('not-offered') }),
  z.object({
    check: ProfileCheck,
    outcome: z.literal('failed'),
    failure: Failure,
    /** The permission that is missing, such as s3:PutObject; null when it is not about a permission. */
    missing: z.string().nullable(),
  }),
  /** It could not be tried, because one that it needs failed. */
  z.object({ check: ProfileCheck, outcome: z.literal('skipped') }),
]);
export type CheckResult = z.infer<typeof CheckResult>;

/** What each check needs; a server that says itself what is missing knows better. */
export const neededActions: Readonly<Record<ProfileCheck, string | null>> = {
  'who-am-i': null,
  'list-bucket': 's3:ListBucket',
  'put-object': 's3:PutObject',
  'refuse-second-put': 's3:PutObject',
  'get-object': 's3:GetObject',
  'head-object': 's3:GetObject',
  'begin-parts': 's3:PutObject',
  'abort-parts': 's3:AbortMultipartUpload',
  'describe-table': 'dynamodb:DescribeTable',
  'put-record': 'dynamodb:PutItem',
  'refuse-second-record': 'dynamodb:UpdateItem',
  'read-record': 'dynamodb:GetItem',
  'query-records': 'dynamodb:Query',
  'query-by-upload-time': 'dynamodb:Query',
  'query-by-captured-at': 'dynamodb:Query',
  'query-by-changed-at': 'dynamodb:Query',
  'remove-record': 'dynamodb:DeleteItem',
  'remove-object': 's3:DeleteObject',
};
