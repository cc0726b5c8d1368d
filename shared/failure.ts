/** @file The closed list of what can go wrong and why a file is not carried; data only, the words are the reader's. */
import { z } from 'zod';

/** Why intake does not carry a file. Final for these bytes; other bytes under the same path are asked anew. */
export const RefusalReason = z.enum([
  'not-an-image',
  'empty',
  'too-large',
  'unreadable',
  'still-being-written',
  'cloud-only',
  'deleted-on-purpose',
]);
export type RefusalReason = z.infer<typeof RefusalReason>;

export const FailureCode = z.enum([
  // The line and the servers: they pass by themselves.
  'offline',
  'timed-out',
  'throttled',
  'server-error',
  // The profile: a person has to act, once, for every image.
  'denied',
  'wrong-key',
  'no-credentials',
  'expired-credentials',
  'mfa-needed',
  'clock-skew',
  'no-bucket',
  'wrong-region',
  'no-table',
  'table-not-ready',
  'wrong-table',
  'no-index',
  'quota-exceeded',
  // Its owner's own limit for the month.
  'budget-spent',
  // This computer.
  'disk-full',
  'file-changed',
  'file-missing',
  'file-unreadable',
  'picture-crashes',
  'picture-timed-out',
  'no-keychain',
  'keychain-locked',
  'ledger-in-use',
  'ledger-damaged',
  // The store's answer and ours differ.
  'bytes-refused',
  'other-bytes-at-key',
  'object-missing',
  // Another computer has not ended deleting it yet.
  'being-deleted',
  // A copy to share still told its location, or could not be shown not to.
  'location-not-removed',
  'not-offered',
  'bad-answer',
  // Ours.
  'bad-settings',
  'unexpected',
  'stopped',
]);
export type FailureCode = z.infer<typeof FailureCode>;

export const Failure = z.object({
  code: FailureCode,
  /** `soon`: try again by ourselves; `after-user-acts`: wait for a person; `never`: final for this image. */
  retry: z.enum(['soon', 'after-user-acts', 'never']),
  /** `profile`: every image of the profile would fail alike, so it is one issue; `image`: this one only. */
  scope: z.enum(['image', 'profile']),
  /** What it happened to: a path, a bucket, a table, a key. Never a secret. */
  subject: z.string(),
  /** The vendor's own short name for it ("AccessDenied"), for those who search. Never a secret. */
  detail: z.string().optional(),
  /** The permission that the server names as missing, such as s3:PutObject. */
  action: z.string().optional(),
  /** Where the server says that the bucket is. */
  region: z.string().optional(),
  /** Milliseconds that the server asked us to wait. */
  waitAtLeast: z.number().int().nonnegative().optional(),
});
export type Failure = z.infer<typeof Failure>;
