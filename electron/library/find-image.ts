/** @file Finds the images that a person names, by a path of this computer or by the beginning of an image's name. */
import { dirname, relative, sep } from 'node:path';
import { ImageId } from '../../shared/image.ts';
import type { ImageKey } from '../../shared/queue.ts';
import { type AbsolutePath, isInside } from '../foundation/paths.ts';
import { readImage } from '../journey/hash/read-image.ts';
import type { FolderRow } from '../ledger/folders.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { number, text, textOrNull } from '../ledger/rows.ts';

export type NamedImages = {
  /** The file at the path, whether it is an image yet or not. */
  readonly fileId: number | null;
  /** One for each profile that the image is or was on its way to. */
  readonly images: readonly ImageKey[];
};

/** Eight digits tell a million images apart. */
const imageName = /^[0-9a-f]{8,64}$/;

/**
 * `path` is what `name` would mean as a path. A file that was refused because its image was deleted on purpose is read to learn which
 * image it is: Failed `file-missing` or `file-unreadable` is thrown when it cannot be.
 */
export async function findImage(
  ledger: Ledger,
  name: string,
  path: AbsolutePath,
  signal: AbortSignal,
): Promise<NamedImages> {
  const file = fileAt(ledger, path);
  if (file === null) return { fileId: null, images: imageName.test(name) ? named(ledger, name) : [] };
  const imageId = file.imageId ?? (file.isBuried ? await imageIn(ledger, file.id, path, signal) : null);
  return { fileId: file.id, images: imageId === null ? [] : [{ profile: file.profile, imageId }] };
}

type FoundFile = {
  readonly id: number;
  readonly profile: string;
  readonly imageId: ImageId | null;
  readonly isBuried: boolean;
};

function fileAt({ folders, database }: Ledger, path: AbsolutePath): FoundFile | null {
  const around = folders.all().filter((folder) => folder.path !== path && isInside(folder.path, path));
  for (const folder of around.toSorted((one, other) => other.path.length - one.path.length)) {
    const row = database
      .prepare(`SELECT id, image_id, reason FROM files
        WHERE folder_id = ? AND directory = ? AND name = ? AND state <> 'gone'`)
      .get(folder.id, directoryOf(folder, path), path.slice(dirname(path).length + 1));
    if (row === undefined) continue;
    const imageId = textOrNull(row, 'image_id');
    return {
      id: number(row, 'id'),
      profile: folder.profile,
      imageId: imageId === null ? null : ImageId.parse(imageId),
      isBuried: textOrNull(row, 'reason') === 'deleted-on-purpose',
    };
  }
  return null;
}

function directoryOf(folder: FolderRow, path: AbsolutePath): string {
  return relative(folder.path, dirname(path)).split(sep).join('/');
}

async function imageIn(
  ledger: Ledger,
  fileId: number,
  path: AbsolutePath,
  signal: AbortSignal,
): Promise<ImageId | null> {
  const file = ledger.files.byId(fileId);
  if (file === null) return null;
  const read = await readImage(path, file.identity, { wholeUpTo: 0, signal });
  return read.kind === 'read' ? read.sha256 : null;
}

function named({ database }: Ledger, beginning: string): ImageKey[] {
  return database
    .prepare(`SELECT profile, image_id FROM journeys WHERE substr(image_id, 1, length(?1)) = ?1
      UNION SELECT profile, image_id FROM tombstones WHERE substr(image_id, 1, length(?1)) = ?1`)
    .all(beginning)
    .map((row) => ({ profile: text(row, 'profile'), imageId: ImageId.parse(row['image_id']) }));
}
