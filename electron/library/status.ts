/** @file How things stand, in one look at the ledger. */
import type { Status } from '../../shared/activity.ts';
import type { Closed } from '../../shared/queue.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import { rebuildsUnderWay } from './rebuild-ledger.ts';

/** `paused`: why nothing begins now, which only whoever knows the limits and the computer can tell. */
export function status(ledger: Ledger, paused: Closed | null): Status {
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
    refused: ledger.files.countRefused(),
    paused,
    held: ledger.holds
      .all()
      .map(({ profile, failure, since, nextAt }) => ({ profile, failure, since, nextTry: nextAt })),
    filling: rebuildsUnderWay(ledger),
  };
}
