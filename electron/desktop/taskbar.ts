/** @file Progress and count on the dock or taskbar, and no sleep of the computer while something is being sent. */
import { app, type BrowserWindow, powerSaveBlocker } from 'electron';
import type { DesktopView } from './desktop-view.ts';

export type Taskbar = {
  readonly show: (view: DesktopView, window: BrowserWindow | null) => void;
  readonly close: () => void;
};

export function taskbar(): Taskbar {
  let blocking: number | null = null;
  let leftAtMost = 0;
  let badge = 0;
  const block = (isWanted: boolean): void => {
    if (isWanted && blocking === null) blocking = powerSaveBlocker.start('prevent-app-suspension');
    else if (!isWanted && blocking !== null) {
      powerSaveBlocker.stop(blocking);
      blocking = null;
    }
  };
  return {
    show: (view, window) => {
      block(view.isCarrying);
      leftAtMost = view.left === 0 ? 0 : Math.max(leftAtMost, view.left);
      window?.setProgressBar(leftAtMost === 0 || view.paused !== null ? -1 : 1 - view.left / leftAtMost);
      if (view.issues === badge) return;
      badge = view.issues;
      app.setBadgeCount(badge);
    },
    close: () => block(false),
  };
}
