/** @file The files of an image on this computer, for a person who wants to see one: named by id, looked up, asked of the disk. */
import { lstat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { ImageId } from '../../shared/image.ts';
import { Failed } from '../foundation/failed.ts';
import { fileFailure } from '../foundation/file-failure.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import { pathOfFile } from '../journey/path-of-file.ts';
import type { Ledger } from '../ledger/open-ledger.ts';

/** Null when that is no file of the image. Throws Failed `file-missing`, also where something else took its place. */
export async function fileHere(
  { files, folders }: Pick<Ledger, 'files' | 'folders'>,
  { imageId, file }: { readonly imageId: ImageId; readonly file: number },
): Promise<AbsolutePath | null> {
  const row = files.ofImage(imageId).find(({ id }) => id === file);
  const path = row === undefined ? null : pathOfFile({ folders }, row);
  if (path === null) return null;
  const look = await lstat(path).catch((error: unknown) => {
    throw fileFailure(error, path);
  });
  if (look.isFile()) return path;
  throw new Failed({ code: 'file-missing', retry: 'soon', scope: 'image', subject: path });
}

/** What programs that show pictures register for. */
const pictureEndings = new Set(
  '.jpg .jpeg .jpe .jfif .png .gif .webp .avif .heic .heif .tif .tiff .bmp .jxl .jp2 .dng .cr2 .cr3 .nef .arw .raf .orf .rw2 .pef .srw'.split(
    ' ',
  ),
);

/** Systems open a file by its name: bytes that are a picture, named like a program, would be run as one. */
export function opensAsPicture(path: AbsolutePath): boolean {
  return pictureEndings.has(extname(path).toLowerCase());
}
