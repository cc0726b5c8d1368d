/** @file Entry of the watching process: builds its parts, parses its orders, says its bugs; no logic. */
import { flushCompileCache } from 'node:module';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { systemClock } from './foundation/clock.ts';
import { chokidarFolderWatcher } from './journey/watch/chokidar-folder-watcher.ts';
import { type WatchNews, WatchOrder } from './journey/watch/folder-watch.ts';
import { knownFiles } from './journey/watch/known-files.ts';
import { keepsKernelTimes } from './journey/watch/local-file-system.ts';
import { byEntering } from './journey/watch/look-at-directory.ts';
import { type WatchingLoop, watchingLoop } from './journey/watch/watching-loop.ts';
import { leave, mainPort } from './main-port.ts';

const port = mainPort();
const ended = new AbortController();
let loop: WatchingLoop | undefined;

function tell(news: WatchNews): void {
  port.send(news);
  // This process is ended from outside: what V8 made of its code is kept here, where it is kept at all.
  if (news.kind === 'scanned') flushCompileCache();
}

function fail(error: unknown): void {
  const known = error instanceof Error ? error : new Error(String(error));
  tell({ kind: 'bug', message: known.message, stack: known.stack ?? '' });
  leave(1);
}

function start(order: Extract<WatchOrder, { kind: 'start' }>): WatchingLoop {
  const started = watchingLoop({
    settings: order.settings,
    watchFolder: chokidarFolderWatcher,
    known: knownFiles(order.ledgerPath),
    clock: systemClock,
    inside: byEntering(process.chdir),
    keepsKernelTimes: (path) => keepsKernelTimes(path, process.platform),
    breathe: () => nextTurn(),
    tell,
  });
  started.run(ended.signal).catch(fail);
  return started;
}

port.onMessage((message) => {
  const order = WatchOrder.parse(message);
  if (order.kind === 'start') loop = start(order);
  else loop?.order(order);
});
process.on('uncaughtException', fail);
