/** @file Files for a drag out of the window: the one that this computer has, unchanged, or one that was fetched for it and proven. */
import { lstat, mkdir, rm } from 'node:fs/promises';
import type { ImageId } from '../../shared/image.ts';
import type { ImageKey } from '../../shared/queue.ts';
import { systemErrorCode } from '../foundation/file-failure.ts';
import { type FileIdentity, fileIdentity, sameContentLikely } from '../foundation/file-identity.ts';
import { type AbsolutePath, pathInside } from '../foundation/paths.ts';
import { pathOfFile } from '../journey/path-of-file.ts';
import type { FetchParts } from './restore/restore-image.ts';
import { restoreImage } from './restore/restore-image.ts';

export type DragFiles = {
  /** Whole and as it was stored; null: it has to be fetched first. Reads no bytes, for a drag does not wait. */
  readonly find: (image: ImageKey) => Promise<AbsolutePath | null>;
  /** Resolves when `find` finds it. Throws as `restoreImage`. Twice is harmless. */
  readonly fetch: (image: ImageKey, signal: AbortSignal) => Promise<void>;
  /** Takes away what was fetched; to be called before the first drag. */
  readonly empty: () => Promise<void>;
};

/** `folder` is ours alone. */
export function dragFiles(parts: Omit<FetchParts, 'onBytes'>, folder: AbsolutePath): DragFiles {
  const { ledger } = parts;
  const fetched = new Map<ImageId, { readonly path: AbsolutePath; readonly identity: FileIdentity }>();
  const find = async ({ imageId }: ImageKey): Promise<AbsolutePath | null> => {
    const ours = fetched.get(imageId);
    const known = ledger.files
      .ofImage(imageId)
      .map((row) => ({ path: pathOfFile(ledger, row), identity: row.identity }));
    for (const { path, identity } of [...known, ...(ours === undefined ? [] : [ours])]) {
      if (path !== null && (await isUnchanged(path, identity))) return path;
    }
    return null;
  };
  return {
    find,
    fetch: async (image, signal) => {
      if ((await find(image)) !== null) return;
      const destination = pathInside(folder, image.imageId);
      await rm(destination, { recursive: true, force: true });
      await mkdir(destination, { recursive: true, mode: 0o700 });
      const to = { ...image, rendition: 'original', layout: 'flat', destination } as const;
      const { path } = await restoreImage({ ...parts, onBytes: () => undefined }, to, signal);
      fetched.set(image.imageId, { path, identity: fileIdentity(await lstat(path)) });
    },
    empty: async () => {
      fetched.clear();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function isUnchanged(path: AbsolutePath, identity: FileIdentity): Promise<boolean> {
  try {
    const look = await lstat(path);
    return look.isFile() && sameContentLikely(fileIdentity(look), identity);
  } catch (error) {
    // A file that cannot be looked at is none to drag.
    if (systemErrorCode(error) === undefined) throw error;
    return false;
  }
}
