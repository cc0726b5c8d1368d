/** @file Says from a file's first bytes which carried type of image it is, whatever its name says; pure, reads no more. */
import { dataView, latin1 } from './look-at-bytes.ts';
import { recogniseBoxed } from './recognise-boxed.ts';
import { isSvg } from './recognise-svg.ts';
import { recogniseTiff } from './recognise-tiff.ts';

/** The closed table of what is carried. Extensions are without a dot. */
export const carriedTypes = {
  jpeg: { contentType: 'image/jpeg', extension: 'jpg' },
  // An animated PNG is a PNG: browsers play it under either type, and every other reader knows this one.
  png: { contentType: 'image/png', extension: 'png' },
  gif: { contentType: 'image/gif', extension: 'gif' },
  webp: { contentType: 'image/webp', extension: 'webp' },
  avif: { contentType: 'image/avif', extension: 'avif' },
  heic: { contentType: 'image/heic', extension: 'heic' },
  heif: { contentType: 'image/heif', extension: 'heif' },
  jxl: { contentType: 'image/jxl', extension: 'jxl' },
  tiff: { contentType: 'image/tiff', extension: 'tif' },
  bmp: { contentType: 'image/bmp', extension: 'bmp' },
  svg: { contentType: 'image/svg+xml', extension: 'svg' },
  cr2: { contentType: 'image/x-canon-cr2', extension: 'cr2' },
  cr3: { contentType: 'image/x-canon-cr3', extension: 'cr3' },
  crw: { contentType: 'image/x-canon-crw', extension: 'crw' },
  nef: { contentType: 'image/x-nikon-nef', extension: 'nef' },
  arw: { contentType: 'image/x-sony-arw', extension: 'arw' },
  dng: { contentType: 'image/x-adobe-dng', extension: 'dng' },
  orf: { contentType: 'image/x-olympus-orf', extension: 'orf' },
  rw2: { contentType: 'image/x-panasonic-rw2', extension: 'rw2' },
  raf: { contentType: 'image/x-fuji-raf', extension: 'raf' },
  pef: { contentType: 'image/x-pentax-pef', extension: 'pef' },
  srw: { contentType: 'image/x-samsung-srw', extension: 'srw' },
  mrw: { contentType: 'image/x-minolta-mrw', extension: 'mrw' },
  x3f: { contentType: 'image/x-sigma-x3f', extension: 'x3f' },
} as const;
export type CarriedType = keyof typeof carriedTypes;

export type Recognised = {
  readonly contentType: string;
  /** Without a dot. */
  readonly extension: string;
};

/** Latin-1 text that a file of the type starts with. Types with more to check are below. */
const beginnings: readonly (readonly [beginning: string, type: CarriedType])[] = [
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['GIF87a', 'gif'],
  ['GIF89a', 'gif'],
  ['\0\0\0\x0cJXL \r\n\x87\n', 'jxl'],
  ['\xff\x0a', 'jxl'],
  ['IIRO', 'orf'],
  ['IIRS', 'orf'],
  ['MMOR', 'orf'],
  ['IIU\0', 'rw2'],
  ['FUJIFILMCCD-RAW ', 'raf'],
  ['\0MRM', 'mrw'],
  ['FOVb', 'x3f'],
];

/** Sizes that a BMP's second header can have; two letters alone would make an image of any text that starts with BM. */
const bmpHeaderSizes: readonly number[] = [12, 40, 52, 56, 64, 108, 124];

/** Bytes below which nothing is an image. */
const smallestImage = 12;

/**
 * Asks for the first 16 KiB (`headSize` of the hash stage); with fewer, a RAW may be taken for the TIFF it is built on and
 * an SVG with a long preamble for text. Null for anything that is not carried. Never throws.
 */
export function recogniseImage(head: Uint8Array): Recognised | null {
  const type = typeOf(head);
  return type === null ? null : carriedTypes[type];
}

function typeOf(head: Uint8Array): CarriedType | null {
  if (head.byteLength < smallestImage) return null;
  const start = latin1(head, 0, 32);
  const known = beginnings.find(([beginning]) => start.startsWith(beginning));
  if (known !== undefined) return known[1];
  // JPEG-LS (F7) starts alike and is another format.
  if (start.startsWith('\xff\xd8\xff') && head[3] !== 0xf7) return 'jpeg';
  if (start.startsWith('RIFF') && start.startsWith('WEBP', 8)) return 'webp';
  if (start.startsWith('HEAPCCDR', 6)) return 'crw';
  if (start.startsWith('ftyp', 4)) return recogniseBoxed(head);
  if (start.startsWith('BM')) return isBmp(head) ? 'bmp' : null;
  return recogniseTiff(head) ?? (isSvg(head) ? 'svg' : null);
}

function isBmp(head: Uint8Array): boolean {
  if (head.byteLength < 18) return false;
  return bmpHeaderSizes.includes(dataView(head).getUint32(14, true));
}
