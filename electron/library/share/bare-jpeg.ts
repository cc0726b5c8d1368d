/** @file A JPEG without what is around it: the segments that show the picture, up to its first end; pure. */
import type { Bare } from './bare-picture.ts';
import { type ExifNotes, exifNotes, exifOfOrientation } from './exif-notes.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;

/** Tables and frames: 0xc0 to 0xcf, quantisation, lines, restarts, scans (ITU-T T.81, table B.1). */
function showsPicture(marker: number): boolean {
  return (marker >= 0xc0 && marker <= 0xcf) || (marker >= SOS && marker <= 0xdf);
}

/** Application segments without which colours are others. */
function showsColours(marker: number, begins: string): boolean {
  if (marker === APP0) return begins.startsWith('JFIF\0');
  if (marker === APP2) return begins.startsWith('ICC_PROFILE\0');
  return marker === APP14 && begins.startsWith('Adobe');
}

/** As barePicture. */
export function bareJpeg(bytes: Buffer): Bare | null {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return null;
  const kept: Buffer[] = [];
  let orientation = 1;
  let tellsPlace = false;
  for (let at = markerAt(bytes, 2); at !== null; ) {
    if (bytes[at + 1] === EOI) {
      tellsPlace ||= at + 2 < bytes.length;
      return { bytes: Buffer.concat([opening(orientation), ...kept, Buffer.from([0xff, EOI])]), tellsPlace };
    }
    const end = segmentEnd(bytes, at);
    if (end === null) return null;
    const segment = bytes.subarray(at, end);
    if (isShown(segment)) kept.push(segment);
    else {
      const notes = exifOf(segment);
      orientation = notes?.orientation ?? orientation;
      tellsPlace ||= notes?.tellsPlace ?? true;
    }
    at = markerAt(bytes, end);
  }
  return null;
}

/** The next marker; any number of 0xff may stand before it. Null where there is none. */
function markerAt(bytes: Buffer, from: number): number | null {
  let at = from;
  while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1;
  return bytes[at] === 0xff && at + 1 < bytes.length ? at : null;
}

function isShown(segment: Buffer): boolean {
  const marker = segment[1] ?? 0;
  return showsPicture(marker) || showsColours(marker, segment.subarray(4, 16).toString('latin1'));
}

function exifOf(segment: Buffer): ExifNotes | null {
  const isExif = segment[1] === APP1 && segment.subarray(4, 9).toString('latin1') === 'Exif\0';
  return isExif ? exifNotes(segment.subarray(4)) : null;
}

/** Of a scan, with all that follows until the next marker. Null where the file is cut. */
function segmentEnd(bytes: Buffer, at: number): number | null {
  if (at + 4 > bytes.length) return null;
  const length = bytes.readUInt16BE(at + 2);
  const end = at + 2 + length;
  if (length < 2 || end > bytes.length) return null;
  return bytes[at + 1] === SOS ? scanEnd(bytes, end) : end;
}

/** Where the next marker is: in a scan, 0xff is followed by nought, or is a restart. */
function scanEnd(bytes: Buffer, from: number): number | null {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return null;
}

/** The start, and how the picture is turned where it is. */
function opening(orientation: number): Buffer {
  const start = Buffer.from([0xff, SOI]);
  if (orientation === 1) return start;
  const block = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exifOfOrientation(orientation)]);
  const head = Buffer.from([0xff, APP1, 0, 0]);
  head.writeUInt16BE(block.length + 2, 2);
  return Buffer.concat([start, head, block]);
}
