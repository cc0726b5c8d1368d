/** @file The digests that a store compares with its own; MD5 only where the store holds nothing better. */
import { hash } from 'node:crypto';

/** Hexadecimal. */
export function md5(bytes: Uint8Array): string {
  return hash('md5', bytes, 'hex');
}

export function sha256(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}
