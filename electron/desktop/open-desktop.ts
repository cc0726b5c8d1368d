/** @file Builds the desktop around the engine: window, tray, notices, system; hands the parts to each other. */
import { join } from 'node:path';
import { app, nativeTheme, shell } from 'electron';
import { type ApiOptions, openApi } from '../api/open-api.ts';
import { thumbCache } from '../api/thumb-cache.ts';
import { thumbOf } from '../api/thumbs.ts';
import type { Milliseconds } from '../foundation/clock.ts';
import { type AbsolutePath, absolutePath } from '../foundation/paths.ts';
import { rebuildLostLedger } from '../terminal/rebuild-lost-ledger.ts';
import { setAppMenu } from './app-menu.ts';
import { type Around, openAround } from './around-window.ts';
import { showBeforeUpgrade } from './before-upgrade.ts';
import { forgetPasted, pathsFromClipboard } from './clipboard-pictures.ts';
import { desktopDeeds } from './deeds.ts';
import { dialogs } from './dialogs.ts';
import { serveDrags } from './drag-out.ts';
import { dropWindow } from './drop-window.ts';
import type { FirstWindow } from './first-window.ts';
import { configFolder, followSettings, startCommand } from './follow-settings.ts';
import { type Given, givenBy, pathsGiven } from './given.ts';
import { runProgram } from './linux-bus.ts';
import { desktopMemory } from './memory.ts';
import { showNotice } from './notices.ts';
import { serveOffers } from './offers.ts';
import { hearPages } from './page-news.ts';
import { findPicture } from './pictures.ts';
import { quitCleanly } from './quit.ts';
import { servePictures } from './schemes.ts';
import { offerSendTo } from './send-to.ts';
import { systemConditions } from './system-conditions.ts';
import { hasTrayHost } from './tray-host.ts';
import { servePorts } from './window-port.ts';
import { words } from './words.ts';

export type DesktopOptions = Omit<ApiOptions, 'surface' | 'pick' | 'conditions' | 'trash' | 'fileDesk'> & {
  readonly version: string;
  readonly first: FirstWindow;
  /** The built preload, the tray's pictures. */
  readonly preload: string;
  readonly icons: AbsolutePath;
  /** What this start was given, and whether it is to stay out of sight. */
  readonly given: Given;
  readonly isHidden: boolean;
};

export type Desktop = {
  /** What the system hands over. */
  readonly take: (paths: readonly AbsolutePath[]) => void;
  /** What a second start was given: whoever starts Cloudroll again wants to see it. */
  readonly receive: (given: unknown) => void;
  /** Resolves when all that stands around the window is there too and folders are watched. Rejects with a fault of ours. */
  readonly settled: Promise<void>;
};

/** A window that has not drawn by then is not waited for any longer. */
const longestDrawing: Milliseconds = 3000;

/** Once the app is ready. Throws Failed when settings or ledger cannot be had. */
export async function openDesktop(options: DesktopOptions): Promise<Desktop> {
  const { clock, log, home, first } = options;
  const { window } = first;
  const closing = new AbortController();
  const memory = desktopMemory(home);
  let trayIsSeen = false;
  const ask = dialogs(window.current, app.getPath('pictures'));
  const onConditions = (): void => {
    api.engine.schedule.nudge();
    api.context.changes.tell('status');
  };
  const conditions = systemConditions(clock, onConditions, closing.signal);
  await showBeforeUpgrade({
    ...options,
    setAppearance: (appearance) => {
      nativeTheme.themeSource = appearance;
    },
  });
  const api = await openApi({
    ...options,
    conditions: conditions.now,
    trash: (path) => shell.trashItem(path),
    fileDesk: { show: shell.showItemInFolder, open: async (path) => (await shell.openPath(path)) === '' },
    surface: { host: 'desktop', version: options.version, canPick: true, uploads: null, thumbs: 'thumb://image/' },
    pick: async (kind) => {
      const paths = await ask.pick(kind);
      return paths === null ? null : api.context.drops.offer(paths);
    },
  });
  const { context, engine } = api;
  first.belongsTo({
    onHidden: () => {
      if (trayIsSeen && !memory.get().saidStillHere) {
        showNotice({ title: words.stillHere, body: words.stillHereDetail }, () => window.show());
        memory
          .keep({ saidStillHere: true })
          .catch((error: unknown) => log.warn('What was said is said again', { error }));
      }
      return trayIsSeen;
    },
    onSessionEnd: () => void api.close(),
  });

  const cache = thumbCache(absolutePath(join(home, 'thumbs')), clock);
  servePictures(findPicture({ ...context, cache }, closing.signal));
  const pasted = absolutePath(join(home, 'pasted'));
  await forgetPasted(pasted);

  const copied = () => pathsFromClipboard(pasted, clock);
  const deeds = desktopDeeds({ context, log, window, dialogs: ask, clipboardPaths: copied });
  serveOffers({ drops: context.drops, copied, calls: first.calls });
  const small = dropWindow({ preload: options.preload, log, onClosed: () => deeds.setDropWindow(false) });
  setAppMenu({ ...deeds, settings: () => deeds.open('settings') }, process.platform === 'darwin');
  const follow = followSettings({
    log,
    command: startCommand(options.environment),
    configFolder: configFolder(options.environment),
    uploadClipboard: deeds.uploadClipboard,
    onShortcutRefused: (keys) =>
      showNotice({ title: words.shortcutTaken(keys), body: words.shortcutTakenDetail }, () => window.show('settings')),
  });
  const wanted = () => context.settings.all().window;
  follow(wanted());
  first.mayBeSeen();
  const pages = hearPages({
    onLine: (isOnline) => (isOnline ? deeds.lineIsBack() : context.changes.tell('status')),
    show: window.show,
  });
  // In one go: a page that asked in between would be answered twice, and the port that it took first is closed.
  servePorts(context, log);
  first.handOver();
  await context.dragFiles?.empty();
  if (context.dragFiles !== null) {
    serveDrags({
      clock,
      calls: first.calls,
      files: context.dragFiles,
      icon: join(options.icons, 'idle@2x.png'),
      thumb: async (image) => {
        const thumb = await thumbOf({ ...context, cache }, { ...image, rendition: 'thumb' }, closing.signal);
        return thumb?.bytes ?? null;
      },
    });
  }
  let around: Around | undefined;
  quitCleanly({
    clock,
    log,
    letClose: small.letClose,
    close: async () => {
      closing.abort();
      around?.leaveTaskbar();
      await api.close();
      around?.leaveTray();
    },
  });

  const settle = async (): Promise<void> => {
    await isDrawnOrLate(options, closing.signal);
    if (closing.signal.aborted) return;
    conditions.begin();
    around = openAround({
      ...{ api, clock, log, home, icons: options.icons, window, small, deeds },
      isOnline: pages.isOnline,
      obey: () => follow(wanted()),
      closing: closing.signal,
    });
    offerSendTo(memory, process.platform).catch((error: unknown) => log.warn('"Send to" was not made', { error }));
    trayIsSeen = await hasTrayHost(process.platform, runProgram);
    // Hidden where nobody could find it again would be gone.
    if (options.isHidden && !trayIsSeen) window.show();
    await rebuildLostLedger(
      {
        clock,
        random: options.random,
        interrupted: closing.signal,
        complain: (line) => showNotice({ title: words.name, body: line }, () => window.show()),
      },
      { folder: home, profiles: context.settings.profiles() },
      engine,
    );
    if (closing.signal.aborted) return;
    api.begin();
    deeds.take(pathsGiven(options.given));
  };
  const settled = settle();
  const take = (paths: readonly AbsolutePath[]): void => {
    settled.then(
      () => deeds.take(paths),
      () => undefined, // Whoever waits for `settled` tells why it did not come to that.
    );
  };
  app.on('activate', () => window.show());
  return {
    take,
    receive: (other) => {
      window.show();
      take(pathsGiven(givenBy(other)));
    },
    settled,
  };
}

/** The window first: nobody misses a tray meanwhile, and a folder is looked at a second later. */
async function isDrawnOrLate({ clock, first, isHidden }: DesktopOptions, closing: AbortSignal): Promise<void> {
  if (isHidden) return;
  const drawn = new AbortController();
  const late = clock.sleep(longestDrawing, AbortSignal.any([closing, drawn.signal])).catch(() => undefined);
  await Promise.race([first.isDrawn, late]);
  drawn.abort();
}
