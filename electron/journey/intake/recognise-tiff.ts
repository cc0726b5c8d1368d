/** @file Tells TIFF from the RAW formats built on it, by the tags of the first directory (TIFF 6.0, section 2); pure. */
import { dataView, latin1 } from './look-at-bytes.ts';

const newSubfileType = 0x00fe;
const compression = 0x0103;
const make = 0x010f;
const dngVersion = 0xc612;

/** A camera's RAW starts with a small copy of the picture; a TIFF that a program made starts with the picture itself. */
const reducedCopy = 1;
const pentaxCompression = 65_535;

/** First letters of what the camera writes as its maker. */
const rawOfMaker = [
  ['NIKON', 'nef'],
  ['SONY', 'arw'],
  ['SAMSUNG', 'srw'],
] as const;

type TiffKind = 'tiff' | 'cr2' | 'nef' | 'arw' | 'dng' | 'pef' | 'srw';
type Tags = ReadonlyMap<number, { readonly number: number; readonly text: string }>;

/** Null when it is no TIFF. A first directory that lies beyond `head` leaves 'tiff'. */
export function recogniseTiff(head: Uint8Array): TiffKind | null {
  const mark = latin1(head, 0, 4);
  if (mark === 'II+\0' || mark === 'MM\0+') return 'tiff';
  if (mark !== 'II*\0' && mark !== 'MM\0*') return null;
  if (latin1(head, 8, 10) === 'CR') return 'cr2';
  const tags = firstDirectory(head, mark === 'II*\0');
  if (tags.has(dngVersion)) return 'dng';
  const maker = tags.get(make)?.text.toUpperCase() ?? '';
  if (/^(PENTAX|RICOH)/.test(maker) && tags.get(compression)?.number === pentaxCompression) return 'pef';
  if (tags.get(newSubfileType)?.number !== reducedCopy) return 'tiff';
  return rawOfMaker.find(([start]) => maker.startsWith(start))?.[1] ?? 'tiff';
}

function firstDirectory(head: Uint8Array, isLittleEndian: boolean): Tags {
  const view = dataView(head);
  const start = view.getUint32(4, isLittleEndian);
  const tags = new Map<number, { number: number; text: string }>();
  if (start + 2 > head.byteLength) return tags;
  const count = view.getUint16(start, isLittleEndian);
  for (let index = 0, at = start + 2; index < count && at + 12 <= head.byteLength; index += 1, at += 12) {
    const isShort = view.getUint16(at + 2, isLittleEndian) === 3;
    const offset = view.getUint32(at + 8, isLittleEndian);
    tags.set(view.getUint16(at, isLittleEndian), {
      number: isShort ? view.getUint16(at + 8, isLittleEndian) : offset,
      text: latin1(head, offset, offset + 16),
    });
  }
  return tags;
}
