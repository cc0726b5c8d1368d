/** @file How things stand, in one look at the ledger. */
import type { Status } from '../../shared/contract.ts';
import type { Ledger } from '../ledger/open-ledger.ts';

export function status(ledger: Ledger): Status {
  const files = ledger.files.counts();
  const images = ledger.journeys.counts(null);
  return {
    folders: ledger.folders
      .all()
      .map(({ id, path, profile, state, watched, scannedAt }) => ({ id, path, profile, state, watched, scannedAt })),
    queued: ledger.files.queued(),
    images: {
      stored: images.stored,
      moving: images.hashed + images.uploading + images.confirmed,
      waiting: images.waiting,
      blocked: images.blocked,
      failed: images.failed,
    },
    refused: files.refused,
    held: ledger.holds
      .all()
      .map(({ profile, failure, since, nextAt }) => ({ profile, failure, since, nextTry: nextAt })),
  };
}
