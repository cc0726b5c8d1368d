/** @file The permission test: what is tried and how each try can end; both sides speak it. */
import { z } from 'zod';
import { Failure } from './failure.ts';

/** In the order in which they are tried. */
export const profileChecks = [
  'list-bucket',
  'put-object',
  'refuse-second-put',
  'head-object',
  'get-object',
  'begin-parts',
  'abort-parts',
  'put-record',
  'read-record',
  'remove-record',
  'remove-object',
] as const;
export const ProfileCheck = z.enum(profileChecks);
export type ProfileCheck = z.infer<typeof ProfileCheck>;

export const CheckResult = z.discriminatedUnion('outcome', [
  z.object({ check: ProfileCheck, outcome: z.literal('passed') }),
  /** The store took a second object under a key that was taken; images are still never overwritten: see send-object. */
  z.object({ check: ProfileCheck, outcome: z.literal('not-offered') }),
  z.object({ check: ProfileCheck, outcome: z.literal('failed'), failure: Failure }),
  /** It could not be tried, because one that it needs failed. */
  z.object({ check: ProfileCheck, outcome: z.literal('skipped') }),
]);
export type CheckResult = z.infer<typeof CheckResult>;
