/** @file The module `electron` as the stand-in offers it: every part strict, so that what is lacking says so. */
import { App, app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import {
  asked,
  ClipboardItem,
  choices,
  clipboard,
  dialog,
  globalShortcut,
  NativeImage,
  Notification,
  nativeImage,
  net,
  powerMonitor,
  powerSaveBlocker,
  screen,
  shell,
} from './desktop-parts.ts';
import { Menu, MenuItem, Tray, trays } from './menus.ts';
import { ipcMain, MessageChannelMain, MessagePortMain } from './ports.ts';
import { protocol } from './protocol.ts';
import { defaultSession } from './session.ts';
import { strict } from './surroundings.ts';
import { nativeTheme } from './theme.ts';
import { UtilityProcess, utilityProcess } from './utility-process.ts';
import { WebContents } from './web-contents.ts';

const parts = {
  app: strict('app', app),
  BrowserWindow,
  clipboard,
  ClipboardItem,
  dialog,
  globalShortcut: strict('globalShortcut', globalShortcut),
  ipcMain: strict('ipcMain', ipcMain),
  Menu,
  MenuItem,
  MessageChannelMain,
  nativeImage: strict('nativeImage', nativeImage),
  nativeTheme: strict('nativeTheme', nativeTheme),
  net: strict('net', net),
  Notification,
  powerMonitor: strict('powerMonitor', powerMonitor),
  powerSaveBlocker: strict('powerSaveBlocker', powerSaveBlocker),
  protocol: strict('protocol', protocol),
  screen: strict('screen', screen),
  session: strict('session', { defaultSession: strict('session.defaultSession', defaultSession) }),
  shell: strict('shell', shell),
  Tray,
  utilityProcess: strict('utilityProcess', utilityProcess),
  webContents: WebContents,
};

/** For tests alone: what a person would see or do. The app never reads it. */
const standin = { asked, choices, trays, setSystemDark: (isDark: boolean) => nativeTheme.setSystemDark(isDark), app };

export const electron = { ...parts, __standin: standin };
export const offeredNames: readonly string[] = Object.keys(parts);

/** Names that instances have by themselves, as their class does not show. */
const fields = (...names: readonly string[]): object => Object.fromEntries(names.map((name) => [name, 0]));

/** By the name of the declaration in electron.d.ts: what has the members that the app may use. */
export const offeredMembers: Readonly<Record<string, readonly object[]>> = {
  App: [App.prototype, app],
  CommandLine: [app.commandLine],
  BrowserWindow: [BrowserWindow.prototype, BrowserWindow, fields('id', 'webContents')],
  WebContents: [WebContents.prototype, WebContents, fields('id', 'mainFrame', 'session')],
  Clipboard: [clipboard],
  ClipboardItem: [ClipboardItem.prototype],
  Dialog: [dialog],
  GlobalShortcut: [globalShortcut],
  IpcMain: [ipcMain],
  Menu: [Menu.prototype, Menu, fields('items')],
  MessagePortMain: [MessagePortMain.prototype],
  NativeImage: [NativeImage.prototype, nativeImage],
  NativeTheme: [Object.getPrototypeOf(nativeTheme)],
  Net: [net],
  Notification: [Notification.prototype, Notification],
  PowerMonitor: [Object.getPrototypeOf(powerMonitor)],
  PowerSaveBlocker: [powerSaveBlocker],
  Protocol: [Object.getPrototypeOf(protocol)],
  Screen: [Object.getPrototypeOf(screen)],
  Session: [Object.getPrototypeOf(defaultSession), fields('defaultSession')],
  Shell: [shell],
  Tray: [Tray.prototype, Tray],
  UtilityProcess: [UtilityProcess.prototype, utilityProcess, fields('pid', 'stdout', 'stderr')],
};
