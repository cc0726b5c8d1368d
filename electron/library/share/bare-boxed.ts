/** @file A HEIC or AVIF without what is around it: every byte that no picture is made of is nought, and no byte moves; pure. */
import type { Bare } from './bare-picture.ts';
import { type Box, boxesIn, type Extent, extentsIn, type Item, itemsIn } from './boxes.ts';
import { exifNotes } from './exif-notes.ts';

/** Items that are pictures or parts of them (ISO/IEC 23008-12; AV1 Image File Format). */
const pictures = new Set(['hvc1', 'hvc2', 'lhv1', 'av01', 'avc1', 'jpeg', 'grid', 'iden', 'iovl', 'tmap']);
const structure = new Set(['hdlr', 'pitm', 'iinf', 'iloc', 'iref', 'iprp', 'idat', 'dinf', 'grpl', 'free']);
const properties = new Set([
  ...['hvcC', 'lhvC', 'av1C', 'avcC', 'ispe', 'pixi', 'colr', 'auxC', 'irot', 'imir', 'clap', 'pasp', 'clli', 'mdcv'],
  ...['cclv', 'amve', 'a1op', 'a1lx', 'lsel', 'rloc', 'free'],
]);

/** As barePicture. Null also for a film, and for what is built in a way that is not known here. */
export function bareBoxed(whole: Buffer): Bare | null {
  try {
    return bared(Buffer.from(whole));
  } catch (error) {
    // A number that points outside of the file.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function bared(bytes: Buffer): Bare | null {
  const file = readFile(bytes);
  if (file === null) return null;
  const { top, inner, data, items, extents } = file;
  let tellsPlace = false;
  const blank = (extent: Extent): void => {
    tellsPlace ||= !isBlank(bytes, extent);
    bytes.fill(0, ...extent);
  };

  const shown: Extent[] = [];
  for (const { id, type } of items) {
    const own = extents.get(id) ?? [];
    if (pictures.has(type)) shown.push(...own);
    // Of a place it tells nothing, so that it is no reason for a copy; in a copy it is nought all the same.
    else if (type === 'Exif' && !exifTells(bytes, own)) for (const [from, to] of own) bytes.fill(0, from, to);
    else for (const extent of own) blank(extent);
  }
  for (const box of [...top.filter(({ type }) => type === 'mdat'), ...data]) {
    for (const gap of gaps([box.inside, box.to], shown)) blank(gap);
  }
  const strange = [
    ...top.filter(({ type }) => !['ftyp', 'meta', 'mdat'].includes(type)),
    ...inner.filter(({ type }) => !structure.has(type) || type === 'free'),
  ];
  for (const { type, from, inside, to } of strange) {
    tellsPlace ||= type !== 'free';
    bytes.write('free', from + 4, 'latin1');
    blank([inside, to]);
  }
  return { bytes, tellsPlace };
}

type Boxed = {
  readonly top: readonly Box[];
  /** Of `meta`. */
  readonly inner: readonly Box[];
  /** `idat`, where there is one. */
  readonly data: readonly Box[];
  readonly items: readonly Item[];
  readonly extents: ReadonlyMap<number, readonly Extent[]>;
};

function readFile(bytes: Buffer): Boxed | null {
  const top = boxesIn(bytes, 0, bytes.length) ?? [];
  const meta = top.find(({ type }) => type === 'meta');
  if (top[0]?.type !== 'ftyp' || meta === undefined || top.some(({ type }) => type === 'moov')) return null;
  const inner = boxesIn(bytes, meta.inside + 4, meta.to) ?? [];
  const [info, places, data, described] = ['iinf', 'iloc', 'idat', 'iprp'].map((of) =>
    inner.find(({ type }) => type === of),
  );
  if (info === undefined || places === undefined || !isKnown(bytes, described)) return null;
  const items = itemsIn(bytes, info);
  const extents = extentsIn(bytes, places, data?.inside ?? null);
  return items === null || extents === null
    ? null
    : { top, inner, data: data === undefined ? [] : [data], items, extents };
}

/** A property that is not known might be a text, and cannot be left out without the picture being another. */
function isKnown(bytes: Buffer, described: Box | undefined): boolean {
  if (described === undefined) return true;
  const container = boxesIn(bytes, described.inside, described.to)?.find(({ type }) => type === 'ipco');
  const all = container === undefined ? null : boxesIn(bytes, container.inside, container.to);
  return all?.every(({ type }) => properties.has(type)) === true;
}

/** An item of noughts is one that was bared before; what is no EXIF may be anything. */
function exifTells(bytes: Buffer, extents: readonly Extent[]): boolean {
  if (extents.every((extent) => isBlank(bytes, extent))) return false;
  const item = Buffer.concat(extents.map(([from, to]) => bytes.subarray(from, to)));
  return exifNotes(item.subarray(4 + (item.length < 4 ? 0 : item.readUInt32BE(0))))?.tellsPlace ?? true;
}

function isBlank(bytes: Buffer, [from, to]: Extent): boolean {
  return bytes.subarray(from, to).every((byte) => byte === 0);
}

/** What of `whole` none of the others covers. */
function gaps([from, to]: Extent, covered: readonly Extent[]): Extent[] {
  const found: Extent[] = [];
  let at = from;
  for (const [begin, end] of covered.toSorted(([one], [other]) => one - other)) {
    if (begin > at && begin <= to) found.push([at, begin]);
    if (end > at && begin < to) at = Math.max(at, end);
  }
  return at < to ? [...found, [at, to]] : found;
}
