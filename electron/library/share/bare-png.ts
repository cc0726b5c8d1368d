/** @file A PNG without what is around it: the chunks that show the picture and its frames, up to its end; pure. */
import { crc32 } from 'node:zlib';
import type { Bare } from './bare-picture.ts';
import { exifNotes, exifOfOrientation } from './exif-notes.ts';

const signature = '\x89PNG\r\n\x1a\n';

/** PNG third edition, section 11: pixels, colours, frames. Text, times of change and EXIF are not among them. */
const shown = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'mDCV', 'cLLI'],
  ...['bKGD', 'hIST', 'pHYs', 'acTL', 'fcTL', 'fdAT'],
]);

/** As barePicture. */
export function barePng(bytes: Buffer): Bare | null {
  if (bytes.subarray(0, 8).toString('latin1') !== signature) return null;
  const kept: Buffer[] = [];
  let orientation = 1;
  let tellsPlace = false;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) return null;
    const type = bytes.subarray(at + 4, at + 8).toString('latin1');
    if (shown.has(type)) kept.push(bytes.subarray(at, end));
    else {
      const notes = type === 'eXIf' ? exifNotes(bytes.subarray(at + 8, at + 8 + length)) : null;
      orientation = notes?.orientation ?? orientation;
      tellsPlace ||= notes?.tellsPlace ?? true;
    }
    at = end;
    if (type !== 'IEND') continue;
    tellsPlace ||= end < bytes.length;
    const [header, ...rest] = kept;
    if (header?.subarray(4, 8).toString('latin1') !== 'IHDR') return null;
    return { bytes: Buffer.concat([bytes.subarray(0, 8), header, ...turned(orientation), ...rest]), tellsPlace };
  }
  return null;
}

function turned(orientation: number): Buffer[] {
  if (orientation === 1) return [];
  const named = Buffer.concat([Buffer.from('eXIf', 'latin1'), exifOfOrientation(orientation)]);
  const chunk = Buffer.alloc(named.length + 8);
  chunk.writeUInt32BE(named.length - 4, 0);
  named.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(named), named.length + 4);
  return [chunk];
}
