/** @file Tells images from videos among files made of ISO boxes (ISO/IEC 14496-12, 23008-12), which all start alike; pure. */
import { dataView, latin1 } from './look-at-bytes.ts';

/** HEVC-coded pictures and sequences of them. */
const heicBrands: readonly string[] = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'];
const avifBrands: readonly string[] = ['avif', 'avis'];
/** "Some picture": the compatible brands say how it is coded. */
const anyPictureBrands: readonly string[] = ['mif1', 'mif2', 'msf1'];

/** `head` is known to hold 'ftyp' at 4. */
export function recogniseBoxed(head: Uint8Array): 'avif' | 'heic' | 'heif' | 'cr3' | null {
  const [major, ...compatible] = brands(head);
  if (major === undefined) return null;
  if (major === 'crx ') return 'cr3';
  if (avifBrands.includes(major)) return 'avif';
  if (heicBrands.includes(major)) return 'heic';
  if (!anyPictureBrands.includes(major)) return null;
  if (compatible.some((brand) => avifBrands.includes(brand))) return 'avif';
  return compatible.some((brand) => heicBrands.includes(brand)) ? 'heic' : 'heif';
}

/** The major brand, then the compatible ones. */
function brands(head: Uint8Array): readonly string[] {
  const end = Math.min(dataView(head).getUint32(0), head.byteLength);
  const found = [latin1(head, 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) found.push(latin1(head, at, at + 4));
  return found;
}
