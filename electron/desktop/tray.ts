/** @file The icon in the tray: a shape for each state, a menu that is rebuilt only when it says something else. */
import { join } from 'node:path';
import { Menu, type NativeImage, nativeImage, Tray } from 'electron';
import type { AbsolutePath } from '../foundation/paths.ts';
import type { DesktopView, TrayState } from './desktop-view.ts';
import { statusLine, type TrayDeeds, trayMenu } from './tray-menu.ts';

export type TrayIcon = {
  /** Whoever calls it does so at most once a second. */
  readonly show: (view: DesktopView) => void;
  readonly close: () => void;
};

/** One tray, kept for as long as the app runs: on Linux only the first is of the new kind. `icons` holds the pictures. */
export function showTray(
  icons: AbsolutePath,
  first: DesktopView,
  deeds: TrayDeeds,
  onDrop: (paths: string[]) => void,
): TrayIcon {
  const pictures = new Map<TrayState, NativeImage>();
  const picture = (state: TrayState): NativeImage => {
    const known = pictures.get(state) ?? nativeImage.createFromPath(join(icons, fileName(state)));
    pictures.set(state, known);
    return known;
  };
  const tray = new Tray(picture(first.state));
  let shown = '';
  let state = first.state;
  const show = (view: DesktopView): void => {
    const text = JSON.stringify(view, (key, value: unknown) => (key === 'isCarrying' ? undefined : value));
    if (text === shown) return;
    shown = text;
    if (view.state !== state) tray.setImage(picture(view.state));
    state = view.state;
    // Windows cuts it at 127 letters.
    tray.setToolTip(`Cloudroll: ${statusLine(view)}`.slice(0, 127));
    // Linux shows no change of a menu that it has; it is given a new one.
    tray.setContextMenu(Menu.buildFromTemplate(trayMenu(view, deeds)));
  };
  show(first);
  tray.on('click', () => deeds.open('history'));
  tray.on('drop-files', (_event, paths) => onDrop(paths));
  return { show, close: () => tray.destroy() };
}

/** macOS colours its own from the shape alone. */
function fileName(state: TrayState): string {
  return process.platform === 'darwin' ? `${state}Template.png` : `${state}.png`;
}
