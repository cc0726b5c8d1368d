/** @file Lets a page drag images out of its window: ids in, files only from here to the system. */
import { type NativeImage, nativeImage } from 'electron';
import { z } from 'zod';
import { mostDragged } from '../../shared/desktop-bridge.ts';
import { ImageKey } from '../../shared/queue.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import type { DragFiles } from '../library/drag-files.ts';
import { DragPicture, type DragThumbParts, thumbForDrag } from './drag-picture.ts';
import type { PageCalls } from './page-calls.ts';

const Images = z.array(ImageKey).min(1).max(mostDragged);

export type DragParts = DragThumbParts & {
  readonly files: Pick<DragFiles, 'find'>;
  /** The app's own picture, for images without a thumbnail. */
  readonly icon: string;
  readonly calls: PageCalls;
};

export function serveDrags({ files, icon, calls, ...parts }: DragParts): void {
  calls.serve('dragThumb', (_event, given) => thumbForDrag(parts, ImageKey.parse(given)));
  calls.serve('drag', async (event, given, seen) => {
    const picture = DragPicture.parse(seen);
    const paths: AbsolutePath[] = [];
    for (const image of Images.parse(given)) {
      const path = await files.find(image);
      // A drag cannot wait for a line: the system ends one whose button is up.
      if (path === null) return false;
      paths.push(path);
    }
    const [file] = paths;
    if (file === undefined) return false;
    event.sender.startDrag({ file, files: paths, icon: pictured(picture) ?? nativeImage.createFromPath(icon) });
    return true;
  });
}

/** Null for what Electron cannot read, with which a drag would not begin. */
function pictured(png: Uint8Array | null): NativeImage | null {
  if (png === null) return null;
  const image = nativeImage.createFromBuffer(Buffer.from(png));
  return image.isEmpty() ? null : image;
}
