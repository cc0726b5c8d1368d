/** @file The headers that an object keeps and gives back, and the conditions that a call can set on what is there. */
import { type Checksums, checksumAlgorithms } from './body-digests.ts';
import type { ObjectVersion } from './object-version.ts';
import { S3Refusal } from './s3-refusal.ts';

type Headers = ReadonlyMap<string, string>;

const keptHeaders = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
];

/** AWS's limit for names and values of x-amz-meta- together. */
const largestMetadata = 2048;

/** What of the request's headers belongs to the object. Throws MetadataTooLarge. */
export function headersToKeep(headers: Headers): Record<string, string> {
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  let metadataBytes = 0;
  for (const [name, value] of headers) {
    if (keptHeaders.includes(name)) kept[name] = value;
    if (name.startsWith('x-amz-meta-')) {
      metadataBytes += Buffer.byteLength(name) - 'x-amz-meta-'.length + Buffer.byteLength(value);
      kept[name] = value;
    }
  }
  if (metadataBytes > largestMetadata) throw new S3Refusal('MetadataTooLarge');
  // aws-chunked says how it was sent, not what it is.
  const encoding = (kept['content-encoding'] ?? '').split(',').map((part) => part.trim());
  const real = encoding.filter((part) => part !== 'aws-chunked' && part !== '').join(',');
  if (real === '') delete kept['content-encoding'];
  else kept['content-encoding'] = real;
  return kept;
}

export function checksumHeaders(checksums: Checksums): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const algorithm of checksumAlgorithms) {
    const value = checksums[algorithm];
    if (value === undefined) continue;
    headers[`x-amz-checksum-${algorithm}`] = value;
    headers['x-amz-checksum-type'] = value.includes('-') ? 'COMPOSITE' : 'FULL_OBJECT';
  }
  return headers;
}

export function versionHeader(version: string | undefined): Record<string, string> {
  return version === undefined || version === 'null' ? {} : { 'x-amz-version-id': version };
}

/** For writes: throws PreconditionFailed, or NoSuchKey where If-Match finds nothing. Understands `If-None-Match: *` only. */
export function expectWritable(headers: Headers, present: ObjectVersion | null): void {
  const noneMatch = headers.get('if-none-match');
  if (noneMatch !== undefined && noneMatch !== '*') {
    throw new S3Refusal('NotImplemented', { fields: { Header: 'If-None-Match' } });
  }
  if (noneMatch === '*' && present !== null) {
    throw new S3Refusal('PreconditionFailed', { fields: { Condition: 'If-None-Match' } });
  }
  const match = headers.get('if-match');
  if (match === undefined) return;
  if (present === null) throw new S3Refusal('NoSuchKey');
  if (!matches(match, present.etag)) throw new S3Refusal('PreconditionFailed', { fields: { Condition: 'If-Match' } });
}

/** For reads, in the order of RFC 9110, section 13.2.2: throws PreconditionFailed or NotModified. */
export function expectReadable(headers: Headers, present: ObjectVersion): void {
  const modified = Math.floor(present.modifiedAt / 1000) * 1000;
  const match = headers.get('if-match');
  const unmodifiedSince = timeOf(headers.get('if-unmodified-since'));
  if (match !== undefined ? !matches(match, present.etag) : unmodifiedSince !== null && modified > unmodifiedSince) {
    throw new S3Refusal('PreconditionFailed');
  }
  const noneMatch = headers.get('if-none-match');
  const modifiedSince = timeOf(headers.get('if-modified-since'));
  if (
    noneMatch !== undefined ? matches(noneMatch, present.etag) : modifiedSince !== null && modified <= modifiedSince
  ) {
    throw new S3Refusal('NotModified', { headers: { etag: `"${present.etag}"` } });
  }
}

/** An entity tag without the quotes that most clients, but not all, put around it. */
export function bareTag(tag: string): string {
  return tag.trim().replace(/^"(.*)"$/, '$1');
}

function matches(condition: string, etag: string): boolean {
  return condition.trim() === '*' || condition.split(',').some((tag) => bareTag(tag) === etag);
}

function timeOf(text: string | undefined): number | null {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : time;
}
