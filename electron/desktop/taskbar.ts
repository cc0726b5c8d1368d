/** @file Progress and count on the dock or taskbar, and no sleep of the computer while something is being sent. */
import { join } from 'node:path';
import { app, type BrowserWindow, nativeImage, powerSaveBlocker } from 'electron';
import type { AbsolutePath } from '../foundation/paths.ts';
import type { DesktopView } from './desktop-view.ts';
import { plural } from './words.ts';

export type Taskbar = {
  readonly show: (view: DesktopView, window: BrowserWindow | null) => void;
  readonly close: () => void;
};

/** `icons` holds the tray's pictures: Windows, which has no count, shows the one for attention on the taskbar's button. */
export function taskbar(icons: AbsolutePath, platform: NodeJS.Platform): Taskbar {
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
  const overlay = (window: BrowserWindow | null, issues: number): void => {
    const picture = issues === 0 ? null : nativeImage.createFromPath(join(icons, 'attention.png'));
    window?.setOverlayIcon(picture, issues === 0 ? '' : plural(issues, 'issue'));
  };
  return {
    show: (view, window) => {
      block(view.isCarrying);
      leftAtMost = view.left === 0 ? 0 : Math.max(leftAtMost, view.left);
      window?.setProgressBar(leftAtMost === 0 || view.paused !== null ? -1 : 1 - view.left / leftAtMost);
      // It belongs to a window, which may have been made since.
      if (platform === 'win32') overlay(window, view.issues);
      if (view.issues === badge) return;
      badge = view.issues;
      app.setBadgeCount(badge);
    },
    close: () => block(false),
  };
}
