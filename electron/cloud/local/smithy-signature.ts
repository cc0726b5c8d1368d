/**
 * @file Tells whether a request was signed with our secret (Signature Version 4), by signing it anew and comparing.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Checksum, SourceData } from '@smithy/types';
import type { Milliseconds } from '../../foundation/clock.ts';
import type { IncomingCall } from './incoming-call.ts';
import { type Claim, claimOf, presignedNames } from './signature-claim.ts';

export type SigningKey = {
  readonly service: 's3' | 'dynamodb';
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

export type SignatureRefusal =
  | 'anonymous'
  | 'malformed'
  | 'unknown-key'
  | 'token-unknown'
  | 'wrong-region'
  | 'wrong-scope'
  | 'skewed'
  | 'expired'
  | 'header-not-signed'
  | 'wrong-signature';

export type Verdict =
  /** `payload`: what was signed for the body: its SHA-256 in hexadecimal, or one of AWS's words. */
  | { readonly kind: 'genuine'; readonly payload: string }
  | { readonly kind: 'refused'; readonly reason: SignatureRefusal; readonly detail?: string };

/** AWS's own allowance. */
const skewAllowed: Milliseconds = 15 * 60 * 1000;

/** `body` is needed where the payload's hash is not among the headers (DynamoDB); S3's is checked as the bytes arrive. */
export async function judgeSignature(
  call: IncomingCall,
  key: SigningKey,
  look: { readonly now: Milliseconds; readonly body?: Uint8Array },
): Promise<Verdict> {
  const claim = claimOf(call);
  if (typeof claim === 'string') return { kind: 'refused', reason: claim };
  const refusal = refusalOfScope(claim, key) ?? refusalOfTime(claim, look.now) ?? refusalOfHeaders(claim, call);
  if (refusal !== null) return { kind: 'refused', ...refusal };
  const payload = payloadOf(call, claim, look.body);
  const expected = Buffer.from(await signatureOf(call, claim, key, look.body));
  const given = Buffer.from(claim.signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
    return { kind: 'refused', reason: 'wrong-signature' };
  }
  return { kind: 'genuine', payload };
}

type Refusal = { readonly reason: SignatureRefusal; readonly detail?: string };

function refusalOfScope(claim: Claim, key: SigningKey): Refusal | null {
  if (claim.accessKeyId !== key.accessKeyId) return { reason: 'unknown-key', detail: claim.accessKeyId };
  if (claim.token) return { reason: 'token-unknown' };
  if (claim.region !== key.region) return { reason: 'wrong-region', detail: claim.region };
  const day = new Date(claim.signedAt).toISOString().slice(0, 10).replaceAll('-', '');
  if (claim.service !== key.service || claim.day !== day) return { reason: 'wrong-scope' };
  return null;
}

function refusalOfTime(claim: Claim, now: Milliseconds): Refusal | null {
  if (claim.signedAt - now > skewAllowed) return { reason: 'skewed' };
  if (claim.kind === 'header') return now - claim.signedAt > skewAllowed ? { reason: 'skewed' } : null;
  return now > claim.signedAt + claim.lifetime ? { reason: 'expired' } : null;
}

function refusalOfHeaders(claim: Claim, call: IncomingCall): Refusal | null {
  for (const name of call.headers.keys()) {
    if ((name.startsWith('x-amz-') || name === 'host') && !claim.signedHeaders.has(name)) {
      return { reason: 'header-not-signed', detail: name };
    }
  }
  return null;
}

function payloadOf(call: IncomingCall, claim: Claim, body: Uint8Array | undefined): string {
  const named = call.headers.get('x-amz-content-sha256');
  if (named !== undefined) return named;
  if (claim.kind === 'presigned') return 'UNSIGNED-PAYLOAD';
  return body === undefined ? '' : createHash('sha256').update(body).digest('hex');
}

async function signatureOf(
  call: IncomingCall,
  claim: Claim,
  key: SigningKey,
  body: Uint8Array | undefined,
): Promise<string> {
  const signer = new SignatureV4({
    credentials: { accessKeyId: key.accessKeyId, secretAccessKey: key.secretAccessKey },
    region: key.region,
    service: key.service,
    sha256: NodeSha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  const request = {
    method: call.method,
    protocol: 'http:',
    hostname: '127.0.0.1',
    path: call.canonicalPath,
    query: Object.fromEntries([...call.query].filter(([name]) => !presignedNames.has(name))),
    headers: Object.fromEntries([...call.headers].filter(([name]) => claim.signedHeaders.has(name))),
  };
  const options = { signingDate: new Date(claim.signedAt), signableHeaders: new Set(claim.signedHeaders) };
  if (claim.kind === 'header') {
    const signed = await signer.sign({ ...request, ...(body === undefined ? {} : { body }) }, options);
    return /Signature=([0-9a-f]+)/.exec(signed.headers['authorization'] ?? '')?.[1] ?? '';
  }
  const signed = await signer.presign(
    // A body that is neither text nor bytes stands for UNSIGNED-PAYLOAD.
    { ...request, body: {} },
    { ...options, expiresIn: claim.lifetime / 1000, unhoistableHeaders: new Set(claim.signedHeaders) },
  );
  const signature = signed.query?.['X-Amz-Signature'];
  return typeof signature === 'string' ? signature : '';
}

/** SHA-256, or its HMAC when there is a secret, in the shape that the signer asks for. */
class NodeSha256 implements Checksum {
  readonly #secret: SourceData | undefined;
  #hash: ReturnType<typeof begun>;

  constructor(secret?: SourceData) {
    this.#secret = secret;
    this.#hash = begun(secret);
  }

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    this.#hash = begun(this.#secret);
  }
}

function begun(secret: SourceData | undefined) {
  if (secret === undefined) return createHash('sha256');
  if (typeof secret === 'string') return createHmac('sha256', secret);
  return createHmac(
    'sha256',
    ArrayBuffer.isView(secret)
      ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength)
      : new Uint8Array(secret),
  );
}
