/** @file A watching loop with a real ledger and real folders, on a clock that the test moves. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import { noCrash } from '../../../electron/foundation/crash-point.ts';
import { absolutePath } from '../../../electron/foundation/paths.ts';
import { keepBatch } from '../../../electron/journey/keep-batches.ts';
import {
  type Departure,
  type FolderState,
  type FolderToWatch,
  type ScanSummary,
  type Sighting,
  type WatchNews,
  WatchSettings,
} from '../../../electron/journey/watch/folder-watch.ts';
import type { WatchFolder } from '../../../electron/journey/watch/folder-watcher.ts';
import { knownFiles } from '../../../electron/journey/watch/known-files.ts';
import { byFullPath, type Inside } from '../../../electron/journey/watch/look-at-directory.ts';
import { watchingLoop } from '../../../electron/journey/watch/watching-loop.ts';
import { openLedger } from '../../../electron/ledger/open-ledger.ts';
import { type ManualClock, manualClock } from '../../fakes/manual-clock.ts';
import { scriptedFolderWatcher } from '../../fakes/scripted-folder-watcher.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

type Options = {
  readonly watchFolder?: WatchFolder;
  readonly settings?: Partial<WatchSettings>;
  readonly clock?: ManualClock;
  readonly kernelTimes?: boolean;
  readonly inside?: Inside;
};

export function watchingWorld(options: Options = {}) {
  const base = temporaryFolder();
  const ledger = openLedger(absolutePath(join(base, 'home')), 0);
  const known = knownFiles(ledger.path);
  const clock = options.clock ?? manualClock();
  const scripted = scriptedFolderWatcher();
  const sightings: (Sighting & { readonly folderId: number })[] = [];
  const departures: (Departure & { readonly folderId: number })[] = [];
  const order: string[] = [];
  const states: FolderState[] = [];
  const scans: ScanSummary[] = [];
  const answers = new Map<number, ScanSummary>();
  const degraded: string[] = [];
  const ended = new AbortController();
  let keeps = true;
  let requests = 0;

  const tell = (news: WatchNews): void => {
    if (news.kind === 'batch') {
      const { batch, folderId } = news;
      const acknowledge = (kept: boolean) => loop.order({ kind: 'acknowledge', batch, kept });
      if (!keeps) {
        queueMicrotask(() => acknowledge(false));
        return;
      }
      sightings.push(...news.sightings.map((sighting) => ({ ...sighting, folderId })));
      departures.push(...news.departures.map((departure) => ({ ...departure, folderId })));
      order.push(...news.sightings.map(({ directory, name }) => `+${folderId}:${join(directory, name)}`));
      order.push(...news.departures.flatMap((one) => one.names.map((n) => `-${folderId}:${join(one.directory, n)}`)));
      void keepBatch(ledger, clock, noCrash, news).then(() => acknowledge(true));
    }
    if (news.kind === 'folder-state') states.push(news);
    if (news.kind === 'hints-degraded') degraded.push(news.code);
    if (news.kind === 'scanned') {
      scans.push(news.summary);
      for (const request of news.requests) answers.set(request, news.summary);
    }
  };

  const loop = watchingLoop({
    settings: WatchSettings.parse({
      rescanEvery: 1e12,
      pollRootEvery: 1e12,
      rootAnswersWithin: 1e12,
      ...options.settings,
    }),
    watchFolder: options.watchFolder ?? scripted.watchFolder,
    known,
    clock,
    inside: options.inside ?? byFullPath,
    keepsKernelTimes: () => options.kernelTimes ?? false,
    breathe: () => nextTurn(),
    tell,
  });
  const running = loop.run(ended.signal);

  const close = async (): Promise<void> => {
    ended.abort();
    await running;
    known.close();
    ledger.close();
  };
  let closed: Promise<void> | undefined;
  const closeOnce = (): Promise<void> => (closed ??= close());
  onTestFinished(closeOnce);

  /** Moves the clock in small steps until it holds; the test's own time limit ends a hang. */
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) {
      if (ended.signal.aborted) throw new Error('Waited for something in a world that has ended');
      clock.advance(100);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };

  const scan = async (folderId: number, settleWithin = 60_000): Promise<ScanSummary> => {
    requests += 1;
    const request = requests;
    loop.order({ kind: 'scan', request, folderId, settleWithin });
    await until(() => answers.has(request));
    const answer = answers.get(request);
    if (answer === undefined) throw new Error('Unanswered');
    return answer;
  };

  return {
    base,
    clock,
    ledger,
    loop,
    scripted,
    sightings,
    departures,
    order,
    states,
    scans,
    degraded,
    until,
    scan,
    close: closeOnce,
    keep: (next: boolean) => {
      keeps = next;
    },
    /** A folder in the ledger, made if it is not there, and watched. Returns its id and path. */
    folder: (name: string, changes: Partial<FolderToWatch> = {}) => {
      const path = absolutePath(join(base, name));
      mkdirSync(path, { recursive: true });
      const rules = { profile: 'p', include: [], exclude: [], watched: true, addedAt: 0 };
      const id = ledger.folders.add({ path, ...rules });
      const folder = {
        id,
        path,
        include: [],
        exclude: [],
        ignoreCase: false,
        rootMarker: null,
        hints: true,
        ...changes,
      };
      loop.order({ kind: 'watch', folder });
      return { id, path };
    },
    /** Paths that the ledger holds as being there, sorted. */
    inLedger: (folderId: number): string[] =>
      ledger.database
        .prepare(`SELECT directory, name FROM files WHERE folder_id = ? AND state <> 'gone'`)
        .all(folderId)
        .map((row) => join(String(row['directory']), String(row['name'])))
        .sort(),
    lastState: (folderId: number) => states.filter((state) => state.folderId === folderId).at(-1),
  };
}

export function put(root: string, path: string, text = path): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Nothing was reported since `before`. */
export function expectSilence(world: ReturnType<typeof watchingWorld>, before: number): void {
  expect(world.order.slice(before)).toEqual([]);
}
