/** @file What the main process needs of the process that watches: orders in, news out, an end. */
import type { WatchOrder } from './folder-watch.ts';

export type WatchingProcess = {
  readonly send: (order: WatchOrder) => void;
  /** Ends it at once. It only ever reads, so nothing can be left half done. */
  readonly kill: () => void;
};

/** `onNews` gets what came over the boundary, not yet parsed; `onExit` is called when it has ended, however; twice is possible. */
export type LaunchWatching = (onNews: (news: unknown) => void, onExit: () => void) => WatchingProcess;
