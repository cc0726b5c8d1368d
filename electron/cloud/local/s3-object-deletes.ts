/** @file How the local S3 lets objects go, or hides them where versions are kept: DeleteObject, DeleteObjects. */
import { z } from 'zod';
import { bodyHeaders } from './checked-body.ts';
import { readXml, xmlObject } from './fast-xml-reader.ts';
import { versionHeader } from './object-headers.ts';
import type { S3Call, S3Operation, S3Store } from './s3-operation.ts';
import { S3Refusal } from './s3-refusal.ts';
import { s3Document, xmlElement, xmlParent } from './s3-xml.ts';

const Deletion = xmlObject({
  Delete: xmlObject({
    Object: z
      .array(xmlObject({ Key: z.string().min(1), VersionId: z.string().optional() }))
      .min(1)
      .max(1000),
    Quiet: z.enum(['true', 'false']).optional(),
  }),
});

export const objectDeletes: readonly S3Operation[] = [
  { name: 'DeleteObject', method: 'DELETE', target: 'object', query: ['versionId'], run: deleteObject },
  {
    name: 'DeleteObjects',
    method: 'POST',
    target: 'bucket',
    marks: [['delete']],
    headers: bodyHeaders,
    hasBody: true,
    run: deleteObjects,
  },
];

async function deleteObject(call: S3Call, store: S3Store) {
  const version = call.query.get('versionId');
  const { bucket, key } = call;
  const now = store.clock.now();
  const deleted = store.versions.delete({ bucket, key, now, ...(version === undefined ? {} : { version }) });
  await store.blobs.remove(deleted.unused);
  return {
    status: 204,
    headers: { ...versionHeader(deleted.version), ...(deleted.marker ? { 'x-amz-delete-marker': 'true' } : {}) },
  };
}

async function deleteObjects(call: S3Call, store: S3Store) {
  if (![...bodyHeaders, 'content-md5'].some((name) => call.headers.has(name))) {
    throw new S3Refusal('InvalidRequest', {
      message: 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
    });
  }
  const document = await readXml(call, Deletion);
  if (document === null) throw new S3Refusal('MalformedXML');
  const now = store.clock.now();
  const results: string[] = [];
  for (const { Key: key, VersionId: version } of document.Delete.Object) {
    const address = { bucket: call.bucket, key, now, ...(version === undefined ? {} : { version }) };
    const deleted = store.versions.delete(address);
    await store.blobs.remove(deleted.unused);
    const made = deleted.marker && version === undefined ? deleted.version : undefined;
    results.push(
      xmlParent('Deleted', [
        xmlElement('Key', key),
        xmlElement('VersionId', version),
        xmlElement('DeleteMarker', deleted.marker ? true : undefined),
        xmlElement('DeleteMarkerVersionId', made),
      ]),
    );
  }
  return { body: s3Document('DeleteResult', document.Delete.Quiet === 'true' ? [] : results) };
}
