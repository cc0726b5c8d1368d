/** @file What the window says of the desktop it runs on, and the small drop window, in English. */
import { formatNumber } from './format.ts';

const n = (value: number) => formatNumber(value, 'en');

export const englishDesktop = {
  // The small drop window
  dropWindow: 'Drop window',
  dropIdle: 'Drop images here',
  dropLeft: (count: number) => `${n(count)} to go`,
  dropProgress: 'Progress',
  dropClose: 'Close the drop window',
  dropPick: 'Choose images',
  dropWatch: 'Watch it',
  dropOnce: 'Upload once',

  // Settings of the desktop
  startAtLogin: 'Start at login, out of sight',
  showDropWindow: 'Small drop window above all others',
  showDropWindowHelp: 'Takes drops beside other programs. Escape closes it.',
  uploadShortcut: 'Keys that upload the clipboard',
  uploadShortcutHelp: 'Work in every program.',
  noShortcut: 'None',
  pressKeys: 'Press the keys, Escape to leave it',
  needsModifier: 'Begin with Ctrl, Alt or ⌘.',
  removeShortcut: 'Remove the keys',
};
