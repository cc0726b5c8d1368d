/** @file What the window says of the desktop it runs on, and the small drop window, in German. */
import type { englishDesktop } from './english-desktop.ts';
import { formatNumber } from './format.ts';

const n = (value: number) => formatNumber(value, 'de');

export const germanDesktop: typeof englishDesktop = {
  dropWindow: 'Ablagefenster',
  dropIdle: 'Bilder hier ablegen',
  dropLeft: (count) => `noch ${n(count)}`,
  dropProgress: 'Fortschritt',
  dropClose: 'Ablagefenster schließen',
  dropPick: 'Bilder auswählen',
  dropWatch: 'Beobachten',
  dropOnce: 'Einmal hochladen',
  startAtLogin: 'Bei der Anmeldung starten, ohne Fenster',
  showDropWindow: 'Kleines Ablagefenster über allen anderen',
  showDropWindowHelp: 'Nimmt Bilder neben anderen Programmen an. Escape schließt es.',
  uploadShortcut: 'Tasten, die die Zwischenablage hochladen',
  uploadShortcutHelp: 'Gelten in jedem Programm.',
  noShortcut: 'Keine',
  pressKeys: 'Tasten drücken, Escape lässt es',
  needsModifier: 'Mit Strg, Alt oder ⌘ beginnen.',
  removeShortcut: 'Tasten entfernen',
};
