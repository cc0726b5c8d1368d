/** @file Reads a camera's notes with ExifReader; runs in the pixel process, because the bytes may be hostile. */
import ExifReader from 'exifreader';
import { type CameraNotes, type FoundDetails, pictureDetails } from './picture-details.ts';

/** What sharp puts before the EXIF that it hands out. */
const exifMark = 'Exif\0\0';

/** What ExifReader says in place of a value that lies outside of the file. */
const faulty = '<faulty value>';

/** NewSubfileType of a first directory that is a camera's small copy, and TIFF's number for a digital negative. */
const reducedCopy = 1;

/** As ReadDetails. */
export function readPictureDetails(bytes: Uint8Array): FoundDetails {
  const tags = load(bytes);
  if (tags === null) return { details: bmpDetails(bytes), isRaw: false };
  const isRaw = isTiff(bytes) && looksRaw(bytes, tags);
  const notes = cameraNotes(tags);
  // A camera's own word on its pixels outlives whoever crops them: it is taken only where there is no other.
  if (isRaw) return { details: pictureDetails(notes), isRaw };
  const { width, height, ...details } = pictureDetails({ ...notes, ...frameOf(tags) });
  return { details, isRaw, ...(width === undefined || height === undefined ? {} : { frame: { width, height } }) };
}

type Tags = ReadonlyMap<string, unknown>;

function load(bytes: Uint8Array): Tags | null {
  const isMarked = Buffer.from(bytes.subarray(0, exifMark.length)).toString('latin1') === exifMark;
  const exif = isMarked ? bytes.subarray(exifMark.length) : bytes;
  try {
    // A copy that owns its memory: the reader looks at the whole of it, not at the part.
    const { exif: main, gps, file } = ExifReader.load(new Uint8Array(exif).buffer, { expanded: true });
    return new Map<string, unknown>([...Object.entries(main ?? {}), ...Object.entries(gps ?? {}), ['frame', file]]);
  } catch {
    // It throws for bytes without notes as for broken ones, and both mean the same here.
    return null;
  }
}

/** Pixels as a JPEG's frame header has them (ITU T.81, B.2.2), before they are turned upright. */
function frameOf(tags: Tags): Pick<CameraNotes, 'width' | 'height'> {
  const frame = tags.get('frame');
  const of = new Map<string, unknown>(typeof frame === 'object' && frame !== null ? Object.entries(frame) : []);
  return { width: number(of, 'Image Width'), height: number(of, 'Image Height') };
}

function isTiff(bytes: Uint8Array): boolean {
  const mark = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  return mark === 'II*\0' || mark === 'MM\0*';
}

function looksRaw(bytes: Uint8Array, tags: Tags): boolean {
  const isCr2 = bytes[8] === 0x43 && bytes[9] === 0x52;
  return isCr2 || tags.has('DNGBackwardVersion') || number(tags, 'SubfileType') === reducedCopy;
}

function cameraNotes(tags: Tags): CameraNotes {
  return {
    make: text(tags, 'Make'),
    model: text(tags, 'Model'),
    lens: text(tags, 'LensModel'),
    takenAt: text(tags, 'DateTimeOriginal'),
    offset: text(tags, 'OffsetTimeOriginal'),
    latitude: plain(tags.get('Latitude')),
    longitude: plain(tags.get('Longitude')),
    altitude: plain(tags.get('Altitude')),
    width: number(tags, 'PixelXDimension'),
    height: number(tags, 'PixelYDimension'),
    orientation: number(tags, 'Orientation'),
  };
}

function valueIn(tags: Tags, name: string): unknown {
  const tag = tags.get(name);
  const value = typeof tag === 'object' && tag !== null && 'value' in tag ? tag.value : undefined;
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

function text(tags: Tags, name: string): string | undefined {
  const value = valueIn(tags, name);
  return typeof value === 'string' && !value.includes(faulty) ? value : undefined;
}

function number(tags: Tags, name: string): number | undefined {
  return plain(valueIn(tags, name));
}

function plain(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** A BMP has no notes, but its size is easily read (BITMAPINFOHEADER: a negative height is stored from the top). */
function bmpDetails(bytes: Uint8Array): FoundDetails['details'] {
  if (bytes.byteLength < 26 || bytes[0] !== 0x42 || bytes[1] !== 0x4d) return {};
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return pictureDetails({ width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) });
}
