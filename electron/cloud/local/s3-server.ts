/**
 * @file The local S3: reads a call, checks who signed it, runs the operation, answers. Strict: what it does not
 * understand it refuses, so that a client that passes here relies on nothing that is not there.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { encodedPath, type IncomingCall, incomingCall } from './incoming-call.ts';
import type { Handler } from './loopback-server.ts';
import { bucketOperations } from './s3-bucket-operations.ts';
import { completeOperation } from './s3-complete-upload.ts';
import { copyOperation } from './s3-copy-object.ts';
import { listings } from './s3-listings.ts';
import { multipartOperations } from './s3-multipart.ts';
import { objectDeletes } from './s3-object-deletes.ts';
import { objectReads } from './s3-object-reads.ts';
import { operationFor, type S3Answer, type S3Call, type S3Store } from './s3-operation.ts';
import { putOperation } from './s3-put-object.ts';
import { refusalDocument, S3Refusal } from './s3-refusal.ts';
import { signatureRefusal } from './s3-signature-refusal.ts';
import { versionListing } from './s3-version-listing.ts';
import { presignedNames } from './signature-claim.ts';
import { judgeSignature, type SigningKey } from './smithy-signature.ts';

const operations = [
  ...bucketOperations,
  ...listings,
  versionListing,
  ...objectReads,
  ...objectDeletes,
  ...multipartOperations,
  putOperation,
  copyOperation,
  completeOperation,
];

/** `unexpected` hears of bugs; the client hears InternalError. */
export function s3Handler(store: S3Store, key: SigningKey, unexpected: (error: unknown) => void): Handler {
  return async (request, response) => {
    const requestId = randomBytes(8).toString('hex').toUpperCase();
    response.setHeader('x-amz-request-id', requestId);
    response.setHeader('server', 'Cloudroll');
    response.setHeader('date', new Date(store.clock.now()).toUTCString());
    try {
      const call = await genuineCall(request, response, store, key);
      await send(request, response, await operationFor(call, operations).run(call, store));
    } catch (error) {
      if (isGone(request, error)) return;
      const refusal = error instanceof S3Refusal ? error : new S3Refusal('InternalError');
      if (refusal !== error) unexpected(error);
      if (response.headersSent) response.destroy();
      else await send(request, response, refused(refusal, request, requestId));
    }
  };
}

async function genuineCall(
  request: IncomingMessage,
  response: ServerResponse,
  store: S3Store,
  key: SigningKey,
): Promise<S3Call> {
  const call = incomingCall(request);
  if (call === null) throw new S3Refusal('InvalidURI');
  const verdict = await judgeSignature(call, key, { now: store.clock.now() });
  if (verdict.kind === 'refused') throw signatureRefusal(verdict, key.region, store.clock.now());
  if (verdict.payload === '') {
    throw new S3Refusal('InvalidRequest', {
      message: 'Missing required header for this request: x-amz-content-sha256',
    });
  }
  const slash = call.path.indexOf('/', 1);
  return {
    ...withoutSignature(call),
    bucket: slash === -1 ? call.path.slice(1) : call.path.slice(1, slash),
    key: slash === -1 ? '' : call.path.slice(slash + 1),
    payload: verdict.payload,
    body: bodyOf(request, response),
  };
}

/**
 * What a presigned URL says in its query counts as a header. Its checksums do not: the SDK puts that of an empty body
 * there, and AWS ignores it (aws/aws-sdk-go-v2#2610, localstack/localstack#12169).
 */
function withoutSignature(call: IncomingCall): IncomingCall {
  const query = new Map<string, string>();
  const headers = new Map(call.headers);
  for (const [name, value] of call.query) {
    const lower = name.toLowerCase();
    if (presignedNames.has(name) || lower === 'x-amz-content-sha256') continue;
    if (!lower.startsWith('x-amz-')) query.set(name, value);
    else if (!lower.startsWith('x-amz-checksum-') || lower === 'x-amz-checksum-mode') headers.set(lower, value);
  }
  return { ...call, query, headers };
}

/** The body as it comes. Reading stops without cutting the line, so that the refusal still reaches the client. */
async function* bodyOf(request: IncomingMessage, response: ServerResponse): AsyncGenerator<Uint8Array> {
  if (awaitsContinue(request)) response.writeContinue();
  yield* request.iterator({ destroyOnReturn: false });
}

function awaitsContinue(request: IncomingMessage): boolean {
  return request.headers.expect?.toLowerCase() === '100-continue';
}

function refused(refusal: S3Refusal, request: IncomingMessage, requestId: string): S3Answer {
  const { status, headers } = refusal;
  if (request.method === 'HEAD' || status === 304) return { status, headers };
  const resource = encodedPath((request.url ?? '').split('?')[0] ?? '');
  return { status, headers, body: refusalDocument(refusal, resource, requestId) };
}

async function send(request: IncomingMessage, response: ServerResponse, answer: S3Answer): Promise<void> {
  response.statusCode = answer.status ?? 200;
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  // Whether the body still comes is not known when the client was never told to go on.
  if (awaitsContinue(request) && !request.complete) response.setHeader('connection', 'close');
  const { body } = answer;
  if (body === undefined || typeof body === 'string') {
    if (body !== undefined) response.setHeader('content-type', 'application/xml');
    if (request.method !== 'HEAD') response.setHeader('content-length', Buffer.byteLength(body ?? ''));
    response.end(body);
    return;
  }
  await pipeline(Readable.from(body), response);
}

/** What Node calls a client that went away, by the moment at which it did. */
const goneCodes = new Set<unknown>(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED']);

/** True when the client went away, which needs no answer. */
function isGone(request: IncomingMessage, error: unknown): boolean {
  return request.socket.destroyed && error instanceof Error && 'code' in error && goneCodes.has(error.code);
}
