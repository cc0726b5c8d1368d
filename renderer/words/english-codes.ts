/** @file What the engine's codes mean, in English: what is wrong, then what to do about it. */

import type { Stage } from '../../shared/activity.ts';
import type { FailureCode, RefusalReason } from '../../shared/failure.ts';
import type { JourneyState, Proof } from '../../shared/image.ts';
import type { ProfileCheck } from '../../shared/profile-check.ts';
import type { FindingKind } from '../../shared/verification.ts';

export type Meaning = { readonly what: string; readonly todo: string };

const states: Record<JourneyState, string> = {
  seen: 'Seen',
  settled: 'Read',
  refused: 'Not carried',
  hashed: 'Queued',
  uploading: 'Uploading',
  confirmed: 'Confirmed',
  stored: 'Stored',
  waiting: 'Waiting',
  blocked: 'On hold',
  failed: 'Failed',
  cancelled: 'Stopped',
};

const stages: Record<Stage, string> = { preparing: 'Preparing', sending: 'Uploading', recording: 'Recording' };

const proofs: Record<Proof, string> = {
  sha256: 'Proven by SHA-256',
  'sha256-parts': 'Proven by SHA-256 of its parts',
  md5: 'Proven by MD5',
  size: 'Proven by size only',
};

const failures: Record<FailureCode, Meaning> = {
  offline: { what: 'The store cannot be reached', todo: 'Goes on by itself when the line is back.' },
  'timed-out': { what: 'The store took too long to answer', todo: 'Goes on by itself.' },
  throttled: { what: 'The store asked for a slower pace', todo: 'Goes on by itself.' },
  'server-error': { what: 'The store had an error of its own', todo: 'Goes on by itself.' },
  denied: { what: 'The keys may not do this', todo: 'Allow it in the policy of these keys, then try again.' },
  'wrong-key': { what: 'The store does not know these keys', todo: 'Enter the right keys in Settings.' },
  'no-credentials': { what: 'There are no keys', todo: 'Enter keys in Settings, or sign in with the AWS tools.' },
  'expired-credentials': { what: 'The keys have expired', todo: 'Sign in again, then try again.' },
  'mfa-needed': { what: 'A code of your MFA device is needed', todo: 'Enter the code; what waits goes on then.' },
  'clock-skew': { what: 'The clock of this computer is wrong', todo: 'Set the clock, then try again.' },
  'no-bucket': { what: 'The bucket does not exist', todo: 'Create it, or name another in Settings.' },
  'wrong-region': { what: 'The bucket is in another region', todo: 'Correct the region in Settings.' },
  'no-table': { what: 'The table does not exist', todo: 'Create it, or name another in Settings.' },
  'table-not-ready': { what: 'The table is still being made', todo: 'Goes on by itself when it is ready.' },
  'wrong-table': {
    what: 'The table has another key than expected',
    todo: 'Adopt the table in Settings, or name another.',
  },
  'no-index': { what: 'The table lacks an index', todo: 'Nothing to do: it is only for other programs.' },
  'quota-exceeded': { what: 'The store is full', todo: 'Raise its quota or free space, then try again.' },
  'budget-spent': {
    what: 'The budget of this month is spent',
    todo: 'Goes on next month, or when you raise the budget.',
  },
  'disk-full': { what: 'The disk of this computer is full', todo: 'Free some space, then try again.' },
  'file-changed': { what: 'The file changed while it was read', todo: 'Goes on by itself when it rests.' },
  'file-missing': { what: 'The file is gone', todo: 'Put it back, or stop carrying it.' },
  'file-unreadable': { what: 'The file cannot be read', todo: 'Check its permissions, then try again.' },
  'picture-crashes': {
    what: 'The image crashes the decoder',
    todo: 'The original can still be stored. Try again after an update.',
  },
  'picture-timed-out': {
    what: 'The image takes too long to decode',
    todo: 'Try again when the computer is less busy.',
  },
  'no-keychain': {
    what: 'This computer offers no keychain',
    todo: 'Start one, or use an AWS profile instead of typed keys.',
  },
  'keychain-locked': { what: 'The keychain is locked', todo: 'Unlock it, then try again.' },
  'ledger-in-use': { what: 'Another Cloudroll holds the ledger', todo: 'Quit the other one.' },
  'ledger-damaged': { what: 'The ledger is damaged', todo: 'It can be rebuilt from the cloud: cloudroll rebuild.' },
  'bytes-refused': {
    what: 'The store received other bytes than were sent',
    todo: 'Try again. If it repeats, something on the line changes them.',
  },
  'other-bytes-at-key': {
    what: 'Other bytes are already under this key',
    todo: 'Nothing was overwritten. Check who else writes to the bucket.',
  },
  'object-missing': { what: 'The object is no longer in the cloud', todo: 'Verify with repair sends it again.' },
  'being-deleted': { what: 'Another computer is deleting it right now', todo: 'It is sent again when that has ended.' },
  'location-not-removed': {
    what: 'It may still tell where it was taken',
    todo: 'No link was made. Share a rendition, or allow locations in the profile.',
  },
  'not-offered': { what: 'The store does not offer what is needed', todo: 'Choose another store.' },
  'bad-answer': { what: 'The store gave an answer that makes no sense', todo: 'Check the endpoint in Settings.' },
  'bad-settings': { what: 'The settings cannot be used', todo: 'Correct them in Settings.' },
  unexpected: { what: 'Something unforeseen happened', todo: 'Try again. The log says more.' },
  stopped: { what: 'It was stopped', todo: 'Try again to go on.' },
};

const refusals: Record<RefusalReason, Meaning> = {
  'not-an-image': { what: 'Not an image', todo: 'Nothing to do. Rules can skip such files.' },
  empty: { what: 'Empty', todo: 'Nothing to do. It is looked at again when it has content.' },
  'too-large': { what: 'Too large', todo: 'The profile has a limit on the size of a file.' },
  unreadable: { what: 'Damaged or unreadable', todo: 'Check whether another program opens it.' },
  'still-being-written': { what: 'Still being written', todo: 'It is looked at again when it rests.' },
  'cloud-only': { what: 'Only in another cloud', todo: 'Make it available on this computer.' },
  'deleted-on-purpose': { what: 'Deleted from the cloud by you', todo: 'It stays away until you ask for it.' },
};

const findings: Record<FindingKind, Meaning> = {
  'object-missing': { what: 'An object is missing from the bucket', todo: 'Repair sends it again.' },
  'object-differs': { what: 'An object is not what was stored', todo: 'Check who else writes to the bucket.' },
  'record-missing': { what: 'A record is missing from the table', todo: 'Repair writes it again.' },
  'record-names-missing-object': {
    what: 'A record names an object that is not there',
    todo: 'Repair mends it.',
  },
  'object-without-record': { what: 'An object has no record', todo: 'Repair writes one.' },
  'abandoned-parts': { what: 'Parts of an old upload take up space', todo: 'Repair removes them.' },
  'ledger-row-missing': {
    what: 'The cloud has an image that this ledger lacks',
    todo: 'Repair adds it.',
  },
};

const checks: Record<ProfileCheck, string> = {
  'who-am-i': 'Ask whose keys these are',
  'list-bucket': 'List the bucket',
  'put-object': 'Store an object',
  'refuse-second-put': 'Refuse to overwrite it',
  'get-object': 'Read it back',
  'head-object': 'Ask about it',
  'begin-parts': 'Begin a large upload',
  'abort-parts': 'End it',
  'describe-table': 'Ask about the table',
  'put-record': 'Write a record',
  'refuse-second-record': 'Add to it without overwriting',
  'read-record': 'Read it back',
  'query-records': 'Find the records of a user',
  'query-by-upload-time': 'Find records by upload time',
  'query-by-captured-at': 'Find records by capture time',
  'query-by-changed-at': 'Find records by their last edit',
  'remove-record': 'Remove the record',
  'remove-object': 'Remove the object',
};

const checkOutcomes = {
  passed: 'allowed',
  'not-offered': 'not offered, not needed',
  failed: 'failed',
  skipped: 'not tried',
};

export const englishCodes = { states, stages, proofs, failures, refusals, findings, checks, checkOutcomes };
