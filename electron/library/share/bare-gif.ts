/** @file A GIF without what is around it: frames, their timing and how often they run; pure. */
import type { Bare } from './bare-picture.ts';

/** GIF89a, sections 18 to 27. */
const IMAGE = 0x2c;
const EXTENSION = 0x21;
const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;
const APPLICATION = 0xff;

/** As barePicture. */
export function bareGif(bytes: Buffer): Bare | null {
  if (!/^GIF8[79]a$/.test(bytes.subarray(0, 6).toString('latin1')) || bytes.length < 13) return null;
  const begin = 13 + tableSize(bytes[10] ?? 0);
  const kept = [bytes.subarray(0, begin)];
  let tellsPlace = false;
  for (let at = begin; at < bytes.length; ) {
    const kind = bytes[at];
    if (kind === TRAILER) {
      tellsPlace ||= at + 1 < bytes.length;
      return { bytes: Buffer.concat([...kept, bytes.subarray(at, at + 1)]), tellsPlace };
    }
    const end = kind === IMAGE ? imageEnd(bytes, at) : kind === EXTENSION ? blocksEnd(bytes, at + 2) : null;
    if (end === null) return null;
    if (kind === IMAGE || isShown(bytes, at)) kept.push(bytes.subarray(at, end));
    else tellsPlace = true;
    at = end;
  }
  return null;
}

function isShown(bytes: Buffer, at: number): boolean {
  const label = bytes[at + 1];
  if (label === GRAPHIC_CONTROL) return true;
  const name = bytes.subarray(at + 3, at + 14).toString('latin1');
  return label === APPLICATION && (name === 'NETSCAPE2.0' || name === 'ANIMEXTS1.0');
}

function imageEnd(bytes: Buffer, at: number): number | null {
  if (at + 10 > bytes.length) return null;
  // The descriptor, its table of colours, and the length of the first code.
  return blocksEnd(bytes, at + 10 + tableSize(bytes[at + 9] ?? 0) + 1);
}

/** Blocks with their length before each, ended by an empty one. */
function blocksEnd(bytes: Buffer, from: number): number | null {
  for (let at = from; at < bytes.length; ) {
    const length = bytes[at] ?? 0;
    at += 1 + length;
    if (length === 0) return at;
  }
  return null;
}

/** Bytes of the table of colours that these flags announce. */
function tableSize(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 0x07) + 1);
}
