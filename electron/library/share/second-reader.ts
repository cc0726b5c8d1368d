/** @file Has the pixel process read bytes that we changed or made: it opens them as any viewer would, and looks for a place. */
import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RenditionRecipe } from '../../../shared/profile.ts';
import { homeFailure } from '../../cloud/home.ts';
import { fileIdentity } from '../../foundation/file-identity.ts';
import { type AbsolutePath, absolutePath } from '../../foundation/paths.ts';
import type { ImageResizer, ResizeResult } from '../../journey/resize/image-resizer.ts';

export type SecondReaderParts = {
  readonly resizer: Pick<ImageResizer, 'resize'>;
  readonly home: AbsolutePath;
  /** Pixels. */
  readonly pixelLimit: number;
};

/** So small that it costs nothing, and made only if the picture can be opened. */
const look: RenditionRecipe = {
  name: 'look',
  width: 32,
  height: 32,
  fit: 'inside',
  format: 'webp',
  quality: 50,
  grayscale: false,
  animated: false,
};

/** Milliseconds: nothing is read for that long. */
const keptFor = 60 * 60_000;

/** There is no decoder for them here; their notes are read all the same. */
const unopened = ['image/heic', 'image/heif'];

/** True when the picture opens (or is only too large to, or cannot be opened here at all) and tells no place. */
export async function opensWithoutPlace(
  parts: SecondReaderParts,
  { bytes, contentType }: { readonly bytes: Uint8Array; readonly contentType: string },
  signal: AbortSignal,
): Promise<boolean> {
  const result = await readBytes(parts, bytes, [look], signal);
  const opens = result.kind === 'resized' || result.why === 'too-many-pixels' || unopened.includes(contentType);
  return opens && result.details.gps === undefined;
}

/** The bytes lie in a file of our own for as long as it takes. Throws Failed `disk-full` or `bad-settings` for the home's disk. */
export async function readBytes(
  { resizer, home, pixelLimit }: SecondReaderParts,
  bytes: Uint8Array,
  recipes: readonly RenditionRecipe[],
  signal: AbortSignal,
): Promise<ResizeResult> {
  const folder = join(home, 'sharing');
  const path = absolutePath(join(folder, randomUUID()));
  try {
    await keep(folder, path, bytes);
    const identity = fileIdentity(await lstat(path));
    await forgetOld(folder, identity.modified);
    return await resizer.resize({ path, identity, recipes, pixelLimit }, signal);
  } finally {
    await rm(path, { force: true });
  }
}

async function keep(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(path, bytes, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw homeFailure(error, path);
  }
}

/** What a kill left behind. Younger ones may be another Cloudroll's, beside this one. */
async function forgetOld(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const look = await lstat(path).catch(() => null);
    if (look !== null && look.mtimeMs < now - keptFor) await rm(path, { force: true });
  }
}
