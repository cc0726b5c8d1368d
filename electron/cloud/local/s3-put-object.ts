/** @file How the local S3 takes an object in: PutObject. */
import { type ArrivedBody, bodyHeaders, checkedBody, promisedBody } from './checked-body.ts';
import { checksumHeaders, expectWritable, headersToKeep, versionHeader } from './object-headers.ts';
import { expectKey, publishedOrRemoved } from './publish-object.ts';
import type { S3Call, S3Operation, S3Store } from './s3-operation.ts';

export const putOperation: S3Operation = {
  name: 'PutObject',
  method: 'PUT',
  target: 'object',
  headers: ['if-none-match', 'if-match', 'x-amz-meta-*', ...bodyHeaders],
  hasBody: true,
  run: putObject,
};

async function putObject(call: S3Call, store: S3Store) {
  const { bucket, key } = call;
  expectKey(key);
  store.buckets.expect(bucket);
  const headers = headersToKeep(call.headers);
  const promise = promisedBody(call.headers, call.payload);
  const present = store.versions.latest(bucket, key);
  // Asked here so that nothing is sent in vain, and again when it counts.
  expectWritable(call.headers, present?.deleteMarker === true ? null : present);
  let arrived: ArrivedBody = { size: 0, md5: '', checksums: {} };
  const piece = await store.blobs.receive(
    checkedBody(call.body, promise, (body) => {
      arrived = body;
    }),
  );
  const version = {
    bucket,
    key,
    headers,
    modifiedAt: store.clock.now(),
    size: piece.size,
    etag: arrived.md5,
    checksums: arrived.checksums,
    pieces: [piece],
  };
  const published = await publishedOrRemoved(store, [piece.blob], () =>
    store.versions.publish(version, (there) => expectWritable(call.headers, there)),
  );
  return {
    headers: {
      etag: `"${arrived.md5}"`,
      ...checksumHeaders(arrived.checksums),
      ...versionHeader(published.version),
    },
  };
}
