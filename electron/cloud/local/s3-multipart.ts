/** @file How the local S3 takes an object in parts: begin, send, list, abort. */
import { checksumAlgorithmNamed, checksumAlgorithms, checksumNames } from './body-digests.ts';
import { type ArrivedBody, bodyHeaders, checkedBody, promisedBody } from './checked-body.ts';
import { checksumHeaders, headersToKeep } from './object-headers.ts';
import { expectKey, publishedOrRemoved } from './publish-object.ts';
import { encodingOf, pageSize } from './s3-listings.ts';
import type { S3Call, S3Operation, S3Store } from './s3-operation.ts';
import { S3Refusal } from './s3-refusal.ts';
import { isoTime, keyWriter, s3Document, xmlElement, xmlParent } from './s3-xml.ts';
import { mostParts, type Part, type Upload } from './upload-index.ts';

export const multipartOperations: readonly S3Operation[] = [
  {
    name: 'CreateMultipartUpload',
    method: 'POST',
    target: 'object',
    marks: [['uploads']],
    headers: ['x-amz-meta-*', 'x-amz-checksum-algorithm', 'x-amz-checksum-type'],
    run: begin,
  },
  {
    name: 'UploadPart',
    method: 'PUT',
    target: 'object',
    marks: [['uploadId'], ['partNumber']],
    headers: bodyHeaders,
    hasBody: true,
    run: putPart,
  },
  {
    name: 'ListParts',
    method: 'GET',
    target: 'object',
    marks: [['uploadId']],
    query: ['max-parts', 'part-number-marker'],
    run: listParts,
  },
  { name: 'AbortMultipartUpload', method: 'DELETE', target: 'object', marks: [['uploadId']], run: abort },
  {
    name: 'ListMultipartUploads',
    method: 'GET',
    target: 'bucket',
    marks: [['uploads']],
    query: ['prefix', 'key-marker', 'upload-id-marker', 'max-uploads', 'encoding-type'],
    run: listUploads,
  },
];

function begin(call: S3Call, store: S3Store) {
  const { bucket, key } = call;
  expectKey(key);
  store.buckets.expect(bucket);
  const named = call.headers.get('x-amz-checksum-algorithm');
  const algorithm = named === undefined ? null : checksumAlgorithmNamed(named);
  const type = call.headers.get('x-amz-checksum-type') ?? 'COMPOSITE';
  if ((named !== undefined && algorithm === null) || type !== 'COMPOSITE') throw new S3Refusal('NotImplemented');
  const headers = headersToKeep(call.headers);
  const id = store.uploads.begin({ bucket, key, startedAt: store.clock.now(), headers, algorithm });
  return {
    headers:
      algorithm === null
        ? {}
        : { 'x-amz-checksum-algorithm': checksumNames[algorithm], 'x-amz-checksum-type': 'COMPOSITE' },
    body: s3Document('InitiateMultipartUploadResult', [
      xmlElement('Bucket', bucket),
      xmlElement('Key', key),
      xmlElement('UploadId', id),
    ]),
  };
}

async function putPart(call: S3Call, store: S3Store) {
  const number = Number(call.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > mostParts) {
    throw new S3Refusal('InvalidArgument', {
      message: `Part number must be an integer between 1 and ${mostParts}, inclusive`,
    });
  }
  const upload = expectUpload(call, store);
  const promise = promisedBody(call.headers, call.payload);
  let arrived: ArrivedBody = { size: 0, md5: '', checksums: {} };
  const piece = await store.blobs.receive(
    checkedBody(call.body, promise, (body) => {
      expectAlgorithm(upload, body);
      arrived = body;
    }),
  );
  const { size, md5: etag, checksums } = arrived;
  const part: Part = { number, size, etag, checksums, modifiedAt: store.clock.now(), blob: piece.blob };
  await publishedOrRemoved(store, [piece.blob], () => ({ unused: store.uploads.putPart(upload, part) }));
  return { headers: { etag: `"${etag}"`, ...checksumHeaders(checksums) } };
}

export function expectUpload(call: S3Call, store: S3Store): Upload {
  store.buckets.expect(call.bucket);
  return store.uploads.expect(call.bucket, call.key, call.query.get('uploadId') ?? '');
}

/**
 * An upload begun with an algorithm takes no part without it. One begun without takes parts with any, as the SDK's
 * defaults need it; then the whole has no checksum.
 */
function expectAlgorithm(upload: Upload, { checksums }: ArrivedBody): void {
  if (upload.algorithm === null || checksums[upload.algorithm] !== undefined) return;
  const actual = checksumAlgorithms.find((algorithm) => checksums[algorithm] !== undefined) ?? 'null';
  throw new S3Refusal('InvalidRequest', {
    message: `Checksum Type mismatch occurred, expected checksum Type: ${upload.algorithm}, actual checksum Type: ${actual}`,
  });
}

async function abort(call: S3Call, store: S3Store) {
  const upload = expectUpload(call, store);
  const parts = store.database.atomically(() => store.uploads.end(upload.id));
  await store.blobs.remove(parts.map((part) => part.blob));
  return { status: 204 };
}

function listParts(call: S3Call, store: S3Store) {
  const upload = expectUpload(call, store);
  const most = pageSize(call.query.get('max-parts'), 'max-parts');
  const after = Number(call.query.get('part-number-marker') ?? 0);
  if (!Number.isInteger(after)) throw new S3Refusal('InvalidArgument');
  const parts = store.uploads.parts(upload.id, after, most + 1);
  const shown = parts.slice(0, most);
  const truncated = parts.length > most;
  return {
    body: s3Document('ListPartsResult', [
      xmlElement('Bucket', call.bucket),
      xmlElement('Key', call.key),
      xmlElement('UploadId', upload.id),
      xmlElement('PartNumberMarker', after),
      xmlElement('NextPartNumberMarker', truncated ? shown.at(-1)?.number : undefined),
      xmlElement('MaxParts', most),
      xmlElement('IsTruncated', truncated),
      xmlElement('ChecksumAlgorithm', upload.algorithm === null ? undefined : checksumNames[upload.algorithm]),
      ...shown.map((part) =>
        xmlParent('Part', [
          xmlElement('PartNumber', part.number),
          xmlElement('LastModified', isoTime(part.modifiedAt)),
          xmlElement('ETag', `"${part.etag}"`),
          ...checksumAlgorithms.map((name) => xmlElement(`Checksum${checksumNames[name]}`, part.checksums[name])),
          xmlElement('Size', part.size),
        ]),
      ),
    ]),
  };
}

function listUploads(call: S3Call, store: S3Store) {
  store.buckets.expect(call.bucket);
  const most = pageSize(call.query.get('max-uploads'), 'max-uploads');
  const prefix = call.query.get('prefix') ?? '';
  const keyMarker = call.query.get('key-marker') ?? '';
  const idMarker = call.query.get('upload-id-marker') ?? '';
  const later = Buffer.compare(Buffer.from(keyMarker), Buffer.from(prefix)) >= 0 && keyMarker !== '';
  // A key marker alone means after that key; no id sorts behind this one.
  const afterId = later ? idMarker || '\u{10FFFF}' : '';
  const uploads = store.uploads
    .uploadsAfter(call.bucket, later ? keyMarker : prefix, afterId, most + 1)
    .filter((upload) => upload.key.startsWith(prefix));
  const shown = uploads.slice(0, most);
  const last = uploads.length > most ? shown.at(-1) : undefined;
  const write = keyWriter(encodingOf(call));
  return {
    body: s3Document('ListMultipartUploadsResult', [
      xmlElement('Bucket', call.bucket),
      xmlElement('KeyMarker', write(keyMarker)),
      xmlElement('UploadIdMarker', idMarker),
      xmlElement('NextKeyMarker', last === undefined ? undefined : write(last.key)),
      xmlElement('NextUploadIdMarker', last?.id),
      xmlElement('Prefix', write(prefix)),
      xmlElement('EncodingType', call.query.get('encoding-type')),
      xmlElement('MaxUploads', most),
      xmlElement('IsTruncated', last !== undefined),
      ...shown.map((upload) =>
        xmlParent('Upload', [
          xmlElement('Key', write(upload.key)),
          xmlElement('UploadId', upload.id),
          xmlElement('StorageClass', 'STANDARD'),
          xmlElement('Initiated', isoTime(upload.startedAt)),
          xmlElement('ChecksumAlgorithm', upload.algorithm === null ? undefined : checksumNames[upload.algorithm]),
        ]),
      ),
    ]),
  };
}
