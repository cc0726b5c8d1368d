/** @file The boxes of HEIC and AVIF: where each begins and ends, which items there are, and where their bytes lie; pure. */

/** `from` to `to` with its head; `inside` is where its content begins. */
export type Box = { readonly type: string; readonly from: number; readonly inside: number; readonly to: number };

/** From inclusive, to exclusive. */
export type Extent = readonly [from: number, to: number];

export type Item = { readonly id: number; readonly type: string };

/** Those that fill the bytes from `from` to `to` without a gap; null where they do not (ISO/IEC 14496-12, 4.2). */
export function boxesIn(bytes: Buffer, from: number, to: number): Box[] | null {
  const boxes: Box[] = [];
  for (let at = from; at < to; ) {
    if (at + 8 > to) return null;
    const short = bytes.readUInt32BE(at);
    const isLong = short === 1;
    if (isLong && at + 16 > to) return null;
    const size = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? to - at : short;
    const inside = at + (isLong ? 16 : 8);
    if (at + size < inside || at + size > to) return null;
    boxes.push({ type: bytes.subarray(at + 4, at + 8).toString('latin1'), from: at, inside, to: at + size });
    at += size;
  }
  return boxes;
}

/** Of `iinf`; null for a version from before items had types. */
export function itemsIn(bytes: Buffer, { inside, to }: Box): Item[] | null {
  const entries = boxesIn(bytes, inside + (bytes[inside] === 0 ? 6 : 8), to);
  const items = entries?.map(({ inside: at }) => {
    const version = bytes[at];
    if (version !== 2 && version !== 3) return null;
    const id = version === 2 ? bytes.readUInt16BE(at + 4) : bytes.readUInt32BE(at + 4);
    const type = at + (version === 2 ? 8 : 10);
    return { id, type: bytes.subarray(type, type + 4).toString('latin1') };
  });
  return items?.every((item) => item !== null) === true ? items : null;
}

/**
 * Of `iloc`: where each item's bytes lie in the file; `data` is where `idat` has its own. Null where an item is made of others'
 * bytes, or a length is left open (ISO/IEC 14496-12, 8.11.3). Throws RangeError for what lies outside of the box.
 */
export function extentsIn(bytes: Buffer, { inside, to }: Box, data: number | null): Map<number, Extent[]> | null {
  const take = fields(bytes, inside + 4, to);
  const version = bytes[inside] ?? 0;
  const sizes = take(2);
  const [offset, length, base, index] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15, sizes & 15];
  const wide = version < 2 ? 2 : 4;
  const extents = new Map<number, Extent[]>();
  for (let items = take(wide); items > 0; items -= 1) {
    const id = take(wide);
    const method = version === 0 ? 0 : take(2) & 15;
    take(2);
    const start = startOf(method, data);
    const from = take(base);
    const own: Extent[] = [];
    for (let count = take(2); count > 0; count -= 1) {
      take(version > 0 ? index : 0);
      const begin = (start ?? 0) + from + take(offset);
      own.push([begin, begin + take(length)]);
    }
    const isWhole = own.every(([begin, end]) => end > begin && end <= bytes.length);
    if (start === null || !isWhole) return null;
    extents.set(id, own);
  }
  return extents;
}

/** What offsets count from: the file, or what `idat` has inside. */
function startOf(method: number, data: number | null): number | null {
  return method === 0 ? 0 : method === 1 ? data : null;
}

/** One number after the other, of as many bytes as are asked for. */
function fields(bytes: Buffer, from: number, to: number): (size: number) => number {
  let at = from;
  return (size) => {
    if (at + size > to) throw new RangeError('A box ends too early');
    const value = size === 0 ? 0 : size === 8 ? Number(bytes.readBigUInt64BE(at)) : bytes.readUIntBE(at, size);
    at += size;
    return value;
  };
}
