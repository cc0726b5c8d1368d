/** @file What a request says of its own signature, in its Authorization header or its presigned query; nothing is believed yet. */
import type { Milliseconds } from '../../foundation/clock.ts';
import type { IncomingCall } from './incoming-call.ts';

type Scope = {
  readonly accessKeyId: string;
  /** YYYYMMDD */
  readonly day: string;
  readonly region: string;
  readonly service: string;
};

export type Claim = Scope & {
  /** Names in lower case. */
  readonly signedHeaders: ReadonlySet<string>;
  /** Hexadecimal. */
  readonly signature: string;
  /** Milliseconds since 1970 UTC. */
  readonly signedAt: number;
  /** True when a session token came along; we hand none out. */
  readonly token: boolean;
} & ({ readonly kind: 'header' } | { readonly kind: 'presigned'; readonly lifetime: Milliseconds });

/** The names that a presigned URL adds to what it signs. */
export const presignedNames: ReadonlySet<string> = new Set([
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  'X-Amz-Signature',
  'X-Amz-Security-Token',
]);

/** AWS's limit for a presigned URL: seven days. */
const longestLifetime = 7 * 24 * 60 * 60;

export function claimOf(call: IncomingCall): Claim | 'anonymous' | 'malformed' {
  const header = call.headers.get('authorization');
  const presigned = call.query.has('X-Amz-Algorithm') || call.query.has('X-Amz-Signature');
  if (header !== undefined && presigned) return 'malformed';
  if (header !== undefined) return headerClaim(call, header) ?? 'malformed';
  if (presigned) return presignedClaim(call) ?? 'malformed';
  return 'anonymous';
}

function headerClaim(call: IncomingCall, header: string): Claim | null {
  const parts = /^AWS4-HMAC-SHA256\s+(.+)$/.exec(header)?.[1];
  if (parts === undefined) return null;
  const values = new Map<string, string>();
  for (const part of parts.split(',')) {
    const [name = '', value = ''] = part.trim().split(/=(.*)/s);
    values.set(name, value);
  }
  const scope = scopeOf(values.get('Credential'));
  const signedAt = timeOf(call.headers.get('x-amz-date'));
  const signature = values.get('Signature');
  const signedHeaders = values.get('SignedHeaders');
  if (scope === null || signedAt === null || !signature || !signedHeaders) return null;
  return {
    kind: 'header',
    ...scope,
    signedAt,
    signature,
    signedHeaders: new Set(signedHeaders.split(';')),
    token: call.headers.has('x-amz-security-token'),
  };
}

function presignedClaim(call: IncomingCall): Claim | null {
  if (call.query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') return null;
  const scope = scopeOf(call.query.get('X-Amz-Credential'));
  const signedAt = timeOf(call.query.get('X-Amz-Date'));
  const signature = call.query.get('X-Amz-Signature');
  const signedHeaders = call.query.get('X-Amz-SignedHeaders');
  const seconds = call.query.get('X-Amz-Expires') ?? '';
  if (scope === null || signedAt === null || !signature || !signedHeaders) return null;
  if (!/^\d{1,6}$/.test(seconds) || Number(seconds) < 1 || Number(seconds) > longestLifetime) return null;
  if ((call.query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD') !== 'UNSIGNED-PAYLOAD') return null;
  return {
    kind: 'presigned',
    ...scope,
    signedAt,
    signature,
    signedHeaders: new Set(signedHeaders.split(';')),
    lifetime: Number(seconds) * 1000,
    token: call.query.has('X-Amz-Security-Token'),
  };
}

function scopeOf(credential: string | undefined): Scope | null {
  const match = /^(.+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(credential ?? '');
  const [, accessKeyId, day, region, service] = match ?? [];
  if (!accessKeyId || !day || !region || !service) return null;
  return { accessKeyId, day, region, service };
}

/** From ISO 8601's basic form in UTC, 20260131T235959Z. */
function timeOf(text: string | undefined): number | null {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '');
  if (match === null) return null;
  const [, year, month, day, hour, minute, second] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? null : time;
}
