/** @file The one place that turns what the AWS SDK and Node's network throw into a Failed with a code of ours; imports no vendor. */
import { z } from 'zod';
import type { Failure } from '../../shared/failure.ts';
import { Failed, isAbort } from '../foundation/failed.ts';
import { networkVerdict, statusVerdict, unreadableVerdict, vendorVerdict } from './aws-verdicts.ts';

/** What we read of a foreign error: nothing else of it is believed, and its message is never shown. */
const ForeignError = z.object({
  name: z.string().catch(''),
  message: z.string().catch(''),
  code: z.string().optional().catch(undefined),
  /** Where S3 says that the bucket is, in the body of AuthorizationHeaderMalformed. */
  Region: z.string().optional().catch(undefined),
  $metadata: z
    .object({
      httpStatusCode: z.number().optional().catch(undefined),
      clockSkewCorrected: z.boolean().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  $response: z
    .object({ statusCode: z.number().optional(), headers: z.record(z.string(), z.string()).optional() })
    .optional()
    .catch(undefined),
});
type ForeignError = z.infer<typeof ForeignError>;

/**
 * The failure behind an error of a cloud call, or the error itself when it is an abort or a bug of ours.
 * `subject` is the bucket, table or key that was asked for. The result carries the vendor's name for the error and
 * nothing of its message, which can hold access key ids and signed requests.
 */
export function awsFailure(error: unknown, subject: string): Failed | Error {
  if (error instanceof Failed) return error;
  if (!(error instanceof Error))
    return new Error('Something that is no Error was thrown by a cloud call', { cause: error });
  if (isAbort(error)) return error;
  const foreign = ForeignError.parse({ ...error, name: error.name, message: error.message, ...hidden(error) });
  const failure = verdict(foreign);
  if (failure === null) return error;
  return new Failed({ ...failure, subject, detail: shortName(foreign) }, error);
}

/** Runs one call; what it throws leaves as awsFailure makes it. */
export async function asking<Answer>(subject: string, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw awsFailure(error, subject);
  }
}

/** True when the error is the vendor's of one of these names: for answers that are no failure where they are asked. */
export function isVendorError(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

/** The HTTP status that the vendor's error carries, if a server answered at all. */
export function answeredStatus(error: unknown): number | undefined {
  const parsed = ForeignError.safeParse(error);
  return parsed.success ? (parsed.data.$metadata?.httpStatusCode ?? parsed.data.$response?.statusCode) : undefined;
}

function verdict(error: ForeignError): Omit<Failure, 'subject' | 'detail'> | null {
  const status = error.$metadata?.httpStatusCode ?? error.$response?.statusCode;
  const named =
    networkVerdict(error.code) ??
    vendorVerdict(error.name, error.message) ??
    (isElsewhere(error, status) ? vendorVerdict('PermanentRedirect', '') : null) ??
    unreadableVerdict(error.message, status) ??
    statusVerdict(status);
  if (named === null) return null;
  const wait = waitAtLeast(error);
  const action = named.code === 'denied' ? missingAction(error.message) : undefined;
  const region = named.code === 'wrong-region' ? bucketRegion(error) : undefined;
  // The SDK measures the server's clock from the refusal and signs with it from then on: the next try is right.
  const retry = named.code === 'clock-skew' && error.$metadata?.clockSkewCorrected === true ? 'soon' : named.retry;
  return {
    ...named,
    retry,
    ...(action === undefined ? {} : { action }),
    ...(region === undefined ? {} : { region }),
    ...(wait === undefined ? {} : { waitAtLeast: wait }),
  };
}

/**
 * "… is not authorized to perform: s3:PutObject on resource: …", as in
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html. The rest of it is left behind.
 */
function missingAction(message: string): string | undefined {
  return /not authorized to perform: ([a-z0-9-]{1,32}:[A-Za-z]{1,64})\b/.exec(message)?.[1];
}

/** The header comes with every answer of S3 about a bucket, right or wrong; the message is the oldest form. */
function bucketRegion(error: ForeignError): string | undefined {
  const header = error.$response?.headers?.['x-amz-bucket-region'];
  const region = header ?? error.Region ?? /expecting '([^']+)'/.exec(error.message)?.[1];
  return region !== undefined && /^[a-z0-9-]{2,32}$/.test(region) ? region : undefined;
}

/** S3 names the bucket's region when it was asked in another; the answer to HeadBucket then has nothing else to say. */
function isElsewhere(error: ForeignError, status: number | undefined): boolean {
  return [301, 307, 400].includes(status ?? 0) && error.$response?.headers?.['x-amz-bucket-region'] !== undefined;
}

/** Retry-After in seconds, RFC 9110 section 10.2.3; its other form, a date, is sent by none of the stores we know. */
function waitAtLeast(error: ForeignError): number | undefined {
  const header = error.$response?.headers?.['retry-after'];
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : undefined;
}

/** A word or two that a person can search for; anything longer could carry something private. */
function shortName(error: ForeignError): string {
  const name = error.code ?? error.name;
  if (/^[\w.:-]{1,64}$/.test(name) && name !== 'Error' && name !== 'Unknown') return name;
  return `HTTP ${error.$metadata?.httpStatusCode ?? error.$response?.statusCode ?? '?'}`;
}

/** The SDK keeps the answer in a property that spreading does not copy. */
function hidden(error: Error): { $response?: unknown } {
  return '$response' in error ? { $response: error.$response } : {};
}
