/** @file The real engine in the test's own process: real ledger, files, scans and stores; time runs faster, and it can be killed. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import sharp from 'sharp';
import { type Engine, openEngine } from '../../electron/engine.ts';
import { type Clock, systemClock } from '../../electron/foundation/clock.ts';
import { noCrash } from '../../electron/foundation/crash-point.ts';
import { type Log, silentLog } from '../../electron/foundation/log.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';
import type { Arrival } from '../../electron/journey/journey.ts';
import { readPictureDetails } from '../../electron/journey/resize/exifreader-picture-details.ts';
import { selfTestMark } from '../../electron/journey/resize/pixel-messages.ts';
import type { StartPixels } from '../../electron/journey/resize/pixel-port.ts';
import { servePixels } from '../../electron/journey/resize/serve-pixels.ts';
import { sharpImageResizer } from '../../electron/journey/resize/sharp-image-resizer.ts';
import { chokidarFolderWatcher } from '../../electron/journey/watch/chokidar-folder-watcher.ts';
import { WatchOrder } from '../../electron/journey/watch/folder-watch.ts';
import { knownFiles } from '../../electron/journey/watch/known-files.ts';
import { keepsKernelTimes } from '../../electron/journey/watch/local-file-system.ts';
import { byFullPath } from '../../electron/journey/watch/look-at-directory.ts';
import { type WatchingLoop, watchingLoop } from '../../electron/journey/watch/watching-loop.ts';
import type { LaunchWatching } from '../../electron/journey/watch/watching-process.ts';
import { memoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import type { Profile } from '../../shared/profile.ts';
import { fastClock } from '../fakes/fast-clock.ts';
import type { Servers } from './cloud-under-test.ts';

export type EngineWish = {
  readonly home: string;
  readonly folder: string;
  readonly profile: Profile;
  readonly servers: Servers;
  readonly clock?: Clock;
  /** In [0, 1). */
  readonly random?: () => number;
  readonly hints?: boolean;
  /** Milliseconds, by the wall. */
  readonly timeouts?: { readonly connect: number; readonly idle: number; readonly answer: number };
};

export type RunningEngine = {
  readonly engine: Engine;
  readonly arrivals: readonly Arrival[];
  /** Bugs that were caught and logged: must stay empty. */
  readonly errors: readonly string[];
  /** Has the folder scanned, and resolves when nothing is left that could go on by itself. False: its root is not there. */
  readonly scanAndSettle: () => Promise<boolean>;
  /** Resolves when nothing is under way, due or held. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
  /** The ledger is gone in the middle of whatever happens, as when the process is: nothing more is written. */
  readonly kill: () => Promise<void>;
};

/** Twenty minutes in one. */
const pace = 20;

/** Long enough for a computer with other things to do. */
const defaultTimeouts = { connect: 5_000, idle: 10_000, answer: 20_000 };

export async function startEngine(wish: EngineWish): Promise<RunningEngine> {
  const { servers, profile } = wish;
  const clock = wish.clock ?? fastClock(pace);
  const arrivals: Arrival[] = [];
  const errors: string[] = [];
  let isDead = false;
  const log: Log = {
    ...silentLog,
    error: (message, fields) => {
      if (!isDead) errors.push(`${message} ${String(fields?.['error'])}`);
    },
  };
  const engine = openEngine({
    home: absolutePath(wish.home),
    environment: { AWS_ACCESS_KEY_ID: servers.accessKeyId, AWS_SECRET_ACCESS_KEY: servers.secretAccessKey },
    clock,
    log,
    keychain: memoryKeychain(),
    reached: noCrash,
    random: wish.random ?? (() => 0.5),
    profiles: () => [profile],
    device: 'the device',
    settleFor: 0,
    ownFolders: [],
    launchWatching: watchingHere,
    startPixels: pixelsHere,
    readingEntry: new URL('../../electron/reading.ts', import.meta.url),
    onArrival: (_, arrival) => void arrivals.push(arrival),
    onBytes: () => undefined,
    clients: { timeouts: wish.timeouts ?? defaultTimeouts },
  });
  const id = await engine.ledger.commit(() =>
    engine.ledger.folders.add({
      path: absolutePath(wish.folder),
      profile: profile.name,
      include: [],
      exclude: [],
      watched: true,
      addedAt: clock.now(),
    }),
  );
  const row = engine.ledger.folders.byId(id);
  if (row === null) throw new Error('The folder was not added');
  engine.watch(row, wish.hints ?? false);

  const settled = async (): Promise<void> => {
    const { ledger, schedule } = engine;
    for (;;) {
      await schedule.idle();
      const holds = ledger.holds.all().map((hold) => hold.nextAt);
      const times = [ledger.files.nextWake(), ledger.journeys.nextWake(), ...holds].filter((time) => time !== null);
      if (times.length === 0) return;
      await clock.sleep(Math.max(1, Math.min(...times) - clock.now()));
      schedule.nudge();
    }
  };
  return {
    engine,
    arrivals,
    errors,
    settled,
    scanAndSettle: async () => {
      const { reachable } = await engine.watching.scanNow(id, 60_000);
      await settled();
      return reachable;
    },
    close: () => engine.close(),
    kill: async () => {
      isDead = true;
      engine.ledger.close();
      // Whatever still wants to write finds no ledger: that is what being killed is, so how it ends is of no interest.
      await Promise.allSettled([engine.schedule.stop(), engine.close()]);
    },
  };
}

/** The watching process's loop on this thread: a process for each of hundreds of engines would only cost time. */
const watchingHere: LaunchWatching = (onNews, onExit) => {
  const ended = new AbortController();
  let loop: WatchingLoop | undefined;
  return {
    send: (sent) => {
      const order = WatchOrder.parse(sent);
      if (order.kind !== 'start') {
        loop?.order(order);
        return;
      }
      const known = knownFiles(order.ledgerPath);
      loop = watchingLoop({
        settings: order.settings,
        watchFolder: chokidarFolderWatcher,
        known,
        clock: systemClock,
        inside: byFullPath,
        keepsKernelTimes: (path) => keepsKernelTimes(path, process.platform),
        breathe: () => nextTurn(),
        tell: (news) => {
          const copy = structuredClone(news);
          setImmediate(() => {
            if (!ended.signal.aborted) onNews(copy);
          });
        },
      });
      void loop.run(ended.signal).finally(() => {
        known.close();
        onExit();
      });
    },
    kill: () => ended.abort(),
  };
};

const pixelsHere: StartPixels = (engine) => {
  const heard: ((message: unknown) => void)[] = [];
  const told: ((message: unknown) => void)[] = [];
  const exits: ((how: string) => void)[] = [];
  const resize = sharpImageResizer({ sharp, readDetails: readPictureDetails, onTrouble: () => undefined });
  setImmediate(() =>
    servePixels(
      {
        send: (message) => {
          for (const listener of heard) listener(structuredClone(message));
        },
        onMessage: (listener) => void told.push(listener),
      },
      engine,
      resize,
    ),
  );
  return {
    send: (message) => {
      for (const listener of told) listener(structuredClone(message));
    },
    onMessage: (listener) => void heard.push(listener),
    onErrorText: (listener) => listener(selfTestMark),
    onExit: (listener) => void exits.push(listener),
    kill: () => {
      for (const listener of exits.splice(0)) listener('killed');
    },
  };
};
