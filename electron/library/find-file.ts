/** @file "Is this already in my cloud?": a file's hash, and where the ledger knows it; reads the file, sends nothing. */
import { lstat, realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImageId } from '../../shared/image.ts';
import type { FoundFile, FoundPlace } from '../../shared/library-find.ts';
import { Failed } from '../foundation/failed.ts';
import { fileFailure } from '../foundation/file-failure.ts';
import { fileIdentity } from '../foundation/file-identity.ts';
import { type AbsolutePath, absolutePath } from '../foundation/paths.ts';
import type { readImage } from '../journey/hash/read-image.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { text } from '../ledger/rows.ts';

export type FindParts = { readonly ledger: Ledger; readonly read: typeof readImage; readonly device: string };

/** Never throws for what files do: `failure` says it. */
export async function findInCloud(
  { ledger, read, device }: FindParts,
  path: AbsolutePath,
  signal: AbortSignal,
): Promise<FoundFile> {
  const name = basename(path);
  try {
    const { real, identity } = await lookAt(path);
    const file = await read(real, identity, { wholeUpTo: 0, signal });
    if (file.kind === 'changed') {
      const failure = { code: 'file-changed', retry: 'soon', scope: 'image', subject: name } as const;
      return { name, size: identity.size, imageId: null, failure, places: [] };
    }
    const { sha256: imageId } = file;
    return { name, size: identity.size, imageId, failure: null, places: placesOf(ledger, imageId, device) };
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    return { name, size: 0, imageId: null, failure: error.failure, places: [] };
  }
}

/** A person who points at a link means the file behind it. */
async function lookAt(path: AbsolutePath) {
  try {
    const real = absolutePath(await realpath(path));
    return { real, identity: fileIdentity(await lstat(real)) };
  } catch (error) {
    throw fileFailure(error, path);
  }
}

/** One for each profile that has or had the image. */
export function placesOf(
  { database, journeys, objects, catalogue }: Ledger,
  imageId: ImageId,
  device: string,
): FoundPlace[] {
  const profiles = database
    .prepare(
      `SELECT profile FROM journeys WHERE image_id = ?1 UNION SELECT profile FROM tombstones WHERE image_id = ?1`,
    )
    .all(imageId)
    .map((row) => text(row, 'profile'));
  return profiles.map((profile) => {
    const key = { profile, imageId };
    const journey = journeys.find(key);
    const original = objects.ofImage(profile, imageId).find(({ rendition }) => rendition === 'original');
    const by = catalogue.find(key)?.device;
    return {
      profile,
      state: journey?.state ?? 'cancelled',
      deleted: journeys.isBuried(key),
      fileName: journey?.fileName ?? '',
      bucket: original?.bucket ?? null,
      key: original?.key ?? null,
      storedAt: journey?.storedAt ?? null,
      device: by === null ? device : by === '' || by === undefined ? null : by,
    };
  });
}
