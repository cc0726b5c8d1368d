/** @file Looks into bytes that nobody has checked: what lies beyond the end is empty, not an error; pure. */

/** The bytes from `start` to before `end`, one letter each; as many as there are. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(start, end).toString('latin1');
}

export function dataView(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
