/** @file The table of what each error of AWS, its look-alikes and Node's network means for a journey; pure data and its look-up. */
import type { Failure } from '../../shared/failure.ts';

export type Verdict = Pick<Failure, 'code' | 'retry' | 'scope'>;

function soon(code: Verdict['code'], scope: Verdict['scope'] = 'image'): Verdict {
  return { code, retry: 'soon', scope };
}
function person(code: Verdict['code']): Verdict {
  return { code, retry: 'after-user-acts', scope: 'profile' };
}
function final(code: Verdict['code']): Verdict {
  return { code, retry: 'never', scope: 'image' };
}
function each(names: string, verdict: Verdict): readonly (readonly [string, Verdict])[] {
  return names.split(' ').map((name) => [name, verdict] as const);
}

/** Node's error codes: https://nodejs.org/api/errors.html#common-system-errors and OpenSSL's names for bad certificates. */
const byNetworkCode: ReadonlyMap<string, Verdict> = new Map([
  ...each(
    'ECONNREFUSED ENOTFOUND ENETUNREACH ENETDOWN EHOSTUNREACH EHOSTDOWN EAI_AGAIN EADDRNOTAVAIL',
    soon('offline', 'profile'),
  ),
  ...each('ECONNRESET EPIPE ECONNABORTED UND_ERR_SOCKET ERR_STREAM_PREMATURE_CLOSE', soon('offline')),
  ...each('ETIMEDOUT ESOCKETTIMEDOUT', soon('timed-out')),
  ...each(
    'HPE_INVALID_CONSTANT HPE_INVALID_HEADER_TOKEN HPE_INVALID_CONTENT_LENGTH HPE_HEADER_OVERFLOW',
    soon('bad-answer'),
  ),
  // Plain HTTP where TLS is spoken or the reverse, and certificates that this computer does not trust.
  ...each(
    'EPROTO ERR_SSL_WRONG_VERSION_NUMBER CERT_HAS_EXPIRED CERT_NOT_YET_VALID SELF_SIGNED_CERT_IN_CHAIN ' +
      'DEPTH_ZERO_SELF_SIGNED_CERT UNABLE_TO_VERIFY_LEAF_SIGNATURE UNABLE_TO_GET_ISSUER_CERT_LOCALLY ' +
      'ERR_TLS_CERT_ALTNAME_INVALID ERR_INVALID_URL',
    person('bad-settings'),
  ),
]);

/**
 * Names from https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html, and those of Ceph and MinIO.
 */
const byVendorName: ReadonlyMap<string, Verdict> = new Map([
  ...each('TimeoutError RequestTimeout RequestTimeoutException', soon('timed-out')),
  ...each(
    'InternalError InternalFailure InternalServerError ServiceUnavailable ServiceUnavailableException',
    soon('server-error'),
  ),
  // 409: somebody is writing the same key at this moment. 307: a new bucket's name is not known everywhere yet.
  ...each(
    'ConditionalRequestConflict OperationAborted TransactionConflictException TemporaryRedirect',
    soon('server-error'),
  ),
  ...each(
    'SlowDown SlowDownRead SlowDownWrite Throttling ThrottlingException ThrottledException RequestThrottled ' +
      'RequestThrottledException RequestLimitExceeded ProvisionedThroughputExceeded ' +
      'ProvisionedThroughputExceededException TooManyRequestsException BandwidthLimitExceeded PriorRequestNotComplete',
    soon('throttled', 'profile'),
  ),
  ...each(
    'AccessDenied AccessDeniedException Forbidden AllAccessDisabled AccountProblem NotSignedUp',
    person('denied'),
  ),
  ...each(
    'BucketAlreadyExists KMS.DisabledException KMS.NotFoundException KMS.AccessDeniedException',
    person('denied'),
  ),
  ...each(
    'InvalidAccessKeyId SignatureDoesNotMatch UnrecognizedClientException InvalidSignatureException ' +
      'InvalidClientTokenId InvalidToken IncompleteSignature IncompleteSignatureException InvalidSecurity',
    person('wrong-key'),
  ),
  ...each(
    'ExpiredToken ExpiredTokenException TokenRefreshRequired UnauthorizedException',
    person('expired-credentials'),
  ),
  ...each('CredentialsProviderError TokenProviderError MissingAuthenticationToken', person('no-credentials')),
  ...each('RequestTimeTooSkewed RequestExpired RequestInTheFuture', person('clock-skew')),
  ...each('NoSuchBucket', person('no-bucket')),
  ...each('PermanentRedirect AuthorizationHeaderMalformed IllegalLocationConstraintException', person('wrong-region')),
  ...each('ResourceNotFoundException', person('no-table')),
  ...each(
    'QuotaExceeded QuotaExceededException ServiceQuotaExceeded ServiceQuotaExceededException LimitExceeded ' +
      'LimitExceededException XMinioStorageFull XMinioAdminBucketQuotaExceeded InsufficientStorage StorageFull TooManyBuckets',
    person('quota-exceeded'),
  ),
  ...each(
    'BadDigest InvalidDigest XAmzContentSHA256Mismatch XAmzContentChecksumMismatch IncompleteBody',
    soon('bytes-refused'),
  ),
  ...each('NotImplemented XNotImplemented MethodNotAllowed UnknownOperationException', person('not-offered')),
  ...each('EntityTooLarge MetadataTooLarge KeyTooLongError', final('not-offered')),
  // DynamoDB: a table that is being made or changed. STS: a role or a length of session that there is not.
  ...each('ResourceInUseException', soon('table-not-ready', 'profile')),
  ...each('InvalidBucketName EndpointError ValidationError', person('bad-settings')),
  // An upload in parts that is gone (Ceph says NoSuchKey), or whose parts are: it is begun anew.
  ...each('NoSuchUpload NoSuchKey InvalidPart InvalidPartOrder', soon('bad-answer')),
]);

export function networkVerdict(code: string | undefined): Verdict | null {
  return code === undefined ? null : (byNetworkCode.get(code) ?? null);
}

/** What one name can mean besides, by its message: the first that fits counts. Null: a bug of ours that stays one. */
const byMessage: ReadonlyMap<string, readonly (readonly [message: RegExp, Verdict | null])[]> = new Map([
  [
    'ValidationException',
    [
      [/item size/i, final('not-offered')],
      [/does not have the specified index/i, person('no-index')],
      [/backfilling|being (created|deleted)/i, soon('table-not-ready', 'profile')],
      [/key|schema|index/i, person('wrong-table')],
      [/(?:)/, null],
    ],
  ],
  [
    'InvalidSignatureException',
    [
      [/signature (expired|not yet current)/i, person('clock-skew')],
      [/valid region/i, person('wrong-region')],
    ],
  ],
  ['AccessDenied', [[/multi-?factor ?authentication/i, person('mfa-needed')]]],
  [
    'CredentialsProviderError',
    [
      [/multi-?factor ?authentication/i, person('mfa-needed')],
      [/expired/i, person('expired-credentials')],
    ],
  ],
  ['TokenProviderError', [[/expired/i, person('expired-credentials')]]],
]);

/** The message is looked at only where AWS gives one name to several causes. */
export function vendorVerdict(name: string, message: string): Verdict | null {
  const meaning = byMessage.get(name)?.find(([text]) => text.test(message));
  return meaning === undefined ? (byVendorName.get(name) ?? null) : meaning[1];
}

/** An answer that is not what the vendor promises: a proxy's page, a captive portal, half an answer. */
export function unreadableVerdict(message: string, status: number | undefined): Verdict | null {
  if (status !== undefined && status >= 500) return null;
  return /deserialization error|xml parse|unexpected (token|end)/i.test(message) ? soon('bad-answer') : null;
}

/** For answers without a name we know: those to HEAD have no body, and some servers answer in their own words. */
export function statusVerdict(status: number | undefined): Verdict | null {
  if (status === undefined) return null;
  if (status === 301) return person('wrong-region');
  if (status === 401) return person('wrong-key');
  if (status === 403) return person('denied');
  if (status === 404) return person('no-bucket');
  if (status === 405 || status === 501) return person('not-offered');
  if (status === 408) return soon('timed-out');
  if (status === 409) return soon('server-error');
  if (status === 413) return final('not-offered');
  if (status === 429) return soon('throttled', 'profile');
  if (status === 507) return person('quota-exceeded');
  if (status >= 500) return soon('server-error');
  return soon('bad-answer');
}
