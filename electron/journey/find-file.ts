/** @file Finds a file of this computer that still holds an image, for a journey that goes on after a restart; main process. */
import { lstat } from 'node:fs/promises';
import { Failed } from '../foundation/failed.ts';
import { fileIdentity, sameContentLikely } from '../foundation/file-identity.ts';
import type { FileRow } from '../ledger/files.ts';
import type { JourneyRow } from '../ledger/journeys.ts';
import type { CarriedFile } from './carry-image.ts';
import type { JourneyParts } from './journey.ts';
import { pathOfFile } from './path-of-file.ts';
import { wholeUpTo } from './upload/send-parts.ts';

/**
 * The first file whose bytes are the image's, read and hashed anew. Files that have changed meanwhile go back to the
 * queue as what they are now. Throws Failed `file-missing` when none is left: the image waits until one comes back.
 */
export async function findFile(parts: JourneyParts, journey: JourneyRow, signal: AbortSignal): Promise<CarriedFile> {
  const { ledger, clock } = parts;
  for (const row of ledger.files.ofImage(journey.imageId)) {
    const path = pathOfFile(ledger, row);
    if (path === null) continue;
    const look = await lstat(path).catch(() => null);
    if (look === null) continue;
    const identity = fileIdentity(look);
    const read = sameContentLikely(identity, row.identity)
      ? await parts.read(path, identity, { wholeUpTo, signal })
      : null;
    if (read?.kind === 'read' && read.sha256 === journey.imageId) {
      return { row, path, identity, ...(read.bytes === undefined ? {} : { bytes: read.bytes }) };
    }
    await ledger.commit(() => settleAgain(parts, { ...row, identity, blocks: look.blocks }, clock.now()));
  }
  throw new Failed({ code: 'file-missing', retry: 'never', scope: 'image', subject: journey.fileName });
}

function settleAgain({ ledger }: JourneyParts, file: FileRow, now: number): void {
  ledger.files.settle(file, now);
  ledger.folders.clearFingerprint(file.folderId, file.directory);
}
