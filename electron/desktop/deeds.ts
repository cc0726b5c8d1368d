/** @file What a person can do from tray and menu, each handed to the engine in a line. */
import { app, clipboard } from 'electron';
import { downloadLink } from '../api/image-links.ts';
import type { WindowContext } from '../api/window-router.ts';
import { Failed } from '../foundation/failed.ts';
import type { Log } from '../foundation/log.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import type { Dialogs } from './dialogs.ts';
import type { MainWindow } from './main-window.ts';
import { showNotice } from './notices.ts';
import { takePaths } from './take-paths.ts';
import type { TrayDeeds } from './tray-menu.ts';
import { words } from './words.ts';

export type DesktopDeeds = TrayDeeds & {
  readonly take: (paths: readonly AbsolutePath[]) => void;
  /** Resolves with how many were taken. */
  readonly takeAll: (paths: readonly AbsolutePath[]) => Promise<number>;
};

export type DeedParts = {
  readonly context: WindowContext;
  readonly log: Log;
  readonly window: MainWindow;
  readonly dialogs: Dialogs;
  readonly clipboardPaths: () => Promise<readonly AbsolutePath[]>;
};

export function desktopDeeds({ context, log, window, dialogs, clipboardPaths }: DeedParts): DesktopDeeds {
  /** A click waits for nothing; what fails is where the person is sent. */
  const inBackground = (what: string, deed: () => Promise<unknown>): void => {
    deed().catch((error: unknown) => {
      if (error instanceof Failed) window.show('issues');
      log.error('A click could not be followed', { what, error });
    });
  };
  const taking = {
    profile: () => context.settings.profiles()[0] ?? null,
    inbox: context.inbox,
    folders: context.folders,
    ask: dialogs.askFolder,
    openWindow: () => window.show(),
  };
  const takeAll = async (paths: readonly AbsolutePath[]): Promise<number> => {
    if (paths.length === 0) return 0;
    const taken = await takePaths(taking, paths);
    context.changes.tell('folders', 'status');
    return taken;
  };
  const take = (paths: readonly AbsolutePath[]): void => inBackground('take', () => takeAll(paths));
  return {
    take,
    takeAll,
    open: (place) => window.show(place),
    syncNow: () =>
      inBackground('sync', async () => {
        await context.queue.tryEverythingNow();
        context.engine.schedule.nudge();
        for (const { id, watched } of context.ledger.folders.all()) if (watched) context.folders.rescan(id);
      }),
    pause: (request) => inBackground('pause', () => context.queue.pause(request)),
    resume: () => inBackground('resume', () => context.queue.resume()),
    uploadFiles: () => inBackground('files', async () => take((await dialogs.pick('files')) ?? [])),
    uploadFolder: () => inBackground('folder', async () => take((await dialogs.pick('folder')) ?? [])),
    uploadClipboard: () =>
      inBackground('clipboard', async () => {
        const paths = await clipboardPaths();
        if (paths.length === 0) showNotice({ title: words.noPicture, body: '' }, () => window.show());
        take(paths);
      }),
    copyLink: (image) =>
      inBackground('link', async () => {
        const link = await downloadLink(context, image, 'original');
        if (link === null) return;
        await clipboard.writeText(link.url);
        showNotice({ title: words.linkCopied, body: image.fileName }, () => window.show('history'));
      }),
    quit: () => app.quit(),
  };
}
