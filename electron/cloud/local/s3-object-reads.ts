/** @file How the local S3 gives objects back: GetObject and HeadObject. */
import type { Piece } from './blob-folder.ts';
import { checksumHeaders, expectReadable, versionHeader } from './object-headers.ts';
import type { ObjectVersion } from './object-version.ts';
import type { S3Answer, S3Call, S3Operation, S3Store } from './s3-operation.ts';
import { S3Refusal } from './s3-refusal.ts';

const conditions = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since'];
const overrides = [
  'content-type',
  'content-disposition',
  'content-encoding',
  'content-language',
  'cache-control',
  'expires',
];

const understood = {
  target: 'object',
  query: ['versionId', ...overrides.map((name) => `response-${name}`)],
  headers: [...conditions, 'range', 'x-amz-checksum-mode'],
} as const;

export const objectReads: readonly S3Operation[] = [
  { name: 'GetObject', method: 'GET', ...understood, run: (call, store) => answer(call, store, true) },
  { name: 'HeadObject', method: 'HEAD', ...understood, run: (call, store) => answer(call, store, false) },
];

function answer(call: S3Call, store: S3Store, withBytes: boolean): S3Answer {
  const version = expectVersion(store, call.bucket, call.key, call.query.get('versionId'));
  expectReadable(call.headers, version);
  const range = rangeOf(call.headers.get('range'), version.size);
  const { first, last } = range ?? { first: 0, last: version.size - 1 };
  const whole = range === null;
  return {
    status: whole ? 200 : 206,
    headers: {
      ...version.headers,
      ...overriddenHeaders(call),
      ...(whole && call.headers.get('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED'
        ? checksumHeaders(version.checksums)
        : {}),
      ...versionHeader(version.version),
      etag: `"${version.etag}"`,
      'last-modified': new Date(version.modifiedAt).toUTCString(),
      'accept-ranges': 'bytes',
      'content-length': String(last - first + 1),
      ...(whole ? {} : { 'content-range': `bytes ${first}-${last}/${version.size}` }),
    },
    ...(withBytes ? { body: store.blobs.read(version.pieces satisfies readonly Piece[], first, last) } : {}),
  };
}

/** The version asked for, or the latest. Throws NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed for a marker. */
export function expectVersion(store: S3Store, bucket: string, key: string, version: string | undefined): ObjectVersion {
  store.buckets.expect(bucket);
  if (version === undefined) {
    const latest = store.versions.latest(bucket, key);
    if (latest === null) throw new S3Refusal('NoSuchKey', { fields: { Key: key } });
    if (!latest.deleteMarker) return latest;
    const headers = { 'x-amz-delete-marker': 'true', ...versionHeader(latest.version) };
    throw new S3Refusal('NoSuchKey', { fields: { Key: key }, headers });
  }
  const found = store.versions.find(bucket, key, version);
  if (found === null) throw new S3Refusal('NoSuchVersion', { fields: { Key: key, VersionId: version } });
  if (found.deleteMarker) throw new S3Refusal('MethodNotAllowed', { headers: { 'x-amz-delete-marker': 'true' } });
  return found;
}

function overriddenHeaders(call: S3Call): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of overrides) {
    const value = call.query.get(`response-${name}`);
    if (value !== undefined) headers[name] = value;
  }
  return headers;
}

/** One range of RFC 9110; null for the whole object, as S3 answers headers that it cannot read and several ranges. */
function rangeOf(header: string | undefined, size: number): { first: number; last: number } | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  const [, from = '', to = ''] = match ?? [];
  if (match === null || (from === '' && to === '')) return null;
  const first = from === '' ? Math.max(size - Number(to), 0) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return null;
  if (first >= size || (from === '' && Number(to) === 0)) {
    throw new S3Refusal('InvalidRange', { headers: { 'content-range': `bytes */${size}` } });
  }
  return { first, last };
}
