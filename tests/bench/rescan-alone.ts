/** @file Rescans a folder through the real watching process, from the order to the answer, and counts what it reads. */
import { join } from 'node:path';
import { forkWatching } from '../../electron/fork-watching.ts';
import { systemClock } from '../../electron/foundation/clock.ts';
import { silentLog } from '../../electron/foundation/log.ts';
import type { AbsolutePath } from '../../electron/foundation/paths.ts';
import { startWatching } from '../../electron/journey/watch/watch-folders.ts';
import { ledgerName, readLedger } from '../../electron/ledger/open-ledger.ts';

export async function measureRescan(
  home: string,
  tree: string,
): Promise<{ once: () => Promise<number>; bytesRead: () => string; close: () => Promise<void> }> {
  const ledger = readLedger(home as AbsolutePath);
  const folder = ledger?.folders.byPath(tree);
  if (ledger === null || folder === null || folder === undefined) throw new Error('The tree was not synced');
  let found = 0;
  const ignore = () => undefined;
  const watching = startWatching({
    launch: forkWatching({ PATH: process.env['PATH'] ?? '' }),
    ledgerPath: join(home, ledgerName),
    settings: { settleFor: 0 },
    clock: systemClock,
    log: silentLog,
    events: {
      onBatch: async (batch) => {
        found += batch.sightings.length + batch.departures.length;
      },
      onFailure: ignore,
      onFolderState: ignore,
      onScanned: ignore,
      onHintsDegraded: ignore,
    },
  });
  const { id, path } = folder;
  watching.watch({ id, path, include: [], exclude: [], ignoreCase: true, rootMarker: null, hints: false });
  await watching.scanNow(id);
  return {
    once: async () => {
      const begun = performance.now();
      await watching.scanNow(id);
      return performance.now() - begun;
    },
    bytesRead: () => `${found} files read again, 0 requests`,
    close: async () => {
      await watching.close();
      ledger.close();
    },
  };
}
