/** @file Builds the parts and hands them to each other, the same for the desktop and the terminal; no logic of its own. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { CostSettings } from '../shared/cost.ts';
import { type Limits, noLimits } from '../shared/limits.ts';
import type { Profile } from '../shared/profile.ts';
import type { Closed } from '../shared/queue.ts';
import type { KeyParts } from './cloud/profile-keys.ts';
import { type Clouds, openClouds } from './clouds.ts';
import { budget } from './foundation/budget.ts';
import type { Reached } from './foundation/crash-point.ts';
import type { Log } from './foundation/log.ts';
import type { AbsolutePath } from './foundation/paths.ts';
import { endCancelled } from './journey/cancel-image.ts';
import { followOthers } from './journey/follow-others.ts';
import { type Conditions, closedGate, noConditions } from './journey/gate.ts';
import { readInThread } from './journey/hash/read-in-thread.ts';
import type { JourneyParts } from './journey/journey.ts';
import { keepBatch } from './journey/keep-batches.ts';
import { lookDaily } from './journey/look-daily.ts';
import { openLine } from './journey/open-line.ts';
import { readPause } from './journey/pause.ts';
import { type Queue, queue } from './journey/queue.ts';
import { resizeHeadsFirst } from './journey/resize/heads-first.ts';
import type { StartPixels } from './journey/resize/pixel-port.ts';
import { type Schedule, type ScheduleOptions, startSchedule } from './journey/schedule.ts';
import { RootMarker } from './journey/watch/folder-watch.ts';
import { startWatching, type Watching } from './journey/watch/watch-folders.ts';
import type { LaunchWatching } from './journey/watch/watching-process.ts';
import { thisDeviceFact } from './ledger/catalogue.ts';
import type { FolderRow } from './ledger/folders.ts';
import type { OnUpgrade } from './ledger/migrate.ts';
import { type Ledger, ledgerName, openLedger } from './ledger/open-ledger.ts';
import { spending } from './library/cost/spending.ts';
import { type UsageMeter, usageMeter } from './library/cost/usage-meter.ts';
import { type Deletions, runDeletions } from './library/delete/run-deletions.ts';
import { type Fills, fills } from './library/follow/fill-ledger.ts';

/** Bytes of files in memory at once: twice what is on the line, so that it never waits for the disk. */
const memoryForFiles = 48 * 1024 * 1024;

export type EngineOptions = KeyParts & {
  readonly home: AbsolutePath;
  readonly log: Log;
  readonly reached: Reached;
  /** In [0, 1). */
  readonly random: () => number;
  /** Profiles as they are now; the same object as long as nothing changed. */
  readonly profiles: () => readonly Profile[];
  /** This computer, as records show it. */
  readonly device: string;
  /** Milliseconds a file must rest before it is taken. */
  readonly settleFor: number;
  /** Never entered by a scan, beside `home`. */
  readonly ownFolders: readonly AbsolutePath[];
  readonly launchWatching: LaunchWatching;
  readonly startPixels: StartPixels;
  /** reading.ts, or what it was built into. */
  readonly readingEntry: URL;
  /** As they are now; absent: none. */
  readonly limits?: () => Limits;
  /** Prices and budgets as they are now, the same object as long as nothing changed. Absent: no budget. */
  readonly cost?: () => CostSettings;
  /** As they are now; whoever supplies them nudges the schedule when they change. Absent: neither metered nor on battery. */
  readonly conditions?: () => Conditions;
  readonly onArrival: ScheduleOptions['onArrival'];
  readonly onBytes: (bytes: number) => void;
  /** Absent: the ledger is brought up to date without a word. */
  readonly onUpgrade?: OnUpgrade;
  /**
   * Told that files were queued, a folder's state or scan changed, a person gave an order, or the ledger can no longer, or
   * again, be written. Absent: nobody looks.
   */
  readonly onChange?: (what: 'queued' | 'folders' | 'orders' | 'ledger') => void;
};

export type Engine = {
  readonly ledger: Ledger;
  readonly clouds: Clouds;
  /** What its clouds were asked for. */
  readonly meter: UsageMeter;
  /** Before a profile's first image is sent, what its cloud has is taken in. */
  readonly fills: Fills;
  readonly watching: Watching;
  readonly schedule: Schedule;
  readonly parts: JourneyParts;
  readonly queue: Queue;
  /** Carries out what is to be deleted from the clouds. */
  readonly deletions: Deletions;
  /** Why nothing begins now, or null. */
  readonly closed: () => Closed | null;
  /** Opens now, beside the first scan, what the first file of the profile would open. Twice is harmless. */
  readonly warmUp: (profile: string) => void;
  /** Has the folder watched (`hints`) or only scanned, as the ledger knows it. */
  readonly watch: (folder: FolderRow, hints: boolean) => void;
  /** Ends everything within seconds; the next start goes on where this one was. */
  readonly close: () => Promise<void>;
};

/** Throws Failed `ledger-in-use`, `ledger-damaged` or `disk-full` when the ledger cannot be had. */
export function openEngine(options: EngineOptions): Engine {
  const { home, clock, log, reached, keychain, environment } = options;
  const ledger = openLedger(home, clock.now(), options.onUpgrade);
  const limits = options.limits ?? (() => noLimits);
  const conditions = options.conditions ?? (() => noConditions);
  const closed = (): Closed | null =>
    closedGate({ pause: readPause(ledger.meta), limits: limits(), conditions: conditions() }, clock.now());
  const line = openLine({ limits, isOpen: () => closed() === null, clock });
  const meter = usageMeter(ledger, clock);
  const keys = { keychain, environment, clock, sessions: options.sessions };
  const clouds = openClouds(options.profiles, keys, options.clients, line, meter.count);
  const { expectWithinBudget } = spending({ ...options, ledger });
  if (ledger.meta.get(thisDeviceFact) !== options.device) ledger.meta.set(thisDeviceFact, options.device);
  const filling = fills({
    ...options,
    ledger,
    open: clouds.open,
    onProgress: () => options.onChange?.('queued'),
  });
  const imagesAtOnce = limits().resizesAtOnce ?? availableParallelism();
  const reader = readInThread(options.readingEntry);
  const resizer = resizeHeadsFirst({ start: options.startPixels, clock, log, imagesAtOnce });
  const parts: JourneyParts = {
    ledger,
    clock,
    log,
    reached,
    random: options.random,
    read: reader.read,
    giveBack: reader.giveBack,
    resizer,
    cloud: async (profile) => {
      expectWithinBudget(profile);
      // One more is under way than whoever looked when it was queued has seen.
      options.onChange?.('queued');
      await filling.ready(profile);
      return clouds.open(profile);
    },
    device: options.device,
    memory: budget(memoryForFiles),
    settleFor: options.settleFor,
    carrying: new Map(),
    onBytes: options.onBytes,
  };
  const gate: ScheduleOptions['gate'] = () => {
    const now = closed();
    return now === null ? null : (now.until ?? 'closed');
  };
  const schedule = startSchedule(parts, {
    lanes: limits().lanes,
    gate,
    onArrival: options.onArrival,
    onUnwritable: () => options.onChange?.('ledger'),
  });
  const deletions = runDeletions({
    ...parts,
    cloud: clouds.open,
    onNews: () => {
      schedule.nudge();
      options.onChange?.('orders');
    },
  });
  const closing = new AbortController();
  const onOrder = async (): Promise<void> => {
    schedule.nudge();
    deletions.nudge();
    options.onChange?.('orders');
    await endCancelled(parts, closing.signal);
  };
  const background = [
    followOthers({ ledger, clock, log }, onOrder, closing.signal),
    lookDaily(parts, line.isOpen, closing.signal),
  ];
  /** What is lost with a full disk is said again by the next look at the folder. */
  const note = async (folderId: number, write: () => void): Promise<void> => {
    try {
      await ledger.commit(write);
      options.onChange?.('folders');
    } catch (error) {
      log.error('What is known of a folder could not be kept', { error, folderId });
    }
  };
  const watching = startWatching({
    launch: options.launchWatching,
    ledgerPath: join(home, ledgerName),
    settings: { settleFor: options.settleFor, ownFolders: [home, ...options.ownFolders] },
    clock,
    log,
    events: {
      onBatch: async (batch) => {
        await keepBatch(ledger, clock, reached, batch);
        schedule.nudge();
        if (batch.sightings.length > 0 || batch.departures.length > 0) options.onChange?.('queued');
      },
      onFailure: (error, folderId) => {
        log.error('What a scan found could not be kept', { error, folderId });
        schedule.waitIfUnwritable(error);
      },
      onFolderState: ({ folderId, state, rootMarker }) =>
        void note(folderId, () => {
          ledger.folders.setState(folderId, state);
          if (rootMarker !== undefined) ledger.folders.setRootMarker(folderId, JSON.stringify(rootMarker));
        }),
      onScanned: ({ folderId }) => void note(folderId, () => ledger.folders.setScanned(folderId, clock.now())),
      onHintsDegraded: (folderId, code) => log.warn('The system gives no more watches: scans only', { folderId, code }),
    },
  });

  return {
    ledger,
    clouds,
    meter,
    fills: filling,
    watching,
    schedule,
    parts,
    deletions,
    queue: queue(ledger, clock, onOrder),
    closed,
    warmUp: (profile) => {
      reader.start();
      resizer.warmUp(options.profiles().find(({ name }) => name === profile)?.renditions ?? []);
      // What cannot be opened is told of with the first file.
      parts.cloud(profile).catch(() => undefined);
    },
    watch: (folder, hints) =>
      watching.watch({
        id: folder.id,
        path: folder.path,
        include: [...folder.include],
        exclude: [...folder.exclude],
        ignoreCase: true,
        rootMarker: folder.rootMarker === null ? null : RootMarker.parse(JSON.parse(folder.rootMarker)),
        hints,
      }),
    close: async () => {
      closing.abort();
      filling.close();
      await Promise.all([watching.close(), schedule.stop(), deletions.close(), ...background]);
      await resizer.close();
      await reader.close();
      clouds.close();
      await meter.flush();
      ledger.close();
    },
  };
}
