/** @file What the terminal says of the permission test: what each check tries, and how it ended. */
import { assertNever } from '../../shared/brand.ts';
import { type CheckResult, neededActions, type ProfileCheck } from '../../shared/profile-check.ts';
import { failureWords } from './words.ts';

const checkTexts: Record<ProfileCheck, string> = {
  'who-am-i': 'ask whose key this is',
  'list-bucket': 'list the bucket',
  'put-object': 'put an object',
  'refuse-second-put': 'have a second object under the same key refused',
  'get-object': 'read an object',
  'head-object': 'ask for an object',
  'begin-parts': 'begin an upload in parts',
  'abort-parts': 'give up an upload in parts',
  'describe-table': 'ask for the table',
  'put-record': 'put a record',
  'refuse-second-record': 'add to a record without overwriting it',
  'read-record': 'read a record',
  'query-records': "find a user's records",
  'query-by-upload-time': 'find records by upload time',
  'query-by-captured-at': 'find records by capture time',
  'query-by-changed-at': 'find records by their last edit',
  'remove-record': 'remove a record',
  'remove-object': 'remove an object',
};

/** What a permission check tries, with the permission that it needs. */
export function checkWords(check: ProfileCheck): string {
  const action = neededActions[check];
  return action === null ? checkTexts[check] : `${checkTexts[check]} (${action})`;
}

/** Why nothing is lost where something is not offered. */
function withoutWords(check: ProfileCheck): string {
  if (check === 'who-am-i') return 'this store has no token service to ask';
  if (check === 'refuse-second-put') return 'not offered here; Cloudroll asks before it sends instead';
  if (check.startsWith('query-by-')) return 'the table has no such index; Cloudroll does without';
  return 'not offered here; Cloudroll does without';
}

/** One line of the list. */
export function resultWords(result: CheckResult): string {
  const what = checkWords(result.check);
  switch (result.outcome) {
    case 'passed':
      return `✓ ${what}`;
    case 'not-offered':
      return `– ${what}: ${withoutWords(result.check)}`;
    case 'skipped':
      return `· ${what}: not tried`;
    case 'failed':
      return `✗ ${what}: ${failedWords(result)}`;
    default:
      return assertNever(result, 'outcome');
  }
}

function failedWords({ check, failure, missing }: CheckResult & { outcome: 'failed' }): string {
  if (failure.code !== 'denied') return failureWords(failure);
  const detail = failure.detail === undefined ? '' : ` (${failure.detail})`;
  if (check === 'list-bucket' && failure.action === undefined) {
    return `${failure.subject} refuses this key${detail}: ${missing} is missing, or the bucket belongs to somebody else.`;
  }
  return `${failure.subject} refuses this key${detail}: ${missing} is missing. Add it to the key's policy.`;
}
