/** @file The rest of Cloudroll's hold on the watching process: folders to watch, scans to wait for, batches to keep; main process. */
import { assertNever } from '../../../shared/brand.ts';
import type { Clock, Milliseconds } from '../../foundation/clock.ts';
import { isAbort } from '../../foundation/failed.ts';
import type { Log } from '../../foundation/log.ts';
import {
  type FolderState,
  type FolderToWatch,
  type ScanSummary,
  type WatchBatch,
  WatchNews,
  type WatchOrder,
  WatchSettings,
} from './folder-watch.ts';
import type { LaunchWatching, WatchingProcess } from './watching-process.ts';

export type WatchEvents = {
  /**
   * Resolves once the batch is written down, in one transaction: sightings, departures, fingerprints. The next batches
   * wait for it. When it rejects, the rejection goes to `onFailure` and the files are found again a minute later.
   */
  readonly onBatch: (batch: WatchBatch) => Promise<void>;
  readonly onFailure: (error: unknown, folderId: number) => void;
  readonly onFolderState: (state: FolderState) => void;
  /** After every whole pass, asked for or not. */
  readonly onScanned: (summary: ScanSummary) => void;
  readonly onHintsDegraded: (folderId: number, code: string) => void;
};

export type Watching = {
  /** The same id again replaces the folder. Its first scan begins at once. */
  readonly watch: (folder: FolderToWatch) => void;
  readonly unwatch: (folderId: number) => void;
  readonly isWatching: (folderId: number) => boolean;
  /**
   * Resolves when a pass over the folder that began after the call has ended and everything it found is kept; and when
   * no file is still being written, or `settleWithin` has passed. Rejects with an AbortError on `close`.
   */
  readonly scanNow: (folderId: number, settleWithin?: Milliseconds) => Promise<ScanSummary>;
  /** All folders, for wake from sleep. */
  readonly scanAll: () => void;
  /** Resolves within a second; what was found and not kept will be found again. */
  readonly close: () => Promise<void>;
};

export type WatchingOptions = {
  readonly launch: LaunchWatching;
  readonly ledgerPath: string;
  readonly settings: Partial<WatchSettings>;
  readonly events: WatchEvents;
  readonly clock: Clock;
  readonly log: Log;
};

const restartAfter: Milliseconds = 1000;
const longestRestart: Milliseconds = 60_000;
const endWithin: Milliseconds = 900;

type Waiting = {
  readonly folderId: number;
  readonly settleWithin: Milliseconds;
  readonly resolve: (summary: ScanSummary) => void;
  readonly reject: (error: Error) => void;
};

/** Starts the process, and again whenever it ends by itself: its folders are then watched and scanned anew. */
export function startWatching(options: WatchingOptions): Watching {
  const { events, clock, log } = options;
  const settings = WatchSettings.parse(options.settings);
  const folders = new Map<number, FolderToWatch>();
  const waiting = new Map<number, Waiting>();
  const closed = new AbortController();
  let lastRequest = 0;
  let deaths = 0;
  let running: WatchingProcess | undefined;
  let ended = Promise.withResolvers<void>();

  const send = (order: WatchOrder): void => running?.send(order);

  const keep = async (batch: WatchBatch, from: WatchingProcess | undefined): Promise<void> => {
    let kept = false;
    try {
      await events.onBatch(batch);
      kept = true;
    } catch (error) {
      if (!closed.signal.aborted) events.onFailure(error, batch.folderId);
    }
    if (from === running) send({ kind: 'acknowledge', batch: batch.batch, kept });
  };

  const scanned = (requests: readonly number[], summary: ScanSummary): void => {
    if (summary.reachable) deaths = 0;
    for (const request of requests) {
      waiting.get(request)?.resolve(summary);
      waiting.delete(request);
    }
    events.onScanned(summary);
  };

  const hear = (message: unknown): void => {
    if (closed.signal.aborted) return;
    const news = WatchNews.parse(message);
    switch (news.kind) {
      case 'batch':
        void keep(news, running);
        break;
      case 'folder-state':
        rememberRoot(news);
        break;
      case 'scanned':
        scanned(news.requests, news.summary);
        break;
      case 'hints-degraded':
        events.onHintsDegraded(news.folderId, news.code);
        break;
      case 'bug':
        log.error('The watching process has a bug', { error: { message: news.message, stack: news.stack } });
        break;
      default:
        assertNever(news, 'news from the watching process');
    }
  };

  /** So that a restart of the process does not take an empty mount point for the folder. */
  const rememberRoot = (state: FolderState): void => {
    const folder = folders.get(state.folderId);
    if (folder !== undefined && state.rootMarker !== undefined) {
      folders.set(folder.id, { ...folder, rootMarker: state.rootMarker });
    }
    events.onFolderState(state);
  };

  const start = (): void => {
    ended = Promise.withResolvers<void>();
    const launched = options.launch(hear, () => {
      if (running === launched) void died();
    });
    running = launched;
    send({ kind: 'start', ledgerPath: options.ledgerPath, settings });
    for (const folder of folders.values()) send({ kind: 'watch', folder });
    for (const [request, { folderId, settleWithin }] of waiting) {
      send({ kind: 'scan', request, folderId, settleWithin });
    }
  };

  const died = async (): Promise<void> => {
    running = undefined;
    ended.resolve();
    if (closed.signal.aborted) return;
    const pause = Math.min(restartAfter * 2 ** deaths, longestRestart);
    deaths += 1;
    log.warn('The watching process ended and is started again', { deaths, pause });
    try {
      await clock.sleep(pause, closed.signal);
    } catch (error) {
      if (isAbort(error)) return;
      throw error;
    }
    start();
  };

  start();
  return {
    watch: (folder) => {
      folders.set(folder.id, folder);
      send({ kind: 'watch', folder });
    },
    isWatching: (folderId) => folders.has(folderId),
    unwatch: (folderId) => {
      folders.delete(folderId);
      send({ kind: 'unwatch', folderId });
    },
    scanNow: (folderId, settleWithin = 0) => {
      if (!folders.has(folderId)) return Promise.reject(new RangeError(`Folder ${folderId} is not watched`));
      lastRequest += 1;
      const request = lastRequest;
      const { promise, resolve, reject } = Promise.withResolvers<ScanSummary>();
      waiting.set(request, { folderId, settleWithin, resolve, reject });
      send({ kind: 'scan', request, folderId, settleWithin });
      return promise;
    },
    scanAll: () => {
      for (const folderId of folders.keys()) {
        lastRequest += 1;
        send({ kind: 'scan', request: lastRequest, folderId, settleWithin: 0 });
      }
    },
    close: async () => {
      closed.abort();
      for (const { reject } of waiting.values()) reject(new DOMException('Watching has ended', 'AbortError'));
      waiting.clear();
      if (running === undefined) return;
      const waited = new AbortController();
      running.kill();
      // A process that a dead drive holds ends when the drive lets go; nobody waits for that.
      const patience = clock.sleep(endWithin, waited.signal).catch(() => undefined);
      await Promise.race([ended.promise, patience]);
      waited.abort();
    },
  };
}
