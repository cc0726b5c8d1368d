/** @file The main process's hold on the watching process, with the process as it really runs. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { forkWatching } from '../../../electron/fork-watching.ts';
import { systemClock } from '../../../electron/foundation/clock.ts';
import { noCrash } from '../../../electron/foundation/crash-point.ts';
import { silentLog } from '../../../electron/foundation/log.ts';
import { absolutePath } from '../../../electron/foundation/paths.ts';
import { keepBatch } from '../../../electron/journey/keep-batches.ts';
import type { FolderState, WatchBatch } from '../../../electron/journey/watch/folder-watch.ts';
import { startWatching } from '../../../electron/journey/watch/watch-folders.ts';
import type { LaunchWatching, WatchingProcess } from '../../../electron/journey/watch/watching-process.ts';
import { openLedger } from '../../../electron/ledger/open-ledger.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { put } from './watching-world.ts';

function realWatching(keep?: (batch: WatchBatch) => Promise<void>) {
  const base = temporaryFolder();
  const ledger = openLedger(absolutePath(join(base, 'home')), 0);
  const path = absolutePath(join(base, 'pictures'));
  mkdirSync(path);
  const id = ledger.folders.add({ path, profile: 'p', include: [], exclude: [], watched: true, addedAt: 0 });
  const launched: WatchingProcess[] = [];
  const states: FolderState[] = [];
  const failures: unknown[] = [];
  let exits = 0;
  const fork = forkWatching({});
  const launch: LaunchWatching = (onNews, onExit) => {
    const process = fork(onNews, () => {
      exits += 1;
      onExit();
    });
    launched.push(process);
    return process;
  };
  const watching = startWatching({
    launch,
    ledgerPath: ledger.path,
    settings: { settleFor: 50, pollRootEvery: 50 },
    clock: systemClock,
    log: silentLog,
    events: {
      onBatch: keep ?? ((batch) => keepBatch(ledger, systemClock, noCrash, batch)),
      onFailure: (error) => failures.push(error),
      onFolderState: (state) => states.push(state),
      onScanned: () => undefined,
      onHintsDegraded: () => undefined,
    },
  });
  onTestFinished(async () => {
    await watching.close();
    ledger.close();
  });
  const folder = { id, path, include: [], exclude: [], ignoreCase: false, rootMarker: null, hints: true };
  const inLedger = (): number => ledger.files.counts().settled;
  return { watching, folder, path, launched, states, failures, inLedger, exits: () => exits };
}

describe('watching folders', () => {
  it('a scan that was asked for ends when all that was there is settled and kept', async () => {
    const { watching, folder, path, inLedger } = realWatching();
    for (let index = 0; index < 1200; index += 1) put(path, `${index % 3}/${index}.jpg`);
    watching.watch(folder);
    expect(await watching.scanNow(folder.id, 60_000)).toMatchObject({ reachable: true, files: 1200, unsettled: [] });
    expect(inLedger()).toBe(1200);
    expect(await watching.scanNow(folder.id)).toMatchObject({ changed: 0 });
  });

  it('it tells which folders it has, so that none is begun anew', () => {
    const { watching, folder } = realWatching();
    expect(watching.isWatching(folder.id)).toBe(false);
    watching.watch(folder);
    expect(watching.isWatching(folder.id)).toBe(true);
    watching.unwatch(folder.id);
    expect(watching.isWatching(folder.id)).toBe(false);
  });

  it('files that come later are found by their hints', async () => {
    const { watching, folder, path, inLedger, states } = realWatching();
    watching.watch(folder);
    await watching.scanNow(folder.id);
    put(path, 'new/a.jpg');
    await vi.waitFor(() => expect(inLedger()).toBe(1), 20_000);
    expect(states.map(({ state }) => state)).toContain('watching');
  });

  it('a process that dies is started again, and finds what came meanwhile', async () => {
    const { watching, folder, path, launched, inLedger } = realWatching();
    watching.watch(folder);
    await watching.scanNow(folder.id);
    launched[0]?.kill();
    put(path, 'a.jpg');
    const answer = watching.scanNow(folder.id, 60_000);
    await vi.waitFor(() => expect(launched).toHaveLength(2), 20_000);
    expect(await answer).toMatchObject({ reachable: true, files: 1 });
    expect(inLedger()).toBe(1);
  });

  it('a batch that cannot be kept is told, and the watching goes on', async () => {
    const { watching, folder, path, failures } = realWatching(() => Promise.reject(new Error('disk full')));
    put(path, 'a.jpg');
    watching.watch(folder);
    expect(await watching.scanNow(folder.id, 60_000)).toMatchObject({ files: 1 });
    expect(failures).toEqual([new Error('disk full')]);
  });

  it('ends with its process, and whoever waits for a scan is told', async () => {
    const { watching, folder, path, exits } = realWatching(() => new Promise(() => undefined));
    put(path, 'a.jpg');
    watching.watch(folder);
    const answer = expect(watching.scanNow(folder.id, 60_000)).rejects.toThrow('Watching has ended');
    await watching.close();
    await answer;
    expect(exits()).toBe(1);
    await watching.close();
  });

  it('a folder that is not watched cannot be scanned', async () => {
    const { watching } = realWatching();
    await expect(watching.scanNow(7)).rejects.toThrow(RangeError);
  });
});
