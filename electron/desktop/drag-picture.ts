/** @file What hangs on the pointer in a drag: the image's thumbnail, which its page makes a small PNG of; main decodes no other picture. */
import { z } from 'zod';
import { dragPictureSize } from '../../shared/desktop-bridge.ts';
import type { ImageKey } from '../../shared/queue.ts';
import type { Clock, Milliseconds } from '../foundation/clock.ts';
import { Failed } from '../foundation/failed.ts';

/**
 * [Note: The picture of a drag] The system draws it, and takes PNG or JPEG (electronjs.org/docs/latest/api/native-image),
 * while our thumbnails are WebP. The pixel process could turn one into the other, but sleeps when nothing is carried and has a
 * line when something is, and a drag waits for neither. The page's own process is closed in as well, and draws that thumbnail
 * already: the preload asks for its bytes and sends a PNG along with the drag (4 to 8 ms on two slow cores in Chromium).
 */

/** Longer, and a hand feels it. */
const longest: Milliseconds = 100;

/** Bytes; those that our recipe makes have a twentieth. A profile may have another. */
const largestThumb = 512 * 1024;

export type DragThumbParts = {
  readonly clock: Clock;
  /** The bytes of the image's thumbnail, in whatever format it is. May throw Failed. */
  readonly thumb: (image: ImageKey) => Promise<Uint8Array | null>;
};

/** Null where there is none at hand: the app's own picture does as well. */
export async function thumbForDrag({ clock, thumb }: DragThumbParts, image: ImageKey): Promise<Uint8Array | null> {
  const ended = new AbortController();
  const tooLate = clock.sleep(longest, ended.signal).catch(() => undefined);
  try {
    const bytes = await Promise.race([thumb(image), tooLate.then(() => null)]);
    return bytes === null || bytes.byteLength > largestThumb ? null : bytes;
  } catch (error) {
    // The store cannot be asked now.
    if (error instanceof Failed) return null;
    throw error;
  } finally {
    ended.abort('ended');
  }
}

/** Bytes: every pixel by itself, and what the format adds. */
const largestPng = dragPictureSize ** 2 * 4 + 4096;

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Of a page, which may be anybody's by then: nothing else gets to main's decoder. */
export const DragPicture = z.instanceof(Uint8Array).refine(isSmallPng, 'No small PNG').nullable();

/** A PNG says its size first: www.w3.org/TR/png-3, 5.2 and 11.2.1. */
function isSmallPng(bytes: Uint8Array): boolean {
  if (bytes.byteLength < 33 || bytes.byteLength > largestPng) return false;
  if (signature.some((byte, index) => bytes[index] !== byte)) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  return [width, height].every((length) => length >= 1 && length <= dragPictureSize);
}
