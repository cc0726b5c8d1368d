/** @file What an S3 operation is: what marks it, what it understands, what it does. What it does not name is refused. */
import type { Clock } from '../../foundation/clock.ts';
import type { BlobFolder } from './blob-folder.ts';
import type { BucketIndex } from './bucket-index.ts';
import type { IncomingCall } from './incoming-call.ts';
import type { ObjectDatabase } from './object-database.ts';
import { S3Refusal } from './s3-refusal.ts';
import type { UploadIndex } from './upload-index.ts';
import type { VersionIndex } from './version-index.ts';

export type S3Store = {
  readonly database: ObjectDatabase;
  readonly buckets: BucketIndex;
  readonly versions: VersionIndex;
  readonly uploads: UploadIndex;
  readonly blobs: BlobFolder;
  readonly clock: Clock;
  readonly region: string;
};

/** A call whose signature was found genuine. */
export type S3Call = IncomingCall & {
  readonly bucket: string;
  readonly key: string;
  /** What was signed for the body. */
  readonly payload: string;
  readonly body: AsyncIterable<Uint8Array>;
};

export type S3Answer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | AsyncIterable<Uint8Array>;
};

export type S3Operation = {
  readonly name: string;
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  readonly target: 'service' | 'bucket' | 'object';
  /** Query names that make it this operation; a second entry is the value it must have. */
  readonly marks?: readonly (readonly [name: string, value?: string])[];
  /** Headers that make it this operation. */
  readonly markHeaders?: readonly string[];
  /** Further query names that it understands. */
  readonly query?: readonly string[];
  /** Further headers that it understands, of those that would change what is meant; `x-amz-meta-*` stands for all. */
  readonly headers?: readonly string[];
  readonly hasBody?: true;
  readonly run: (call: S3Call, store: S3Store) => S3Answer | Promise<S3Answer>;
};

/** Understood everywhere: they say who asks and which command of the SDK it is. */
const harmlessHeaders = new Set([
  'x-amz-date',
  'x-amz-content-sha256',
  'x-amz-user-agent',
  'x-amz-sdk-checksum-algorithm',
]);
/** These ask for what is the case anyway; with any other value they are not understood. */
const defaultsSaid = new Map([
  ['x-amz-acl', 'private'],
  ['x-amz-storage-class', 'STANDARD'],
]);
const harmlessQuery = new Set(['x-id']);

/** Besides x-amz-…, the headers that an operation must not ignore. */
const meaningfulHeaders = new Set([
  'range',
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
  'if-range',
]);

const emptySha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** The operation that is asked for. Throws NotImplemented for anything in the call that it does not understand. */
export function operationFor(call: S3Call, operations: readonly S3Operation[]): S3Operation {
  const target = call.bucket === '' ? 'service' : call.key === '' ? 'bucket' : 'object';
  const fitting = operations.filter(
    (operation) => operation.method === call.method && operation.target === target && isMarked(call, operation),
  );
  // The most marks win: `?uploadId` with a part's number is not the same as without.
  const [operation] = fitting.sort((a, b) => markCount(b) - markCount(a));
  if (operation === undefined) throw new S3Refusal('NotImplemented', { fields: { Method: call.method } });
  expectUnderstood(call, operation);
  if (operation.hasBody !== true) expectNoBody(call);
  return operation;
}

function isMarked(call: S3Call, operation: S3Operation): boolean {
  const byQuery = (operation.marks ?? []).every(([name, value]) => {
    const given = call.query.get(name);
    return given !== undefined && (value === undefined || given === value);
  });
  return byQuery && (operation.markHeaders ?? []).every((name) => call.headers.has(name));
}

function markCount(operation: S3Operation): number {
  return (operation.marks?.length ?? 0) + (operation.markHeaders?.length ?? 0);
}

function expectUnderstood(call: S3Call, operation: S3Operation): void {
  const query = new Set([...(operation.marks ?? []).map(([name]) => name), ...(operation.query ?? [])]);
  for (const name of call.query.keys()) {
    if (!query.has(name) && !harmlessQuery.has(name)) {
      throw new S3Refusal('NotImplemented', { fields: { ResourceType: name } });
    }
  }
  const headers = new Set([...(operation.markHeaders ?? []), ...(operation.headers ?? [])]);
  for (const [name, value] of call.headers) {
    const meaningful = name.startsWith('x-amz-') || meaningfulHeaders.has(name);
    const understood = headers.has(name) || (name.startsWith('x-amz-meta-') && headers.has('x-amz-meta-*'));
    const harmless = harmlessHeaders.has(name) || defaultsSaid.get(name) === value;
    if (meaningful && !understood && !harmless) {
      throw new S3Refusal('NotImplemented', { fields: { Header: name } });
    }
  }
}

function expectNoBody(call: S3Call): void {
  const length = call.headers.get('content-length') ?? '0';
  if (length !== '0' || call.headers.has('transfer-encoding')) {
    throw new S3Refusal('InvalidRequest', { message: 'This operation takes no body.' });
  }
  if (call.payload !== emptySha256 && call.payload !== 'UNSIGNED-PAYLOAD') {
    throw new S3Refusal('XAmzContentSHA256Mismatch');
  }
}
