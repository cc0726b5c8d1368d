/** @file One Cloudroll for each person: a second start hands over what it was given and ends. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app } from 'electron';
import { z } from 'zod';
import { type AbsolutePath, absolutePath } from '../foundation/paths.ts';

/** What a start was given: words that are paths, and the folder they are relative to. */
const Given = z.object({ words: z.array(z.string()), folder: z.string() });
export type Given = z.infer<typeof Given>;

/** Chromium reorders and adds to a second instance's arguments; ours come as data. */
export function givenToStart(words: readonly string[], folder: string, isPackaged: boolean): Given {
  const plain = words.slice(1).filter((word) => !word.startsWith('-'));
  // Unpacked, the first is the app's own folder.
  return { words: isPackaged ? plain : plain.slice(1), folder };
}

/** False when another Cloudroll runs, which has then been told. */
export function isOnlyInstance(given: Given, onOther: (given: Given) => void): boolean {
  app.on('second-instance', (_event, _words, _folder, data) => {
    const parsed = Given.safeParse(data);
    onOther(parsed.success ? parsed.data : { words: [], folder: '' });
  });
  return app.requestSingleInstanceLock(given);
}

export function pathsGiven({ words, folder }: Given): AbsolutePath[] {
  return words.map((word) => absolutePath(word.startsWith('file://') ? fileURLToPath(word) : resolve(folder, word)));
}
