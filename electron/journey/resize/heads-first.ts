/** @file Asks for a picture's pixels only where they are wanted or its head does not tell all: sharp takes long to load. */
import type { ImageResizer } from './image-resizer.ts';
import { type ResizeInProcessParts, resizeInProcess } from './resize-in-process.ts';

/** A process for each, started when it is first needed. `close` must be called in the end. */
export function resizeHeadsFirst(parts: ResizeInProcessParts): ImageResizer {
  return headsFirst(resizeInProcess({ ...parts, start: () => parts.start('heads') }), resizeInProcess(parts));
}

/** `heads` answers `without-renditions` where the pixels are to be asked, whatever the reason. Closes both. */
export function headsFirst(
  heads: Pick<ImageResizer, 'resize' | 'warmUp' | 'close'>,
  pixels: ImageResizer,
): ImageResizer {
  return {
    resize: async (request, signal) => {
      if (request.recipes.length > 0) return pixels.resize(request, signal);
      const told = await heads.resize(request, signal);
      return told.kind === 'resized' ? told : pixels.resize(request, signal);
    },
    warmUp: (recipes) => (recipes.length > 0 ? pixels : heads).warmUp(recipes),
    engine: pixels.engine,
    close: async () => {
      await Promise.all([heads.close(), pixels.close()]);
    },
  };
}
