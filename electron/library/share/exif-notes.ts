/** @file The two facts of an EXIF block that matter when a picture is bared: how it is turned, and whether it has a place; pure. */

export type ExifNotes = {
  /** 1 to 8. */
  readonly orientation: number;
  /** It has a directory for GPS, whatever is in it. */
  readonly tellsPlace: boolean;
};

const ORIENTATION = 0x0112;
const GPS_DIRECTORY = 0x8825;
const entrySize = 12;

/** Null for what is no EXIF. `block` is a TIFF, with or without the six letters that JPEG puts before it. */
export function exifNotes(block: Buffer): ExifNotes | null {
  const tiff = block.subarray(0, 4).toString('latin1') === 'Exif' ? block.subarray(6) : block;
  const order = tiff.subarray(0, 4).toString('latin1');
  if ((order !== 'II*\0' && order !== 'MM\0*') || tiff.length < 8) return null;
  const isLittle = order === 'II*\0';
  const short = (at: number): number => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const from = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (from + 2 > tiff.length) return null;
  const entries = short(from);
  if (from + 2 + entries * entrySize > tiff.length) return null;
  let orientation = 1;
  let tellsPlace = false;
  for (let at = from + 2; at < from + 2 + entries * entrySize; at += entrySize) {
    const tag = short(at);
    if (tag === GPS_DIRECTORY) tellsPlace = true;
    if (tag === ORIENTATION) orientation = short(at + 8);
  }
  return { orientation: orientation >= 1 && orientation <= 8 ? orientation : 1, tellsPlace };
}

/** A TIFF that says how the picture is turned, and nothing else. */
export function exifOfOrientation(orientation: number): Buffer {
  const tiff = Buffer.alloc(8 + 2 + entrySize + 4);
  tiff.write('MM\0*', 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(ORIENTATION, 10);
  // A SHORT, one of it, in the upper half of the value.
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}
