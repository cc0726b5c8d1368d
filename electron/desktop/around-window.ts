/** @file What stands around the window and is not missed while that is drawn: tray, taskbar, notices, sleep and waking. */
import { join } from 'node:path';
import type { Api } from '../api/open-api.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Log } from '../foundation/log.ts';
import { type AbsolutePath, absolutePath } from '../foundation/paths.ts';
import { newBatch, nextNotices } from './batch-notices.ts';
import type { DesktopDeeds } from './deeds.ts';
import { type DesktopView, desktopView } from './desktop-view.ts';
import type { DropWindow } from './drop-window.ts';
import { followEngine } from './follow-engine.ts';
import type { MainWindow } from './main-window.ts';
import { showNotice } from './notices.ts';
import { onWake } from './system-conditions.ts';
import { taskbar } from './taskbar.ts';
import { showTray } from './tray.ts';

export type AroundParts = {
  readonly api: Pick<Api, 'context' | 'engine'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly home: AbsolutePath;
  /** The tray's pictures. */
  readonly icons: AbsolutePath;
  readonly window: Pick<MainWindow, 'show' | 'current'>;
  readonly small: Pick<DropWindow, 'set'>;
  readonly deeds: DesktopDeeds;
  readonly isOnline: () => boolean;
  /** Has what the settings ask of the system done. */
  readonly obey: () => void;
  readonly closing: AbortSignal;
};

export type Around = {
  /** The taskbar shows no more progress. */
  readonly leaveTaskbar: () => void;
  /** Last of all: as long as something ends, the tray is there. */
  readonly leaveTray: () => void;
};

/** Looks at the ledger once, and again after each change. */
export function openAround(parts: AroundParts): Around {
  const { api, clock, log, icons, window, small, deeds, obey, closing } = parts;
  const { context, engine } = api;
  const ours = absolutePath(join(parts.home, 'inbox'));
  const view = (): DesktopView =>
    desktopView({
      engine,
      budgets: context.budgets,
      records: context.records,
      inbox: ours,
      isOnline: parts.isOnline(),
      dropWindow: context.settings.all().window.dropWindow,
    });
  const first = view();
  const tray = showTray(icons, first, deeds, (paths) => deeds.take(paths.map(absolutePath)));
  const bar = taskbar(icons, process.platform);
  let batch = newBatch(first);
  const look = (): void => {
    const seen = view();
    obey();
    small.set(seen.dropWindow);
    tray.show(seen);
    bar.show(seen, window.current());
    const next = nextNotices(batch, seen, context.settings.all().window.notifications);
    batch = next.batch;
    for (const notice of next.notices) showNotice(notice, () => window.show(notice.opens));
  };
  followEngine(context.changes, clock, look, closing).catch((error: unknown) => {
    log.error('The tray no longer follows the engine', { error });
  });
  onWake(
    clock,
    {
      suspend: engine.clouds.dropSockets,
      resume: () => {
        engine.watching.scanAll();
        engine.schedule.nudge();
      },
    },
    closing,
  );
  small.set(first.dropWindow);
  return { leaveTaskbar: bar.close, leaveTray: tray.close };
}
