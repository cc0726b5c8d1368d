/** @file What each error of AWS, its look-alikes and the network is called; as a table. Real answers are in s3-client.test.ts. */
import { describe, expect, test } from 'vitest';
import { awsFailure } from '../../electron/cloud/aws-failure.ts';
import { Failed } from '../../electron/foundation/failed.ts';
import type { FailureCode } from '../../shared/failure.ts';

/** Codes that pass by themselves; every other code in the table waits for a person unless it says `never`. */
const passing: readonly FailureCode[] = [
  'offline',
  'timed-out',
  'throttled',
  'server-error',
  'bytes-refused',
  'bad-answer',
];
const ofTheProfile: readonly FailureCode[] = ['throttled'];

const byName: Readonly<Record<string, FailureCode>> = {
  TimeoutError: 'timed-out',
  RequestTimeout: 'timed-out',
  InternalError: 'server-error',
  InternalServerError: 'server-error',
  ServiceUnavailable: 'server-error',
  ConditionalRequestConflict: 'server-error',
  OperationAborted: 'server-error',
  SlowDown: 'throttled',
  Throttling: 'throttled',
  ThrottlingException: 'throttled',
  ProvisionedThroughputExceededException: 'throttled',
  RequestLimitExceeded: 'throttled',
  TooManyRequestsException: 'throttled',
  AccessDenied: 'denied',
  AccessDeniedException: 'denied',
  AllAccessDisabled: 'denied',
  BucketAlreadyExists: 'denied',
  InvalidAccessKeyId: 'wrong-key',
  SignatureDoesNotMatch: 'wrong-key',
  UnrecognizedClientException: 'wrong-key',
  InvalidSignatureException: 'wrong-key',
  InvalidToken: 'wrong-key',
  ExpiredToken: 'expired-credentials',
  ExpiredTokenException: 'expired-credentials',
  CredentialsProviderError: 'no-credentials',
  MissingAuthenticationToken: 'no-credentials',
  RequestTimeTooSkewed: 'clock-skew',
  RequestExpired: 'clock-skew',
  NoSuchBucket: 'no-bucket',
  PermanentRedirect: 'wrong-region',
  AuthorizationHeaderMalformed: 'wrong-region',
  IllegalLocationConstraintException: 'wrong-region',
  ResourceNotFoundException: 'no-table',
  QuotaExceeded: 'quota-exceeded',
  ServiceQuotaExceededException: 'quota-exceeded',
  LimitExceededException: 'quota-exceeded',
  XMinioStorageFull: 'quota-exceeded',
  InsufficientStorage: 'quota-exceeded',
  BadDigest: 'bytes-refused',
  InvalidDigest: 'bytes-refused',
  XAmzContentSHA256Mismatch: 'bytes-refused',
  IncompleteBody: 'bytes-refused',
  NotImplemented: 'not-offered',
  MethodNotAllowed: 'not-offered',
  UnknownOperationException: 'not-offered',
  NoSuchUpload: 'bad-answer',
  InvalidBucketName: 'bad-settings',
};

const byNetworkCode: Readonly<Record<string, [FailureCode, 'image' | 'profile']>> = {
  ECONNREFUSED: ['offline', 'profile'],
  ENOTFOUND: ['offline', 'profile'],
  ENETUNREACH: ['offline', 'profile'],
  EHOSTUNREACH: ['offline', 'profile'],
  EAI_AGAIN: ['offline', 'profile'],
  ECONNRESET: ['offline', 'image'],
  EPIPE: ['offline', 'image'],
  ETIMEDOUT: ['timed-out', 'image'],
  SELF_SIGNED_CERT_IN_CHAIN: ['bad-settings', 'profile'],
  HPE_INVALID_CONSTANT: ['bad-answer', 'image'],
};

const byStatus: Readonly<Record<number, FailureCode>> = {
  301: 'wrong-region',
  400: 'bad-answer',
  401: 'wrong-key',
  403: 'denied',
  404: 'no-bucket',
  405: 'not-offered',
  408: 'timed-out',
  409: 'server-error',
  429: 'throttled',
  500: 'server-error',
  501: 'not-offered',
  502: 'server-error',
  503: 'server-error',
  504: 'server-error',
  507: 'quota-exceeded',
};

/** AWS gives one name to several causes; only the message tells them apart. */
const byMessage: readonly [name: string, message: string, code: FailureCode][] = [
  ['CredentialsProviderError', 'The SSO session associated with this profile has expired.', 'expired-credentials'],
  ['InvalidSignatureException', 'Signature expired: 20261121T000000Z is now earlier than …', 'clock-skew'],
  ['InvalidSignatureException', 'Credential should be scoped to a valid region.', 'wrong-region'],
  ['ValidationException', 'The provided key element does not match the schema', 'wrong-table'],
];

describe('the failure behind an error', () => {
  test.each(Object.entries(byName))('%s is %s', (name, code) => {
    expectFailure(named(name), code, name);
  });

  test.each(Object.entries(byNetworkCode))('%s on the line is %s', (networkCode, [code, scope]) => {
    const error = Object.assign(named('TimeoutError'), { code: networkCode });
    const retry = passing.includes(code) ? 'soon' : 'after-user-acts';
    expect(awsFailure(error, 'bucket/key')).toMatchObject({ failure: { code, scope, retry, detail: networkCode } });
  });

  test.each(Object.entries(byStatus))('an answer %s in words of its own is %s', (status, code) => {
    const error = Object.assign(named('SomethingElse'), { $metadata: { httpStatusCode: Number(status) } });
    expectFailure(error, code, 'SomethingElse');
  });

  test.each(byMessage)('%s that says "%s" is %s', (name, message, code) => {
    expectFailure(named(name, message), code, name);
  });

  test('a body or item that can never fit is final for its image', () => {
    const final = { failure: { code: 'not-offered', retry: 'never', scope: 'image' } };
    expect(awsFailure(named('EntityTooLarge'), 'k')).toMatchObject(final);
    expect(awsFailure(named('ValidationException', 'Item size has exceeded the maximum'), 'k')).toMatchObject(final);
  });

  test('a clock that the SDK has learnt to correct needs no person', () => {
    const learnt = Object.assign(named('RequestTimeTooSkewed'), { $metadata: { clockSkewCorrected: true } });
    expect(awsFailure(learnt, 'b')).toMatchObject({ failure: { code: 'clock-skew', retry: 'soon', scope: 'profile' } });
  });

  test('an abort, a bug and a failure that is one already stay what they are', () => {
    const abort = new DOMException('stop', 'AbortError');
    const bug = new TypeError('Cannot read properties of undefined');
    const misuse = named('ValidationException', 'ExpressionAttributeValues must not be empty');
    const failed = new Failed({ code: 'disk-full', retry: 'soon', scope: 'image', subject: 'x' });
    for (const error of [abort, bug, misuse, failed]) expect(awsFailure(error, 'b')).toBe(error);
    expect(awsFailure('a string', 'b')).toBeInstanceOf(Error);
  });

  test('nothing of the vendor’s message is passed on', () => {
    const error = named('InvalidAccessKeyId', 'The key AKIASECRET does not exist. Signature=abc');
    const failed = awsFailure(error, 'bucket');
    expect(String(failed) + JSON.stringify(failed)).not.toMatch(/AKIASECRET|Signature=/);
    expect(awsFailure(named('A whole sentence, with AKIASECRET in it'), 'b')).not.toMatchObject({ failure: {} });
  });
});

function named(name: string, message = 'The vendor’s words'): Error {
  return Object.assign(new Error(message), { name });
}

function expectFailure(error: Error, code: FailureCode, detail: string): void {
  const retry = passing.includes(code) ? 'soon' : 'after-user-acts';
  const scope = retry === 'soon' && !ofTheProfile.includes(code) ? 'image' : 'profile';
  const failed = awsFailure(error, 'bucket/key');
  expect(failed).toBeInstanceOf(Failed);
  expect(failed).toMatchObject({ failure: { code, retry, scope, subject: 'bucket/key', detail }, cause: error });
}
