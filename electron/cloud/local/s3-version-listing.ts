/** @file How the local S3 lists all versions of a bucket's objects, markers included, page by page. */
import { contents, encodingOf, pageSize } from './s3-listings.ts';
import type { S3Call, S3Operation, S3Store } from './s3-operation.ts';
import { S3Refusal } from './s3-refusal.ts';
import { isoTime, keyWriter, s3Document, xmlElement, xmlParent } from './s3-xml.ts';

export const versionListing: S3Operation = {
  name: 'ListObjectVersions',
  method: 'GET',
  target: 'bucket',
  marks: [['versions']],
  query: ['prefix', 'delimiter', 'max-keys', 'key-marker', 'version-id-marker', 'encoding-type'],
  run: listVersions,
};

function listVersions(call: S3Call, store: S3Store) {
  store.buckets.expect(call.bucket);
  const most = pageSize(call.query.get('max-keys'), 'max-keys');
  if ((call.query.get('delimiter') ?? '') !== '')
    throw new S3Refusal('NotImplemented', { fields: { Header: 'delimiter' } });
  const prefix = call.query.get('prefix') ?? '';
  const keyMarker = call.query.get('key-marker') ?? '';
  const versionMarker = call.query.get('version-id-marker');
  const before = versionMarker ? (store.versions.find(call.bucket, keyMarker, versionMarker)?.id ?? 0) : 0;
  const startsLater = Buffer.compare(Buffer.from(keyMarker), Buffer.from(prefix)) >= 0 && keyMarker !== '';
  const rows = store.versions
    .versionsAfter(
      call.bucket,
      startsLater ? keyMarker : prefix,
      startsLater ? before : Number.MAX_SAFE_INTEGER,
      most + 1,
    )
    .filter((version) => version.key.startsWith(prefix));
  const shown = rows.slice(0, most);
  const last = rows.length > most ? shown.at(-1) : undefined;
  const write = keyWriter(encodingOf(call));
  return {
    body: s3Document('ListVersionsResult', [
      xmlElement('Name', call.bucket),
      xmlElement('Prefix', write(prefix)),
      xmlElement('KeyMarker', write(keyMarker)),
      xmlElement('VersionIdMarker', versionMarker),
      xmlElement('MaxKeys', most),
      xmlElement('EncodingType', call.query.get('encoding-type')),
      xmlElement('IsTruncated', last !== undefined),
      xmlElement('NextKeyMarker', last === undefined ? undefined : write(last.key)),
      xmlElement('NextVersionIdMarker', last?.version),
      ...shown.map((version) =>
        xmlParent(version.deleteMarker ? 'DeleteMarker' : 'Version', [
          ...(version.deleteMarker
            ? [xmlElement('Key', write(version.key)), xmlElement('LastModified', isoTime(version.modifiedAt))]
            : contents(version, write)),
          xmlElement('VersionId', version.version),
          xmlElement('IsLatest', version.latest),
        ]),
      ),
    ]),
  };
}
