/** @file The local DynamoDB: checks who signed the call, hands it to the tables, answers as AWS does. */
import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { crc32 } from 'node:zlib';
import { assertNever } from '../../../shared/brand.ts';
import type { Clock } from '../../foundation/clock.ts';
import { coralError, type TableAnswer, type Tables } from './dynalite-tables.ts';
import { incomingCall } from './incoming-call.ts';
import type { Handler } from './loopback-server.ts';
import { judgeSignature, type SigningKey, type Verdict } from './smithy-signature.ts';

/** AWS's limit for one request. */
const largestBody = 16 * 1024 * 1024;

/** `unexpected` hears of bugs; the client hears InternalFailure. */
export function dynamodbHandler(
  tables: Tables,
  clock: Clock,
  key: SigningKey,
  unexpected: (error: unknown) => void,
): Handler {
  return async (request, response) => {
    const answer = await answerTo(request, tables, clock, key).catch((error: unknown) => {
      if (request.socket.destroyed && !request.complete) return null;
      unexpected(error);
      return coralError('InternalFailure');
    });
    if (answer === null) return;
    const body = JSON.stringify(answer.body);
    response.writeHead(answer.status, {
      'content-type': 'application/x-amz-json-1.0',
      'content-length': Buffer.byteLength(body),
      'x-amz-crc32': crc32(body),
      'x-amzn-requestid': randomBytes(26).toString('hex').toUpperCase(),
      date: new Date(clock.now()).toUTCString(),
    });
    response.end(body);
  };
}

async function answerTo(request: IncomingMessage, tables: Tables, clock: Clock, key: SigningKey): Promise<TableAnswer> {
  const body = await wholeBody(request);
  if (body === null) return { ...coralError('RequestEntityTooLargeException'), status: 413 };
  const call = incomingCall(request);
  if (call === null) return coralError('UnknownOperationException');
  const verdict = await judgeSignature(call, key, { now: clock.now(), body });
  if (verdict.kind === 'refused') return signatureError(verdict);
  if (verdict.payload !== createHash('sha256').update(body).digest('hex')) return coralError(...wrongSignature);
  const [version, operation, ...more] = (call.headers.get('x-amz-target') ?? '').split('.');
  if (call.method !== 'POST' || version !== 'DynamoDB_20120810' || operation === undefined || more.length > 0) {
    return coralError('UnknownOperationException');
  }
  let input: unknown;
  try {
    input = JSON.parse(body.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return coralError('SerializationException');
    throw error;
  }
  return tables.run(operation, input);
}

async function wholeBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // A request that was given no encoding yields buffers.
  for await (const bytes of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += bytes.byteLength;
    if (size > largestBody) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

const wrongSignature = [
  'InvalidSignatureException',
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
] as const;

function signatureError({ reason, detail }: Extract<Verdict, { kind: 'refused' }>): TableAnswer {
  switch (reason) {
    case 'anonymous':
      return coralError('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
    case 'malformed':
      return coralError('IncompleteSignatureException', 'The signature is not complete.');
    case 'unknown-key':
    case 'token-unknown':
      return coralError('UnrecognizedClientException', 'The security token included in the request is invalid.');
    case 'wrong-region':
      return coralError(wrongSignature[0], `Credential should be scoped to a valid region, not '${detail}'.`);
    case 'wrong-scope':
      return coralError(wrongSignature[0], "Credential should be scoped to correct service: 'dynamodb'.");
    case 'skewed':
    case 'expired':
      return coralError(wrongSignature[0], 'Signature expired or not yet current.');
    case 'header-not-signed':
      return coralError(wrongSignature[0], `'${detail}' must be a 'SignedHeader' in the AWS Authorization.`);
    case 'wrong-signature':
      return coralError(...wrongSignature);
    default:
      return assertNever(reason, 'signature refusal');
  }
}
