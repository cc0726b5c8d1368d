/** @file The questions that the system's own dialogs ask, and the folder that each begins in. */

import { dirname } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { type AbsolutePath, absolutePath } from '../foundation/paths.ts';
import type { FolderChoice } from './take-paths.ts';
import { words } from './words.ts';

export type Dialogs = {
  /** Null when the person changed their mind. */
  readonly pick: (kind: 'files' | 'folder') => Promise<readonly AbsolutePath[] | null>;
  readonly askFolder: (name: string) => Promise<FolderChoice>;
};

/** `pictures` is where the first begins; Electron no longer remembers the last one itself. */
export function dialogs(window: () => BrowserWindow | null, pictures: string): Dialogs {
  let last = pictures;
  return {
    pick: async (kind) => {
      const properties = kind === 'files' ? (['openFile', 'multiSelections'] as const) : (['openDirectory'] as const);
      const options = { defaultPath: last, properties: [...properties] };
      const above = window();
      const { canceled, filePaths } = await (above === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(above, options));
      const [first] = filePaths;
      if (canceled || first === undefined) return null;
      last = kind === 'files' ? dirname(first) : first;
      return filePaths.map(absolutePath);
    },
    askFolder: async (name) => {
      const options = {
        type: 'question' as const,
        message: words.folderQuestion(name),
        detail: words.folderQuestionDetail,
        buttons: [words.watchIt, words.uploadOnce, words.cancel],
        defaultId: 0,
        cancelId: 2,
      };
      const above = window();
      const { response } = await (above === null
        ? dialog.showMessageBox(options)
        : dialog.showMessageBox(above, options));
      return (['watch', 'once', 'cancel'] as const)[response] ?? 'cancel';
    },
  };
}
