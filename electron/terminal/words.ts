/** @file What the terminal says of each failure and refusal: what happened, and what to do; never blame. */
import { assertNever } from '../../shared/brand.ts';
import type { Failure, FailureCode, RefusalReason } from '../../shared/failure.ts';
import type { Closed } from '../../shared/queue.ts';

export function refusalWords(reason: RefusalReason): string {
  switch (reason) {
    case 'not-an-image':
      return 'not an image';
    case 'empty':
      return 'empty, 0 bytes';
    case 'too-large':
      return "larger than this profile's limit";
    case 'unreadable':
      return 'cannot be read: check its permissions';
    case 'still-being-written':
      return 'still being written: it is taken once it rests';
    case 'cloud-only':
      return 'only a placeholder here: make it available offline to carry it';
    case 'deleted-on-purpose':
      return 'deleted from the cloud on purpose';
    default:
      return assertNever(reason, 'refusal');
  }
}

type Words = { readonly what: string; readonly next: string };

const failureTexts: Record<FailureCode, Words> = {
  offline: { what: 'does not answer', next: 'Check the connection or the endpoint; Cloudroll goes on by itself.' },
  'timed-out': { what: 'took too long to answer', next: 'Cloudroll tries again by itself.' },
  throttled: { what: 'asks for a slower pace', next: 'Cloudroll slows down and goes on by itself.' },
  'server-error': { what: 'had an error of its own', next: 'Cloudroll tries again by itself.' },
  denied: {
    what: 'does not allow this key to do that',
    next: 'Give the key the missing permission (cloudroll profile test names it).',
  },
  'wrong-key': { what: 'does not accept the key', next: 'Check the access key and its secret: cloudroll profile add.' },
  'no-credentials': {
    what: 'has no key',
    next: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or keep a key with cloudroll profile add.',
  },
  'expired-credentials': {
    what: 'has a key that has expired',
    next: 'Sign in again (for SSO: aws sso login), then sync again.',
  },
  'mfa-needed': {
    what: 'asks for the code of your MFA device',
    next: 'Run it in a terminal, where the code can be typed, or sign in in the window.',
  },
  'clock-skew': {
    what: 'and this computer disagree about the time',
    next: "Set this computer's clock, then sync again.",
  },
  'no-bucket': { what: 'has no such bucket', next: 'Create the bucket or correct its name in the profile.' },
  'wrong-region': {
    what: 'is in another region',
    next: "Switch with cloudroll profile region, or set AWS_REGION to the bucket's.",
  },
  'no-table': { what: 'has no such table', next: 'Create the table or correct its name in the profile.' },
  'table-not-ready': { what: 'is still being made', next: 'Cloudroll waits and goes on by itself.' },
  'wrong-table': {
    what: 'has other keys than Cloudroll writes',
    next: 'Take it over with cloudroll cloud adopt, or choose another table.',
  },
  'no-index': { what: 'has no such index', next: 'Cloudroll does without: it is for other programs.' },
  'quota-exceeded': { what: 'is full', next: 'Free space there or raise its quota; Cloudroll goes on by itself.' },
  'budget-spent': {
    what: 'has spent its budget of this month',
    next: 'Raise it with cloudroll cloud cost --budget, or wait for the next month.',
  },
  'disk-full': { what: 'cannot be written: the disk is full', next: 'Free some space; nothing was lost.' },
  'file-changed': { what: 'changed while it was read', next: 'It is taken once it rests.' },
  'file-missing': { what: 'is no longer on this computer', next: 'Put it back to have it carried.' },
  'file-unreadable': { what: 'cannot be read', next: 'Check its permissions.' },
  'picture-crashes': { what: 'crashes the picture engine', next: 'It is carried without renditions.' },
  'picture-timed-out': { what: 'takes too long to decode', next: 'It is carried without renditions.' },
  'no-keychain': {
    what: 'is not there: no keychain answers',
    next: 'Unlock or install a keychain, or use AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  },
  'keychain-locked': {
    what: 'is locked',
    next: 'Unlock the keychain, or use AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  },
  'ledger-in-use': {
    what: 'is in use by another Cloudroll',
    next: 'Close that one, or give this one its own CLOUDROLL_HOME.',
  },
  'ledger-damaged': { what: 'is damaged', next: 'It was set aside; a rescan rebuilds it and sends nothing twice.' },
  'bytes-refused': { what: 'did not arrive whole', next: 'Cloudroll sends it again by itself.' },
  'other-bytes-at-key': {
    what: 'is taken by something else in the bucket',
    next: 'That was left alone. Choose another key layout, or look at the object there.',
  },
  'object-missing': { what: 'is no longer in the cloud', next: 'Send it again: cloudroll verify --repair.' },
  'being-deleted': { what: 'is being deleted by another computer', next: 'Cloudroll sends it when that has ended.' },
  'location-not-removed': {
    what: 'may still tell where it was taken, so no link was made',
    next: 'Share a rendition (--rendition preview), or allow locations in the profile (shareLocation).',
  },
  'not-offered': { what: 'does not offer something that Cloudroll needs', next: 'cloudroll profile test says what.' },
  'bad-answer': { what: 'gave an answer that makes no sense', next: 'Cloudroll tries again by itself.' },
  'bad-settings': { what: 'is not set as it should be', next: 'Correct it and start again.' },
  unexpected: { what: 'met a fault of Cloudroll', next: 'The log in the state folder says more; please report it.' },
  stopped: { what: 'was stopped', next: 'Start again to go on.' },
};

/** One line: "photos-bucket has no such bucket (NoSuchBucket). Create the bucket or …" */
export function failureWords(failure: Failure): string {
  const { what, next } = failureTexts[failure.code];
  const detail = failure.detail === undefined ? '' : ` (${failure.detail})`;
  const missing = failure.action === undefined ? '' : `: ${failure.action} is missing`;
  const place = failure.region === undefined ? '' : `: it is in ${failure.region}`;
  return `${failure.subject} ${what}${detail}${missing}${place}. ${next}`;
}

/** One sentence; times are local. */
export function closedWords({ reason, until }: Closed): string {
  const time = until === null ? '' : ` until ${new Date(until).toLocaleString()}`;
  switch (reason) {
    case 'paused':
      return until === null ? 'Paused until you resume: cloudroll resume.' : `Paused${time}, or: cloudroll resume.`;
    case 'metered':
      return 'Waiting for a connection that is not metered.';
    case 'battery':
      return 'Waiting for mains power.';
    case 'outside-window':
      return `Waiting${time}, as your daily schedule says.`;
    default:
      return assertNever(reason, 'reason');
  }
}

/** Why an image has no renditions. */
export function warningWords(warning: string): string {
  switch (warning) {
    case 'too-many-pixels':
      return 'carried without renditions: more pixels than the limit';
    case 'picture-crashes':
      return 'carried without renditions: it crashes the picture engine';
    case 'picture-timed-out':
      return 'carried without renditions: it takes too long to decode';
    default:
      return 'carried without renditions: it cannot be decoded here';
  }
}
