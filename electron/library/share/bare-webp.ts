/** @file A WebP without what is around it: the chunks that show the picture and its frames; pure. */
import type { Bare } from './bare-picture.ts';
import { exifNotes, exifOfOrientation } from './exif-notes.ts';

/** RFC 9649, section 2.7. */
const shown = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);

/** Bits of the first byte of VP8X: that EXIF and XMP follow. */
const hasExif = 0x08;
const hasXmp = 0x04;

/** As barePicture. */
export function bareWebp(bytes: Buffer): Bare | null {
  if (!/^RIFF[\s\S]{4}WEBP$/.test(bytes.subarray(0, 12).toString('latin1'))) return null;
  const whole = bytes.readUInt32LE(4) + 8;
  const chunks = whole > bytes.length ? null : chunksOf(bytes.subarray(0, whole));
  if (chunks === null) return null;
  const kept = chunks.filter(({ type }) => shown.has(type)).map(({ bytes: chunk }) => Buffer.from(chunk));
  const around = chunks.filter(({ type }) => !shown.has(type));
  const notes = around.map(({ type, bytes: chunk }) => (type === 'EXIF' ? exifNotes(chunk.subarray(8)) : null));
  const orientation = notes.findLast((one) => one !== null)?.orientation ?? 1;
  const [first] = kept;
  if (first === undefined) return null;
  const isExtended = first.subarray(0, 4).toString('latin1') === 'VP8X';
  const isTurned = isExtended && orientation !== 1;
  if (isExtended) first[8] = ((first[8] ?? 0) & ~(hasExif | hasXmp)) | (isTurned ? hasExif : 0);
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...kept, ...(isTurned ? [turned(orientation)] : [])]);
  const riff = Buffer.from('RIFF\0\0\0\0', 'latin1');
  riff.writeUInt32LE(body.length, 4);
  const tellsPlace = whole < bytes.length || notes.some((one) => one?.tellsPlace ?? true);
  return { bytes: Buffer.concat([riff, body]), tellsPlace };
}

type Chunk = { readonly type: string; readonly bytes: Buffer };

/** Each with its head and its padding; null where they do not fill the file. */
function chunksOf(bytes: Buffer): Chunk[] | null {
  const chunks: Chunk[] = [];
  for (let at = 12; at < bytes.length; ) {
    if (at + 8 > bytes.length) return null;
    const size = bytes.readUInt32LE(at + 4);
    const end = at + 8 + size + (size % 2);
    if (end > bytes.length) return null;
    chunks.push({ type: bytes.subarray(at, at + 4).toString('latin1'), bytes: bytes.subarray(at, end) });
    at = end;
  }
  return chunks;
}

function turned(orientation: number): Buffer {
  const tiff = exifOfOrientation(orientation);
  const head = Buffer.from('EXIF\0\0\0\0', 'latin1');
  head.writeUInt32LE(tiff.length, 4);
  return Buffer.concat([head, tiff]);
}
