/** @file The small window above all others that takes drops, where a person wants it; its place is remembered. */
import { BrowserWindow, nativeTheme } from 'electron';
import type { Log } from '../foundation/log.ts';
import { pageOrigin } from './addresses.ts';
import { backgroundNow, safePreferences } from './main-window.ts';

export type DropWindow = {
  /** May be called with the same again. It comes without taking the keyboard from what a person types in. */
  readonly set: (isWanted: boolean) => void;
  /** From now on closing it says nothing of what a person wants. */
  readonly letClose: () => void;
};

export type DropWindowParts = {
  /** The built preload. */
  readonly preload: string;
  readonly log: Log;
  /** A person closed it. */
  readonly onClosed: () => void;
};

/** Pixels on each side; the page (renderer/drop) is drawn for it. */
const side = 160;

export function dropWindow(parts: DropWindowParts): DropWindow {
  let window: BrowserWindow | null = null;
  let isEnding = false;
  /** A person closed it, and the setting that follows may not be kept yet. */
  let isClosed = false;

  const make = (): BrowserWindow => {
    const made = new BrowserWindow({
      name: 'drop',
      windowStatePersistence: true,
      title: 'Cloudroll',
      width: side,
      height: side,
      useContentSize: true,
      resizable: false,
      maximizable: false,
      minimizable: false,
      fullscreenable: false,
      frame: false,
      alwaysOnTop: true,
      skipTaskbar: true,
      show: false,
      backgroundColor: backgroundNow(),
      webPreferences: { ...safePreferences, preload: parts.preload, spellcheck: false },
    });
    made.once('ready-to-show', () => made.showInactive());
    made.on('closed', () => {
      // One that was closed because it is not wanted any more is no news.
      const isNews = window === made && !isEnding;
      if (window === made) window = null;
      isClosed = isNews;
      if (isNews) parts.onClosed();
    });
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      parts.log.error('The drop window ended by itself', { reason });
      if (!isEnding && reason !== 'clean-exit') load(made);
    });
    load(made);
    return made;
  };

  const load = (made: BrowserWindow): void => {
    made
      .loadURL(`${pageOrigin}/index.html#/drop`)
      .catch((error: unknown) => parts.log.error('The drop window could not be loaded', { error }));
  };

  nativeTheme.on('updated', () => window?.setBackgroundColor(backgroundNow()));

  return {
    set: (isWanted) => {
      if (!isWanted) isClosed = false;
      if (isWanted && !isClosed) window ??= make();
      else if (!isWanted && window !== null) {
        const unwanted = window;
        window = null;
        unwanted.close();
      }
    },
    letClose: () => {
      isEnding = true;
    },
  };
}
