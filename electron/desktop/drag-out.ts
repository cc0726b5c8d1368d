/** @file Lets a page drag images out of its window: ids in, files only from here to the system. */
import { nativeImage } from 'electron';
import { z } from 'zod';
import { mostDragged } from '../../shared/desktop-bridge.ts';
import { ImageKey } from '../../shared/queue.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import type { DragFiles } from '../library/drag-files.ts';
import type { PageCalls } from './page-calls.ts';

const Images = z.array(ImageKey).min(1).max(mostDragged);

/** `icon` is what hangs on the pointer. */
export function serveDrags(files: Pick<DragFiles, 'find'>, icon: string, calls: PageCalls): void {
  calls.serve('drag', async (given, event) => {
    const paths: AbsolutePath[] = [];
    for (const image of Images.parse(given)) {
      const path = await files.find(image);
      // A drag cannot wait for a line: the system ends one whose button is up.
      if (path === null) return false;
      paths.push(path);
    }
    const [file] = paths;
    if (file === undefined) return false;
    event.sender.startDrag({ file, files: paths, icon: nativeImage.createFromPath(icon) });
    return true;
  });
}
