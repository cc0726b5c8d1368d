/** @file How the local S3 makes one object of an upload's parts: CompleteMultipartUpload. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type ChecksumAlgorithm, checksumAlgorithms, checksumNames, compositeChecksum } from './body-digests.ts';
import { readXml, xmlObject } from './fast-xml-reader.ts';
import { bareTag, expectWritable, versionHeader } from './object-headers.ts';
import { expectUpload } from './s3-multipart.ts';
import type { S3Call, S3Operation, S3Store } from './s3-operation.ts';
import { S3Refusal } from './s3-refusal.ts';
import { s3Document, xmlElement } from './s3-xml.ts';
import { mostParts, type Part, type Upload } from './upload-index.ts';

/** AWS's limit for every part but the last. */
const smallestPart = 5 * 1024 * 1024;

const NamedPart = xmlObject({
  PartNumber: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number),
  ETag: z.string(),
  ChecksumSHA256: z.string().optional(),
  ChecksumSHA1: z.string().optional(),
  ChecksumCRC32: z.string().optional(),
  ChecksumCRC32C: z.string().optional(),
});
type NamedPart = z.infer<typeof NamedPart>;
const Completion = xmlObject({
  CompleteMultipartUpload: xmlObject({ Part: z.array(NamedPart).min(1).max(mostParts) }),
});

export const completeOperation: S3Operation = {
  name: 'CompleteMultipartUpload',
  method: 'POST',
  target: 'object',
  marks: [['uploadId']],
  headers: [
    'if-none-match',
    'if-match',
    'x-amz-mp-object-size',
    'x-amz-checksum-type',
    ...checksumAlgorithms.map((algorithm) => `x-amz-checksum-${algorithm}`),
  ],
  hasBody: true,
  run: complete,
};

async function complete(call: S3Call, store: S3Store) {
  const upload = expectUpload(call, store);
  // Checksum headers here are of the object, not of this document.
  const headers = new Map([...call.headers].filter(([name]) => !name.startsWith('x-amz-checksum-')));
  const document = await readXml({ ...call, headers }, Completion);
  if (document === null) throw new S3Refusal('MalformedXML');
  const { published, parts, etag, checksums, unused } = store.database.atomically(() => {
    const named = document.CompleteMultipartUpload.Part;
    const held = new Map(store.uploads.parts(upload.id, 0, mostParts).map((part) => [part.number, part]));
    const chosen = chosenParts(named, held, expectUpload(call, store));
    const version = assembled(call, upload, chosen);
    const used = new Set(chosen.map((part) => part.blob));
    const ended = store.uploads.end(upload.id);
    const { bucket, key, headers: kept } = upload;
    return {
      ...version,
      parts: chosen,
      published: store.versions.publish(
        { bucket, key, headers: kept, modifiedAt: store.clock.now(), ...version },
        (there) => expectWritable(call.headers, there),
      ),
      unused: ended.map((part) => part.blob).filter((blob) => !used.has(blob)),
    };
  });
  await store.blobs.remove([...published.unused, ...unused]);
  const own = Object.entries(checksums).filter(([, value]) => value.endsWith(`-${parts.length}`));
  return {
    headers: versionHeader(published.version),
    body: s3Document('CompleteMultipartUploadResult', [
      xmlElement('Bucket', call.bucket),
      xmlElement('Key', call.key),
      xmlElement('ETag', `"${etag}"`),
      ...own.map(([algorithm, value]) => xmlElement(`Checksum${algorithm.toUpperCase()}`, value)),
      xmlElement('ChecksumType', own.length === 0 ? undefined : 'COMPOSITE'),
    ]),
  };
}

/** The held parts that the client names. Throws InvalidPart, InvalidPartOrder, EntityTooSmall, InvalidRequest. */
function chosenParts(named: readonly NamedPart[], held: ReadonlyMap<number, Part>, upload: Upload): Part[] {
  const ordered = named.every((name, index) => name.PartNumber > (named[index - 1]?.PartNumber ?? 0));
  if (!ordered) throw new S3Refusal('InvalidPartOrder');
  const chosen: Part[] = [];
  for (const [index, name] of named.entries()) {
    const part = held.get(name.PartNumber);
    if (part === undefined || part.etag !== bareTag(name.ETag)) {
      throw new S3Refusal('InvalidPart', { fields: { PartNumber: String(name.PartNumber), UploadId: upload.id } });
    }
    expectChecksums(name, part, upload.algorithm);
    if (part.size < smallestPart && index < named.length - 1) {
      throw new S3Refusal('EntityTooSmall', {
        fields: { ProposedSize: String(part.size), PartNumber: String(part.number) },
      });
    }
    chosen.push(part);
  }
  return chosen;
}

function expectChecksums(name: NamedPart, part: Part, algorithm: ChecksumAlgorithm | null): void {
  const given = {
    sha256: name.ChecksumSHA256,
    sha1: name.ChecksumSHA1,
    crc32: name.ChecksumCRC32,
    crc32c: name.ChecksumCRC32C,
  };
  for (const known of checksumAlgorithms) {
    if (given[known] !== undefined && given[known] !== part.checksums[known]) throw new S3Refusal('InvalidPart');
  }
  if (algorithm !== null && given[algorithm] === undefined) {
    throw new S3Refusal('InvalidRequest', {
      message: `The upload was created using a ${algorithm} checksum. The complete request must include the checksum for each part. It was missing for part ${part.number} in the request.`,
    });
  }
}

function assembled(call: S3Call, upload: Upload, parts: readonly Part[]) {
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const { algorithm } = upload;
  const declared = call.headers.get('x-amz-mp-object-size');
  if (declared !== undefined && Number(declared) !== size) throw new S3Refusal('InvalidRequest');
  const whole = createHash('md5');
  for (const part of parts) whole.update(part.etag, 'hex');
  const checksum =
    algorithm === null
      ? null
      : compositeChecksum(
          algorithm,
          parts.map((part) => part.checksums[algorithm] ?? ''),
        );
  expectWholeChecksum(call, algorithm, checksum);
  return {
    size,
    etag: `${whole.digest('hex')}-${parts.length}`,
    checksums: algorithm === null || checksum === null ? {} : { [algorithm]: checksum },
    pieces: parts.map((part) => ({ blob: part.blob, size: part.size })),
  };
}

function expectWholeChecksum(call: S3Call, algorithm: ChecksumAlgorithm | null, checksum: string | null): void {
  if ((call.headers.get('x-amz-checksum-type') ?? 'COMPOSITE') !== 'COMPOSITE') throw new S3Refusal('NotImplemented');
  for (const known of checksumAlgorithms) {
    const given = call.headers.get(`x-amz-checksum-${known}`);
    if (given === undefined) continue;
    // With or without the number of parts behind it.
    if (known !== algorithm || (given !== checksum && given !== checksum?.split('-')[0])) {
      throw new S3Refusal('BadDigest', {
        message: `The ${checksumNames[known]} you specified did not match the calculated checksum.`,
      });
    }
  }
}
