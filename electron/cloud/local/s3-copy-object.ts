/** @file How the local S3 makes an object of another: CopyObject. */
import { checkedBody } from './checked-body.ts';
import { expectReadable, expectWritable, headersToKeep, versionHeader } from './object-headers.ts';
import { expectKey, publishedOrRemoved } from './publish-object.ts';
import { expectVersion } from './s3-object-reads.ts';
import type { S3Call, S3Operation, S3Store } from './s3-operation.ts';
import { S3Refusal } from './s3-refusal.ts';
import { isoTime, s3Document, xmlElement } from './s3-xml.ts';

export const copyOperation: S3Operation = {
  name: 'CopyObject',
  method: 'PUT',
  target: 'object',
  markHeaders: ['x-amz-copy-source'],
  headers: [
    'if-none-match',
    'if-match',
    'x-amz-metadata-directive',
    'x-amz-meta-*',
    'x-amz-copy-source-if-match',
    'x-amz-copy-source-if-none-match',
  ],
  run: copyObject,
};

async function copyObject(call: S3Call, store: S3Store) {
  expectKey(call.key);
  const source = copySource(call, store);
  const directive = call.headers.get('x-amz-metadata-directive') ?? 'COPY';
  if (directive !== 'COPY' && directive !== 'REPLACE') throw new S3Refusal('InvalidArgument');
  if (directive === 'COPY' && source.bucket === call.bucket && source.key === call.key) {
    throw new S3Refusal('InvalidRequest', { message: 'A copy onto itself must change something.' });
  }
  const promise = { length: source.size, payload: 'UNSIGNED-PAYLOAD', checksums: {} };
  let etag = '';
  const bytes = store.blobs.read(source.pieces, 0, source.size - 1);
  const piece = await store.blobs.receive(
    checkedBody(bytes, promise, (body) => {
      etag = body.md5;
    }),
  );
  const modifiedAt = store.clock.now();
  const whole = Object.entries(source.checksums).filter(([, value]) => !value.includes('-'));
  const version = {
    bucket: call.bucket,
    key: call.key,
    headers: directive === 'COPY' ? source.headers : headersToKeep(call.headers),
    modifiedAt,
    size: piece.size,
    etag,
    checksums: Object.fromEntries(whole),
    pieces: [piece],
  };
  const published = await publishedOrRemoved(store, [piece.blob], () =>
    store.versions.publish(version, (there) => expectWritable(call.headers, there)),
  );
  return {
    headers: versionHeader(published.version),
    body: s3Document('CopyObjectResult', [
      xmlElement('LastModified', isoTime(modifiedAt)),
      xmlElement('ETag', `"${etag}"`),
    ]),
  };
}

function copySource(call: S3Call, store: S3Store) {
  const header = call.headers.get('x-amz-copy-source') ?? '';
  const [, bucket, encodedKey, version] = /^\/?([^/]+)\/(.+?)(?:\?versionId=([^?]*))?$/.exec(header) ?? [];
  if (!bucket || !encodedKey) throw new S3Refusal('InvalidArgument', { message: 'Copy Source must mention a key.' });
  let key: string;
  try {
    key = decodeURIComponent(encodedKey);
  } catch (error) {
    throw error instanceof URIError ? new S3Refusal('InvalidArgument') : error;
  }
  const source = expectVersion(store, bucket, key, version);
  const conditions = new Map<string, string>();
  for (const name of ['if-match', 'if-none-match']) {
    const value = call.headers.get(`x-amz-copy-source-${name}`);
    if (value !== undefined) conditions.set(name, value);
  }
  try {
    expectReadable(conditions, source);
  } catch (error) {
    throw error instanceof S3Refusal ? new S3Refusal('PreconditionFailed') : error;
  }
  return source;
}
