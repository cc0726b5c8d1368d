/** @file Answers `thumb://image/<image id>?profile=…&v=…` with a rendition; the address changes with the bytes, so it is kept for ever. */
import { type ThumbParts, ThumbRequest, thumbOf } from '../api/thumbs.ts';
import { Failed } from '../foundation/failed.ts';
import type { FindPicture } from './schemes.ts';

export function findPicture(parts: ThumbParts, closing: AbortSignal): FindPicture {
  return async (address) => {
    const asked = ThumbRequest.safeParse({
      ...Object.fromEntries(address.searchParams),
      imageId: address.pathname.slice(1),
    });
    if (!asked.success) return null;
    try {
      const thumb = await thumbOf(parts, asked.data, closing);
      if (thumb === null) return null;
      const isFixed = asked.data.v !== undefined;
      return new Response(new Uint8Array(thumb.bytes), {
        headers: {
          'Content-Type': thumb.contentType,
          'Cache-Control': isFixed ? 'public, max-age=31536000, immutable' : 'no-cache',
          'X-Content-Type-Options': 'nosniff',
        },
      });
    } catch (error) {
      // The store cannot be asked now; the page shows what it shows without a picture.
      if (error instanceof Failed) return null;
      throw error;
    }
  };
}
