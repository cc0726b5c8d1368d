/** @file The checksums that S3 knows, computed together while a body passes by; base64 as S3 writes them. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** CRC64NVME is not offered: the server answers NotImplemented. */
export const checksumAlgorithms = ['sha256', 'sha1', 'crc32', 'crc32c'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];
/** Algorithm to base64 value. */
export type Checksums = { readonly [algorithm in ChecksumAlgorithm]?: string };

/** As elements and algorithm names are written: ChecksumSHA256, SHA256. */
export const checksumNames: { readonly [algorithm in ChecksumAlgorithm]: string } = {
  sha256: 'SHA256',
  sha1: 'SHA1',
  crc32: 'CRC32',
  crc32c: 'CRC32C',
};

/** Bytes of a value before base64. */
const lengths: { readonly [algorithm in ChecksumAlgorithm]: number } = { sha256: 32, sha1: 20, crc32: 4, crc32c: 4 };

export type BodyDigests = {
  readonly update: (bytes: Uint8Array) => void;
  /** Hexadecimal; once only, at the end. */
  readonly end: () => { readonly md5: string; readonly checksums: Checksums };
};

/** MD5 always, because it is the entity tag; the rest only where asked for, because each costs time. */
export function bodyDigests(wanted: ReadonlySet<ChecksumAlgorithm>): BodyDigests {
  const md5 = createHash('md5');
  const running = [...wanted].map((algorithm) => ({ algorithm, checksum: runningChecksum(algorithm) }));
  return {
    update: (bytes) => {
      md5.update(bytes);
      for (const { checksum } of running) checksum.update(bytes);
    },
    end: () => ({
      md5: md5.digest('hex'),
      checksums: Object.fromEntries(running.map(({ algorithm, checksum }) => [algorithm, checksum.end()])),
    }),
  };
}

export function isChecksumValue(algorithm: ChecksumAlgorithm, value: string): boolean {
  const bytes = Buffer.from(value, 'base64');
  return bytes.length === lengths[algorithm] && bytes.toString('base64') === value;
}

export function checksumAlgorithmNamed(name: string): ChecksumAlgorithm | null {
  return checksumAlgorithms.find((algorithm) => checksumNames[algorithm] === name.toUpperCase()) ?? null;
}

/** The checksum of checksums that a multipart object has: over the parts' values, with their number behind. */
export function compositeChecksum(algorithm: ChecksumAlgorithm, parts: readonly string[]): string {
  const whole = runningChecksum(algorithm);
  for (const part of parts) whole.update(Buffer.from(part, 'base64'));
  return `${whole.end()}-${parts.length}`;
}

type RunningChecksum = { readonly update: (bytes: Uint8Array) => void; readonly end: () => string };

function runningChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  if (algorithm === 'crc32') return runningCrc(crc32);
  if (algorithm === 'crc32c') return runningCrc(crc32c);
  const hash = createHash(algorithm);
  return { update: (bytes) => void hash.update(bytes), end: () => hash.digest('base64') };
}

function runningCrc(next: (bytes: Uint8Array, before: number) => number): RunningChecksum {
  let value = 0;
  return {
    update: (bytes) => {
      value = next(bytes, value);
    },
    end: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes.toString('base64');
    },
  };
}

/** Castagnoli's polynomial, reflected (RFC 3720, appendix B.4). */
const castagnoli = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

function crc32c(bytes: Uint8Array, before: number): number {
  let value = ~before;
  for (const byte of bytes) value = (castagnoli[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}
