/** @file What a person can do from tray and menu, each handed to the engine in a line. */
import { app, clipboard } from 'electron';
import { linkText } from '../../shared/link-text.ts';
import { linkOf } from '../api/share-router.ts';
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
  /** What the system hands over. */
  readonly take: (paths: readonly AbsolutePath[]) => void;
  /** There is a line again: profiles that waited for one are tried, not at their next time but now. */
  readonly lineIsBack: () => void;
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
  const take = (paths: readonly AbsolutePath[]): void => {
    if (paths.length === 0) return;
    inBackground('take', async () => {
      await takePaths(taking, paths);
      context.changes.tell('folders', 'status');
    });
  };
  return {
    take,
    lineIsBack: () =>
      inBackground('line', async () => {
        const { ledger, clock, engine } = context;
        const waiting = ledger.holds.all().filter(({ failure }) => failure.code === 'offline');
        await ledger.commit(() => {
          for (const { profile } of waiting) ledger.tries.holds(profile, clock.now());
        });
        engine.schedule.nudge();
        context.changes.tell('status', 'issues');
      }),
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
    setDropWindow: (dropWindow) =>
      inBackground('drop window', async () => {
        await context.settings.change({ window: { dropWindow } });
        context.changes.tell('settings');
      }),
    copyLink: (image) =>
      inBackground('link', async () => {
        const { format, life, rendition, templates } = context.settings.all().window.sharing;
        const { profile, imageId } = image;
        const { signal } = new AbortController();
        const make = (of: string) => linkOf(context, { profile, imageId, rendition: of, life }, signal);
        // Not every image has the rendition that was last shared.
        const link = (await make(rendition)) ?? (await make('original'));
        if (link === null) return;
        await clipboard.writeText(linkText(format, link, templates));
        showNotice({ title: words.linkCopied, body: image.fileName }, () => window.show('history'));
      }),
    quit: () => app.quit(),
  };
}
