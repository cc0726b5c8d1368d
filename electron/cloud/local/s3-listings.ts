/** @file How the local S3 lists the objects of a bucket: by prefix, grouped at a delimiter, page by page. */
import { z } from 'zod';
import { checksumAlgorithms, checksumNames } from './body-digests.ts';
import type { ObjectVersion } from './object-version.ts';
import type { S3Call, S3Operation, S3Store } from './s3-operation.ts';
import { S3Refusal } from './s3-refusal.ts';
import { isoTime, keyWriter, s3Document, xmlElement, xmlParent } from './s3-xml.ts';

export const listings: readonly S3Operation[] = [
  {
    name: 'ListObjectsV2',
    method: 'GET',
    target: 'bucket',
    marks: [['list-type', '2']],
    query: ['prefix', 'delimiter', 'max-keys', 'continuation-token', 'start-after', 'encoding-type', 'fetch-owner'],
    run: listObjects,
  },
  {
    name: 'ListObjects',
    method: 'GET',
    target: 'bucket',
    query: ['prefix', 'delimiter', 'max-keys', 'marker', 'encoding-type'],
    run: listObjectsOld,
  },
];

/** Sorts behind every key that begins with what stands before it. */
const behindAll = '\u{10FFFF}';

/** Where a page ended: after a key, or after all keys of a group. */
const Continuation = z.strictObject({ after: z.string(), group: z.boolean() });
type Continuation = z.infer<typeof Continuation>;

type Entry =
  | { readonly kind: 'object'; readonly version: ObjectVersion }
  | { readonly kind: 'group'; readonly prefix: string };

function listObjects(call: S3Call, store: S3Store) {
  store.buckets.expect(call.bucket);
  const most = pageSize(call.query.get('max-keys'), 'max-keys');
  const prefix = call.query.get('prefix') ?? '';
  const delimiter = call.query.get('delimiter') ?? '';
  const token = call.query.get('continuation-token');
  const startAfter = call.query.get('start-after');
  const start = token === undefined ? { after: startAfter ?? '', group: false } : continuationOf(token);
  const { entries, next } = page(store, call.bucket, { prefix, delimiter, start, most });
  const write = keyWriter(encodingOf(call));
  return {
    body: s3Document('ListBucketResult', [
      xmlElement('Name', call.bucket),
      xmlElement('Prefix', write(prefix)),
      xmlElement('Delimiter', delimiter === '' ? undefined : write(delimiter)),
      xmlElement('MaxKeys', most),
      xmlElement('EncodingType', call.query.get('encoding-type')),
      xmlElement('KeyCount', entries.length),
      xmlElement('IsTruncated', next !== null),
      xmlElement('ContinuationToken', token),
      xmlElement('NextContinuationToken', next === null ? undefined : tokenOf(next)),
      xmlElement('StartAfter', startAfter === undefined ? undefined : write(startAfter)),
      ...entries.map((entry) => entryElement(entry, write)),
    ]),
  };
}

/** The first version of the listing: its pages begin after a marker that anyone can read. Old clients send it. */
function listObjectsOld(call: S3Call, store: S3Store) {
  store.buckets.expect(call.bucket);
  const most = pageSize(call.query.get('max-keys'), 'max-keys');
  const prefix = call.query.get('prefix') ?? '';
  const delimiter = call.query.get('delimiter') ?? '';
  const marker = call.query.get('marker') ?? '';
  const start = { after: marker, group: delimiter !== '' && marker.endsWith(delimiter) };
  const { entries, next } = page(store, call.bucket, { prefix, delimiter, start, most });
  const write = keyWriter(encodingOf(call));
  return {
    body: s3Document('ListBucketResult', [
      xmlElement('Name', call.bucket),
      xmlElement('Prefix', write(prefix)),
      xmlElement('Marker', write(marker)),
      xmlElement('Delimiter', delimiter === '' ? undefined : write(delimiter)),
      xmlElement('MaxKeys', most),
      xmlElement('EncodingType', call.query.get('encoding-type')),
      xmlElement('IsTruncated', next !== null),
      xmlElement('NextMarker', next === null || delimiter === '' ? undefined : write(next.after)),
      ...entries.map((entry) => entryElement(entry, write)),
    ]),
  };
}

function entryElement(entry: Entry, write: (key: string) => string): string {
  return entry.kind === 'group'
    ? xmlParent('CommonPrefixes', [xmlElement('Prefix', write(entry.prefix))])
    : xmlParent('Contents', contents(entry.version, write));
}

type PageRequest = {
  readonly prefix: string;
  readonly delimiter: string;
  readonly start: Continuation;
  readonly most: number;
};

function page(store: S3Store, bucket: string, request: PageRequest) {
  const entries: Entry[] = [];
  for (const entry of entriesFrom(store, bucket, request)) {
    if (entries.length === request.most) {
      const last = entries.at(-1);
      return { entries, next: last === undefined ? null : placeOf(last) };
    }
    entries.push(entry);
  }
  return { entries, next: null };
}

function* entriesFrom(
  store: S3Store,
  bucket: string,
  { prefix, delimiter, start, most }: PageRequest,
): Generator<Entry> {
  let at = start;
  for (;;) {
    const rows = rowsAfter(store, bucket, at, prefix, Math.min(most + 1, 1000));
    if (rows.length === 0) return;
    for (const version of rows) {
      if (!version.key.startsWith(prefix)) return;
      const entry = entryOf(version, prefix, delimiter);
      yield entry;
      at = placeOf(entry);
      // The rest of the group is skipped in the index, however large it is.
      if (at.group) break;
    }
  }
}

function placeOf(entry: Entry): Continuation {
  return entry.kind === 'group' ? { after: entry.prefix, group: true } : { after: entry.version.key, group: false };
}

function entryOf(version: ObjectVersion, prefix: string, delimiter: string): Entry {
  const end = delimiter === '' ? -1 : version.key.indexOf(delimiter, prefix.length);
  if (end === -1) return { kind: 'object', version };
  return { kind: 'group', prefix: version.key.slice(0, end + delimiter.length) };
}

function rowsAfter(store: S3Store, bucket: string, at: Continuation, prefix: string, limit: number): ObjectVersion[] {
  const from = at.group ? at.after + behindAll : at.after;
  // Compared as UTF-8, as the database does: JavaScript's own order differs above U+D7FF.
  if (Buffer.compare(Buffer.from(from), Buffer.from(prefix)) < 0) {
    return store.versions.objectsFrom(bucket, prefix, true, limit);
  }
  return store.versions.objectsFrom(bucket, from, false, limit);
}

export function contents(version: ObjectVersion, write: (key: string) => string): string[] {
  return [
    xmlElement('Key', write(version.key)),
    xmlElement('LastModified', isoTime(version.modifiedAt)),
    xmlElement('ETag', `"${version.etag}"`),
    ...checksumAlgorithms.map((algorithm) =>
      xmlElement(
        'ChecksumAlgorithm',
        version.checksums[algorithm] === undefined ? undefined : checksumNames[algorithm],
      ),
    ),
    xmlElement('Size', version.size),
    xmlElement('StorageClass', 'STANDARD'),
  ];
}

/** From 0 to 1,000; more is cut to that, as AWS does. */
export function pageSize(text: string | undefined, name: string): number {
  if (text === undefined || text === '') return 1000;
  if (!/^\d{1,9}$/.test(text)) {
    throw new S3Refusal('InvalidArgument', { fields: { ArgumentName: name, ArgumentValue: text } });
  }
  return Math.min(Number(text), 1000);
}

export function encodingOf(call: S3Call): string | undefined {
  const encoding = call.query.get('encoding-type');
  if (encoding !== undefined && encoding !== 'url') {
    throw new S3Refusal('InvalidArgument', { message: 'Invalid Encoding Method specified in Request' });
  }
  return encoding;
}

function tokenOf(continuation: Continuation): string {
  return Buffer.from(JSON.stringify(continuation)).toString('base64url');
}

function continuationOf(token: string): Continuation {
  const refusal = new S3Refusal('InvalidArgument', { message: 'The continuation token provided is incorrect' });
  try {
    return Continuation.parse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) throw refusal;
    throw error;
  }
}
