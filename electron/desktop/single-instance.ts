/** @file One Cloudroll for each person: a second start hands over what it was given and ends. */
import { app } from 'electron';
import type { Given } from './given.ts';

/** Chromium reorders and adds to a second instance's arguments; ours come as data. */
export function givenToStart(words: readonly string[], folder: string, isPackaged: boolean): Given {
  const plain = words.slice(1).filter((word) => !word.startsWith('-'));
  // Unpacked, the first is the app's own folder.
  return { words: isPackaged ? plain : plain.slice(1), folder };
}

/** False when another Cloudroll runs, which has then been told. `onOther` gets what the other was given, as it came. */
export function isOnlyInstance(given: Given, onOther: (given: unknown) => void): boolean {
  app.on('second-instance', (_event, _words, _folder, data) => onOther(data));
  return app.requestSingleInstanceLock(given);
}
