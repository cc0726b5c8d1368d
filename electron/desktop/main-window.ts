/** @file The window: made when it is first wanted, shown when it is drawn, hidden when it is closed; bounds are remembered. */
import { BrowserWindow, nativeTheme } from 'electron';
import type { Log } from '../foundation/log.ts';
import { pageOrigin } from './addresses.ts';

export type Place = 'history' | 'activity' | 'issues' | 'folders' | 'settings' | 'welcome';

export type MainWindow = {
  /** In front, at that place when one is named. */
  readonly show: (place?: Place) => void;
  /** The window when there is one. */
  readonly current: () => BrowserWindow | null;
  /** From now on closing it closes it. */
  readonly letClose: () => void;
};

export type MainWindowParts = {
  /** The built preload. */
  readonly preload: string;
  readonly log: Log;
  /** Told when a close only hid it; answers whether it can be found again in a tray. */
  readonly onHidden: () => boolean;
  readonly onSessionEnd: () => void;
  /** Resolves when light or dark is decided: before that a window that is drawn is not shown. */
  readonly mayBeSeen: Promise<void>;
  /** Told when a page has begun to come in, or cannot come. */
  readonly onPage: () => void;
};

/** `--paper` of renderer/ui/tokens.css, so that nothing flashes before the page is drawn. */
const background = { light: '#f9fafb', dark: '#111315' } as const;

export const safePreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  webSecurity: true,
} as const;

export function backgroundNow(): string {
  return nativeTheme.shouldUseDarkColors ? background.dark : background.light;
}

export function mainWindow(parts: MainWindowParts): MainWindow {
  let window: BrowserWindow | null = null;
  let mayClose = false;

  const make = (place: Place | undefined): BrowserWindow => {
    const made = new BrowserWindow({
      name: 'main',
      windowStatePersistence: true,
      title: 'Cloudroll',
      width: 1180,
      height: 780,
      minWidth: 640,
      minHeight: 480,
      show: false,
      autoHideMenuBar: true,
      backgroundColor: backgroundNow(),
      webPreferences: { ...safePreferences, preload: parts.preload, spellcheck: false },
    });
    made.once('ready-to-show', async () => {
      await parts.mayBeSeen;
      if (!made.isDestroyed()) made.show();
    });
    made.on('close', (event) => {
      if (mayClose) return;
      event.preventDefault();
      if (parts.onHidden()) made.hide();
      else made.minimize();
    });
    made.on('closed', () => {
      window = null;
    });
    // Windows tells the end of its session to windows alone, and waits for none of our promises.
    made.on('session-end', parts.onSessionEnd);
    made.webContents.on('did-navigate', parts.onPage);
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      parts.log.error('The window ended by itself', { reason });
      // Loading it again brings the page back; the engine never noticed.
      if (!mayClose && reason !== 'clean-exit') load(made, place);
    });
    load(made, place);
    return made;
  };

  const load = (made: BrowserWindow, place: Place | undefined): void => {
    const address = `${pageOrigin}/index.html${place === undefined ? '' : `#/${place}`}`;
    made.loadURL(address).catch((error: unknown) => {
      parts.log.error('The page could not be loaded', { error });
      parts.onPage();
    });
  };

  nativeTheme.on('updated', () => window?.setBackgroundColor(backgroundNow()));

  return {
    show: (place) => {
      if (window === null) {
        window = make(place);
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
      // Within one page only what follows the '#' changes: nothing is loaded again.
      if (place !== undefined) load(window, place);
    },
    current: () => window,
    letClose: () => {
      mayClose = true;
    },
  };
}
