/** @file Opens the window before the rest of main is loaded: its page loads in other processes meanwhile, and waits for nobody. */
import { app, type IpcMainEvent, ipcMain } from 'electron';
import { channels } from '../../shared/desktop-bridge.ts';
import type { Clock, Milliseconds } from '../foundation/clock.ts';
import type { Log } from '../foundation/log.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import { isFromOurPage, lockDown } from './lock-down.ts';
import { type MainWindow, mainWindow } from './main-window.ts';
import { type PageCalls, pageCalls } from './page-calls.ts';
import { servePage, servePageFrom } from './schemes.ts';

export type FirstWindowOptions = {
  readonly clock: Clock;
  readonly log: Log;
  /** The built preload and the built page. */
  readonly preload: string;
  readonly pageFolder: AbsolutePath;
  /** For development: where the page comes from instead. */
  readonly pageServer: string | undefined;
  /** This start is to stay out of sight: no window is opened. */
  readonly isHidden: boolean;
};

/** What the window asks of the desktop around it. */
export type WindowOwner = {
  /** Told when a close only hid it; answers whether it can be found again in a tray. */
  readonly onHidden: () => boolean;
  readonly onSessionEnd: () => void;
};

export type FirstWindow = {
  readonly window: MainWindow;
  /**
   * Resolves when its page has begun to come in, or cannot, or not in time, or none was opened. Main draws no window while it is
   * busy; a page that hangs is no reason to carry nothing.
   */
  readonly hasPage: Promise<void>;
  /** Resolves when its page has on screen what it opened with; never, where there is no page. */
  readonly isDrawn: Promise<void>;
  /** From now on the owner is asked; until then a close only minimises. */
  readonly belongsTo: (owner: WindowOwner) => void;
  /** The chosen appearance is set: a window that is drawn may be seen. */
  readonly mayBeSeen: () => void;
  readonly calls: PageCalls;
  /** Resolves when the window is shown and its page runs; at once where this start stays out of sight. */
  readonly inSight: Promise<void>;
  /** What pages said before anybody listened is said again. Once, when those listen. */
  readonly handOver: () => void;
};

/** Many times what a page takes to begin. */
const longestBeginning: Milliseconds = 3000;

/** After the app is ready, once. */
export function openFirstWindow(options: FirstWindowOptions): FirstWindow {
  const { log, preload } = options;
  const looks = Promise.withResolvers<void>();
  const page = Promise.withResolvers<void>();
  const drawn = Promise.withResolvers<void>();
  let owner: WindowOwner = { onHidden: () => false, onSessionEnd: () => undefined };
  lockDown(log);
  if (options.pageServer === undefined) servePage(options.pageFolder);
  else servePageFrom(options.pageServer);
  const handOver = holdBack([channels.connect, channels.line, channels.show]);
  ipcMain.on(channels.drawn, (event) => {
    if (isFromOurPage(event)) drawn.resolve();
  });
  const window = mainWindow({
    ...{ preload, log, mayBeSeen: looks.promise, onPage: page.resolve },
    onHidden: () => owner.onHidden(),
    onSessionEnd: () => owner.onSessionEnd(),
  });
  // Whoever quits before the engine is there is not held up by a window that only hides.
  app.on('before-quit', window.letClose);
  const runs = new Promise<void>((resolve) => ipcMain.once(channels.runs, () => resolve()));
  if (options.isHidden) page.resolve();
  else window.show();
  const shown = new Promise<void>((resolve) => window.current()?.once('show', () => resolve()));
  return {
    window,
    hasPage: Promise.race([page.promise, options.clock.sleep(longestBeginning)]),
    isDrawn: drawn.promise,
    inSight: options.isHidden ? Promise.resolve() : Promise.all([runs, shown]).then(() => undefined),
    calls: pageCalls(),
    belongsTo: (known) => {
      owner = known;
    },
    mayBeSeen: looks.resolve,
    handOver,
  };
}

/**
 * Keeps what comes on the channels; what it answers has it come again, for those who listen by then. Of each page's word the last:
 * one that was loaded anew has asked twice, and would be given a port that the next answer closes.
 */
function holdBack(held: readonly string[]): () => void {
  const said = new Map<string, () => void>();
  const ends = held.map((channel) => {
    const hold = (event: IpcMainEvent, ...rest: readonly unknown[]): void => {
      said.set(`${channel} ${event.sender.id}`, () => void ipcMain.emit(channel, event, ...rest));
    };
    ipcMain.on(channel, hold);
    return () => void ipcMain.off(channel, hold);
  });
  return () => {
    for (const end of ends) end();
    for (const again of said.values()) again();
  };
}
