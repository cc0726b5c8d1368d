/** @file How S3 words a signature that it refuses. */
import { assertNever } from '../../../shared/brand.ts';
import type { Milliseconds } from '../../foundation/clock.ts';
import { S3Refusal } from './s3-refusal.ts';
import { isoTime } from './s3-xml.ts';
import type { Verdict } from './smithy-signature.ts';

export function signatureRefusal(
  { reason, detail }: Extract<Verdict, { kind: 'refused' }>,
  region: string,
  now: Milliseconds,
): S3Refusal {
  switch (reason) {
    case 'anonymous':
      return new S3Refusal('AccessDenied');
    case 'malformed':
      return new S3Refusal('AuthorizationHeaderMalformed');
    case 'unknown-key':
      return new S3Refusal('InvalidAccessKeyId', { fields: { AWSAccessKeyId: detail ?? '' } });
    case 'token-unknown':
      return new S3Refusal('InvalidToken');
    case 'wrong-region':
      return new S3Refusal('AuthorizationHeaderMalformed', {
        message: `The authorization header is malformed; the region '${detail}' is wrong; expecting '${region}'`,
        fields: { Region: region },
        // All that a HEAD request is told.
        headers: { 'x-amz-bucket-region': region },
      });
    case 'wrong-scope':
      return new S3Refusal('AuthorizationHeaderMalformed', {
        message: 'The credential scope is not for S3 and today.',
      });
    case 'skewed':
      return new S3Refusal('RequestTimeTooSkewed', {
        fields: { ServerTime: isoTime(now), MaxAllowedSkewMilliseconds: '900000' },
      });
    case 'expired':
      return new S3Refusal('AccessDenied', { message: 'Request has expired', fields: { ServerTime: isoTime(now) } });
    case 'header-not-signed':
      return new S3Refusal('AccessDenied', {
        message: 'There were headers present in the request which were not signed',
        fields: { HeadersNotSigned: detail ?? '' },
      });
    case 'wrong-signature':
      return new S3Refusal('SignatureDoesNotMatch');
    default:
      return assertNever(reason, 'signature refusal');
  }
}
