/** @file One file goes to the system's trash, if it still is the image that the cloud has just been proven to hold; main process. */
import { lstat } from 'node:fs/promises';
import type { Clock } from '../../foundation/clock.ts';
import type { Reached } from '../../foundation/crash-point.ts';
import { Failed } from '../../foundation/failed.ts';
import { fileFailure, systemErrorCode } from '../../foundation/file-failure.ts';
import { fileIdentity, sameContentLikely, sameFile } from '../../foundation/file-identity.ts';
import type { AbsolutePath } from '../../foundation/paths.ts';
import type { readImage } from '../../journey/hash/read-image.ts';
import type { Cloud } from '../../journey/journey.ts';
import { pathOfFile } from '../../journey/path-of-file.ts';
import type { FileRow } from '../../ledger/files.ts';
import type { FreedRow } from '../../ledger/freed.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import type { FileToFree } from './files-to-free.ts';
import { proveStored } from './prove-stored.ts';

export type FreeParts = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly reached: Reached;
  readonly read: typeof readImage;
  readonly cloud: (profile: string) => Promise<Cloud>;
  /** The system's trash: a person can put it back from there. Throws when it does not take the file. */
  readonly trash: (path: AbsolutePath) => Promise<void>;
};

/** Nothing is kept: the bytes only pass by. */
const keepNothing = 0;

/**
 * Resolves when the file is in the trash and the ledger says so. Throws Failed `file-changed` or `file-missing` when it is no
 * longer the file that was carried, as `proveStored` when the cloud does not hold it: then the file is where it was.
 */
export async function freeFile(parts: FreeParts, file: FileToFree, signal: AbortSignal): Promise<void> {
  const { ledger, clock, reached, trash } = parts;
  const row = ledger.files.byId(file.fileId);
  const path = row === null || row.imageId !== file.imageId ? null : pathOfFile(ledger, row);
  if (row === null || path === null) throw changed(String(file.fileId));
  await proveCloud(parts, file, path, signal);
  const identity = await proveFile(parts, row, path, signal);
  const { profile, imageId, fileId, size } = file;
  const id = await ledger.commit(() => {
    // An order to delete may have come meanwhile, or another profile begun to carry it.
    if (ledger.journeys.isBuried(file) || isNeededElsewhere(ledger, file)) throw changed(path);
    return ledger.freed.going({ profile, imageId, fileId, size, path, at: clock.now() });
  });
  reached('freeing-noted');
  try {
    if (!sameFile(identity, fileIdentity(await lstat(path)))) throw changed(path);
    await trash(path);
  } catch (error) {
    await settle(parts, { id, profile, imageId, fileId, size, path, at: clock.now() });
    throw trashFailure(error, path);
  }
  reached('file-trashed');
  const hasGone = await settle(parts, { id, profile, imageId, fileId, size, path, at: clock.now() });
  if (!hasGone) throw trashFailure(new Error('It is still there'), path);
}

function isNeededElsewhere({ database }: Ledger, { profile, imageId }: FileToFree): boolean {
  const others = database.prepare(
    `SELECT 1 FROM journeys WHERE image_id = ? AND profile <> ? AND state NOT IN ('stored', 'cancelled') LIMIT 1`,
  );
  return others.get(imageId, profile) !== undefined;
}

async function proveCloud(parts: FreeParts, file: FileToFree, path: string, signal: AbortSignal): Promise<void> {
  const objects = parts.ledger.objects.ofImage(file.profile, file.imageId);
  const original = objects.find(({ rendition }) => rendition === 'original');
  if (original === undefined) {
    throw new Failed({ code: 'object-missing', retry: 'never', scope: 'image', subject: path });
  }
  await proveStored(await parts.cloud(file.profile), file.imageId, original, signal);
}

async function proveFile({ read }: FreeParts, row: FileRow, path: AbsolutePath, signal: AbortSignal) {
  const look = await lstat(path).catch((error: unknown) => {
    throw fileFailure(error, path);
  });
  const identity = fileIdentity(look);
  if (!look.isFile() || !sameContentLikely(identity, row.identity)) throw changed(path);
  const bytes = await read(path, identity, { wholeUpTo: keepNothing, signal });
  if (bytes.kind !== 'read' || bytes.sha256 !== row.imageId) throw changed(path);
  return identity;
}

/** Whether the file has gone is asked of the disk. A file that went is as any that is gone: no problem of anybody's. */
async function settle({ ledger }: Pick<FreeParts, 'ledger'>, freed: FreedRow): Promise<boolean> {
  const hasGone = await lstat(freed.path).then(
    () => false,
    (error: unknown) => systemErrorCode(error) === 'ENOENT',
  );
  await ledger.commit(() => {
    if (!hasGone) return ledger.freed.stayed(freed.id);
    ledger.freed.gone(freed.id);
    const file = ledger.files.byId(freed.fileId);
    if (file === null) return;
    ledger.files.gone(file.folderId, file.directory, [file.name]);
    ledger.folders.clearFingerprint(file.folderId, file.directory);
  });
  return hasGone;
}

/** What a crash left between the trash and our note. To be called before the list of what went is shown or grows. */
export async function settleFreed(parts: Pick<FreeParts, 'ledger'>): Promise<void> {
  for (const freed of parts.ledger.freed.unsettled()) await settle(parts, freed);
}

function changed(path: string): Failed {
  return new Failed({ code: 'file-changed', retry: 'never', scope: 'image', subject: path });
}

function trashFailure(error: unknown, path: string): Failed {
  if (error instanceof Failed) return error;
  const shape = { code: 'file-unreadable', retry: 'after-user-acts', scope: 'image', subject: path } as const;
  return new Failed({ ...shape, detail: systemErrorCode(error) ?? 'the trash did not take it' }, error);
}
