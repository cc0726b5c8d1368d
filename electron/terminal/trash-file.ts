/** @file Puts a file into this system's trash without Electron: freedesktop's on Linux, Finder's, the Recycle Bin; terminal. */
import type { AbsolutePath } from '../foundation/paths.ts';

/** Loaded when the first file goes: few runs need it. A name is taken as it is, whatever letters are in it. */
export async function trashFile(path: AbsolutePath): Promise<void> {
  const { default: trash } = await import('trash');
  await trash(path, { glob: false });
}
