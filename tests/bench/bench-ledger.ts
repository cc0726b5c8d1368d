/** @file How many files a second the ledger takes at first sight, as the scans hand them over: 500 in a transaction. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../electron/foundation/clock.ts';
import { noCrash } from '../../electron/foundation/crash-point.ts';
import type { AbsolutePath } from '../../electron/foundation/paths.ts';
import { keepBatch } from '../../electron/journey/keep-batches.ts';
import { openLedger } from '../../electron/ledger/open-ledger.ts';
import { median } from './measure.ts';

const files = 100_000;
const batch = 500;

export async function benchLedger(folder: string, rounds: number, say: (line: string) => void): Promise<void> {
  const rates: number[] = [];
  for (let round = 0; round < rounds; round += 1)
    rates.push(await firstSight(join(folder, `ledger-${round}`) as AbsolutePath));
  say(
    `Ledger: ${Math.round(median(rates)).toLocaleString('en')} files/s at first sight, each batch of ${batch} on the disk before the next`,
  );
}

async function firstSight(home: AbsolutePath): Promise<number> {
  const ledger = openLedger(home, 0);
  const path = '/bench' as AbsolutePath;
  const folderId = await ledger.commit(() =>
    ledger.folders.add({ path, profile: 'bench', include: [], exclude: [], watched: true, addedAt: 0 }),
  );
  const begun = performance.now();
  for (let from = 0; from < files; from += batch) {
    const sightings = Array.from({ length: batch }, (_, i) => ({
      directory: `d${Math.floor((from + i) / 100)}`,
      name: `f${from + i}.jpg`,
      identity: { size: from, modified: from, changed: from, inode: from + i },
      blocks: 8,
    }));
    const news = { kind: 'batch', batch: from, folderId, sightings, departures: [], fingerprints: [] } as const;
    await keepBatch(ledger, systemClock, noCrash, { ...news, departures: [], fingerprints: [] });
  }
  const seconds = (performance.now() - begun) / 1000;
  ledger.close();
  rmSync(home, { recursive: true, force: true });
  return files / seconds;
}
