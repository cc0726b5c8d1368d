/** @file Brings the desktop in line with what a person set: appearance, start at login, the keys that upload the clipboard. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, globalShortcut, nativeTheme } from 'electron';
import type { WindowSettings } from '../../shared/window-settings.ts';
import { type Environment, textOf } from '../cloud/environment.ts';
import type { Log } from '../foundation/log.ts';
import { setLinuxAutostart } from './autostart.ts';
import { hiddenSwitch } from './start-switches.ts';

export type FollowParts = {
  readonly log: Log;
  /** What starts Cloudroll again, for Linux. */
  readonly command: readonly string[];
  readonly configFolder: string;
  readonly uploadClipboard: () => void;
  /** The keys are another program's, or are none. */
  readonly onShortcutRefused: (shortcut: string) => void;
};

/** What it returns may be called with the same again: only what differs is done. */
export function followSettings(parts: FollowParts): (settings: WindowSettings) => void {
  let startsAtLogin: boolean | undefined;
  let asked: string | null = null;
  let held: string | null = null;
  return (settings) => {
    if (nativeTheme.themeSource !== settings.appearance) nativeTheme.themeSource = settings.appearance;
    if (settings.startAtLogin !== startsAtLogin) {
      startsAtLogin = settings.startAtLogin;
      setStartAtLogin(parts, startsAtLogin).catch((error: unknown) => {
        parts.log.warn('Start at login could not be set', { error });
      });
    }
    if (settings.uploadShortcut === asked) return;
    if (held !== null) globalShortcut.unregister(held);
    asked = settings.uploadShortcut;
    held = asked !== null && isRegistered(asked, parts.uploadClipboard) ? asked : null;
    if (asked !== null && held === null) parts.onShortcutRefused(asked);
  };
}

async function setStartAtLogin({ command, configFolder: folder }: FollowParts, isWanted: boolean): Promise<void> {
  if (process.platform === 'linux') await setLinuxAutostart({ configFolder: folder, command }, isWanted);
  else app.setLoginItemSettings({ openAtLogin: isWanted, args: [hiddenSwitch] });
}

/** Electron throws for what names no key. */
function isRegistered(shortcut: string, deed: () => void): boolean {
  try {
    return globalShortcut.register(shortcut, deed);
  } catch {
    return false;
  }
}

export function startCommand(environment: Environment): string[] {
  const image = textOf(environment, 'APPIMAGE');
  if (image !== undefined) return [image];
  return app.isPackaged ? [process.execPath] : [process.execPath, app.getAppPath()];
}

export function configFolder(environment: Environment): string {
  return textOf(environment, 'XDG_CONFIG_HOME') ?? join(homedir(), '.config');
}
