/** @file A link as it will be, but for its address, which is made only when it is copied; pure. */
import { type Link, type LinkLife, lifeSeconds } from '../../shared/link.ts';
import type { Subject } from '../deeds/subject.ts';

export type Rendition = { readonly name: string; readonly size: number; readonly contentType: string };

/** `saveAs` empty: the image's own name. The address is shortened, so that the rest can be read. */
export function exampleOf(image: Subject, rendition: Rendition | undefined, life: LinkLife, saveAs: string): Link {
  const fileName = saveAs === '' ? image.fileName : saveAs;
  const isOriginal = rendition === undefined || rendition.name === 'original';
  return {
    url: `https://…/${encodeURIComponent(fileName)}`,
    life,
    expiresAt: life === 'public' ? null : Date.now() + lifeSeconds[life] * 1000,
    limitedBy: null,
    withoutLocation: false,
    fileName,
    contentType: rendition?.contentType ?? image.contentType,
    size: rendition?.size ?? image.size,
    width: isOriginal ? image.width : null,
    height: isOriginal ? image.height : null,
  };
}
