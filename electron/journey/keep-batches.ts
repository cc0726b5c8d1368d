/** @file Writes what the watch found into the ledger, one transaction a batch; the only way into the queue from a folder. */
import type { Clock } from '../foundation/clock.ts';
import type { Reached } from '../foundation/crash-point.ts';
import type { Ledger } from '../ledger/open-ledger.ts';
import type { WatchBatch } from './watch/folder-watch.ts';

/**
 * Sightings, then departures, then fingerprints, as the batch asks. Resolves once it is on the disk.
 * A departed file that returns, or was only moved, is a sighting like any other: its bytes are hashed and nothing is sent.
 */
export async function keepBatch(ledger: Ledger, clock: Clock, reached: Reached, batch: WatchBatch): Promise<void> {
  const { folderId } = batch;
  await ledger.commit(() => {
    const now = clock.now();
    // A folder that was removed while its scan was under way has nothing to keep.
    if (ledger.folders.byId(folderId) === null) return;
    for (const sighting of batch.sightings) ledger.files.settle({ folderId, ...sighting }, now);
    for (const { directory, names, whole } of batch.departures) {
      if (whole) ledger.files.directoryGone(folderId, directory);
      else ledger.files.gone(folderId, directory, names);
    }
    for (const { directory, fingerprint } of batch.fingerprints) {
      ledger.folders.setFingerprint(folderId, directory, fingerprint);
    }
  });
  if (batch.sightings.length > 0) reached('file-settled');
}
