/** @file Lets a request's body through as it arrives and refuses it at the end if it is not what its headers promise. */
import { unframed } from './aws-chunked.ts';
import {
  type BodyDigests,
  bodyDigests,
  type ChecksumAlgorithm,
  type Checksums,
  checksumAlgorithms,
  checksumNames,
  isChecksumValue,
} from './body-digests.ts';
import { S3Refusal } from './s3-refusal.ts';

export type PromisedBody = {
  /** Bytes of content, without framing. */
  readonly length: number;
  /** What was signed for the body. */
  readonly payload: string;
  readonly contentMd5?: string;
  readonly checksums: Checksums;
  /** The checksum that comes behind the body. */
  readonly trailer?: ChecksumAlgorithm;
};

/** What arrived, known once the last byte was taken. `checksums` holds those that the client gave. */
export type ArrivedBody = { readonly size: number; readonly md5: string; readonly checksums: Checksums };

/** Headers that say something of the body; understood wherever there is one. */
export const bodyHeaders: readonly string[] = [
  'x-amz-decoded-content-length',
  'x-amz-trailer',
  ...checksumAlgorithms.map((algorithm) => `x-amz-checksum-${algorithm}`),
];

/** AWS's limit for one request. */
const largestBody = 5 * 1024 ** 3;
const framed = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

/** Reads the promise from the headers; throws S3Refusal for one that cannot be kept or is not understood. */
export function promisedBody(headers: ReadonlyMap<string, string>, payload: string): PromisedBody {
  const streaming = payload === framed;
  if (!streaming && payload !== 'UNSIGNED-PAYLOAD' && !/^[0-9a-f]{64}$/.test(payload)) {
    throw new S3Refusal(payload.startsWith('STREAMING-') ? 'NotImplemented' : 'InvalidArgument', {
      message: 'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER or a SHA-256.',
    });
  }
  const declared = headers.get(streaming ? 'x-amz-decoded-content-length' : 'content-length');
  if (declared === undefined || !/^\d{1,15}$/.test(declared)) throw new S3Refusal('MissingContentLength');
  const length = Number(declared);
  if (length > largestBody) throw new S3Refusal('EntityTooLarge');
  const contentMd5 = headers.get('content-md5');
  if (contentMd5 !== undefined && Buffer.from(contentMd5, 'base64').length !== 16) throw new S3Refusal('InvalidDigest');
  const trailer = streaming ? trailerOf(headers) : undefined;
  const checksums = givenChecksums(headers);
  if (Object.keys(checksums).length + (trailer === undefined ? 0 : 1) > 1) {
    throw new S3Refusal('InvalidRequest', { message: 'Expecting a single x-amz-checksum- header.' });
  }
  return {
    length,
    payload,
    checksums,
    ...(contentMd5 === undefined ? {} : { contentMd5 }),
    ...(trailer === undefined ? {} : { trailer }),
  };
}

/** Yields the content and then throws S3Refusal, before the stream ends, if it is not the promised one. */
export async function* checkedBody(
  body: AsyncIterable<Uint8Array>,
  promise: PromisedBody,
  arrived: (body: ArrivedBody) => void,
): AsyncGenerator<Uint8Array> {
  const trailers = new Map<string, string>();
  const digests = bodyDigests(wantedBy(promise));
  let size = 0;
  for await (const bytes of promise.payload === framed ? unframed(body, trailers) : body) {
    size += bytes.byteLength;
    if (size > promise.length) break;
    digests.update(bytes);
    yield bytes;
  }
  if (size !== promise.length) throw new S3Refusal('IncompleteBody');
  arrived({ size, ...keptPromises(promise, trailers, digests) });
}

function keptPromises(promise: PromisedBody, trailers: ReadonlyMap<string, string>, digests: BodyDigests) {
  const { md5, checksums } = digests.end();
  if (/^[0-9a-f]{64}$/.test(promise.payload) && hexadecimal(checksums.sha256) !== promise.payload) {
    throw new S3Refusal('XAmzContentSHA256Mismatch');
  }
  if (promise.contentMd5 !== undefined && hexadecimal(promise.contentMd5) !== md5) throw new S3Refusal('BadDigest');
  const given = promise.trailer === undefined ? promise.checksums : trailerChecksum(promise.trailer, trailers);
  for (const algorithm of checksumAlgorithms) {
    if (given[algorithm] !== undefined && given[algorithm] !== checksums[algorithm]) {
      throw new S3Refusal('BadDigest', {
        message: `The ${checksumNames[algorithm]} you specified did not match the calculated checksum.`,
      });
    }
  }
  return { md5, checksums: given };
}

function wantedBy(promise: PromisedBody): Set<ChecksumAlgorithm> {
  const wanted = new Set(checksumAlgorithms.filter((algorithm) => promise.checksums[algorithm] !== undefined));
  if (promise.trailer !== undefined) wanted.add(promise.trailer);
  if (/^[0-9a-f]{64}$/.test(promise.payload)) wanted.add('sha256');
  return wanted;
}

function givenChecksums(headers: ReadonlyMap<string, string>): Checksums {
  const given: { [algorithm in ChecksumAlgorithm]?: string } = {};
  for (const algorithm of checksumAlgorithms) {
    const value = headers.get(`x-amz-checksum-${algorithm}`);
    if (value === undefined) continue;
    if (!isChecksumValue(algorithm, value)) {
      throw new S3Refusal('InvalidRequest', { message: `Value for x-amz-checksum-${algorithm} header is invalid.` });
    }
    given[algorithm] = value;
  }
  return given;
}

function trailerOf(headers: ReadonlyMap<string, string>): ChecksumAlgorithm {
  const name = headers.get('x-amz-trailer');
  const algorithm = checksumAlgorithms.find((known) => name === `x-amz-checksum-${known}`);
  if (algorithm === undefined) throw new S3Refusal('NotImplemented', { message: `The trailer ${name} is not known.` });
  return algorithm;
}

function trailerChecksum(algorithm: ChecksumAlgorithm, trailers: ReadonlyMap<string, string>): Checksums {
  const value = trailers.get(`x-amz-checksum-${algorithm}`);
  if (value === undefined || trailers.size !== 1) throw new S3Refusal('MalformedTrailerError');
  if (!isChecksumValue(algorithm, value)) {
    throw new S3Refusal('InvalidRequest', {
      message: `Value for x-amz-checksum-${algorithm} trailing header is invalid.`,
    });
  }
  return { [algorithm]: value };
}

function hexadecimal(base64: string | undefined): string {
  return Buffer.from(base64 ?? '', 'base64').toString('hex');
}
