/** @file The tray's menu and tooltip for a view: data only, so that it is compared before it is rebuilt. */
import { basename } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import type { PauseRequest } from '../../shared/queue.ts';
import type { DesktopView } from './desktop-view.ts';
import { pausedWords, plural, words } from './words.ts';

export type TrayDeeds = {
  readonly open: (place: 'history' | 'issues' | 'settings' | 'folders') => void;
  readonly syncNow: () => void;
  readonly pause: (request: PauseRequest) => void;
  readonly resume: () => void;
  readonly uploadFiles: () => void;
  readonly uploadFolder: () => void;
  readonly uploadClipboard: () => void;
  readonly setDropWindow: (isWanted: boolean) => void;
  readonly copyLink: (image: DesktopView['recent'][number]) => void;
  readonly quit: () => void;
};

const longestName = 40;

export function statusLine(view: DesktopView): string {
  if (view.paused !== null) return pausedWords(view.paused);
  if (view.state === 'offline') return words.offline;
  if (view.left > 0) return `${plural(view.left, 'image')} to go`;
  if (view.issues > 0) return plural(view.issues, 'issue');
  return view.stored > 0 ? words.upToDate : words.nothingYet;
}

/** "Open" first: where the system shows the menu on every click, it is what is wanted most. */
export function trayMenu(view: DesktopView, deeds: TrayDeeds): MenuItemConstructorOptions[] {
  const line = { type: 'separator' } as const;
  return [
    { id: 'open', label: words.open, click: () => deeds.open('history') },
    { id: 'status', label: statusLine(view), enabled: false },
    line,
    { id: 'sync-now', label: words.syncNow, click: deeds.syncNow },
    view.paused?.reason === 'paused' ? { id: 'resume', label: words.resume, click: deeds.resume } : pauseMenu(deeds),
    line,
    { id: 'upload-files', label: words.uploadFiles, click: deeds.uploadFiles },
    { id: 'upload-folder', label: words.uploadFolder, click: deeds.uploadFolder },
    { id: 'upload-clipboard', label: words.uploadClipboard, click: deeds.uploadClipboard },
    {
      id: 'drop-window',
      type: 'checkbox',
      label: words.dropWindow,
      checked: view.dropWindow,
      click: () => deeds.setDropWindow(!view.dropWindow),
    },
    line,
    { id: 'recent', label: words.recent, submenu: orNone(view.recent.map((image) => recentItem(image, deeds))) },
    { id: 'folders', label: words.folders, submenu: orNone(view.folders.map((folder) => folderItem(folder, deeds))) },
    { id: 'issues', label: `Issues (${view.issues})`, enabled: view.issues > 0, click: () => deeds.open('issues') },
    line,
    { id: 'settings', label: words.settings, click: () => deeds.open('settings') },
    { id: 'quit', label: words.quit, click: deeds.quit },
  ];
}

function pauseMenu(deeds: TrayDeeds): MenuItemConstructorOptions {
  return {
    id: 'pause',
    label: words.pause,
    submenu: [
      { id: 'pause-hour', label: words.pauseHour, click: () => deeds.pause({ kind: 'for', minutes: 60 }) },
      { id: 'pause-tomorrow', label: words.pauseTomorrow, click: () => deeds.pause({ kind: 'until-tomorrow' }) },
      {
        id: 'pause-until-resumed',
        label: words.pauseUntilResumed,
        click: () => deeds.pause({ kind: 'until-resumed' }),
      },
    ],
  };
}

function recentItem(image: DesktopView['recent'][number], deeds: TrayDeeds): MenuItemConstructorOptions {
  return { id: `recent-${image.imageId}`, label: short(image.fileName), click: () => deeds.copyLink(image) };
}

function folderItem({ path, reachable }: DesktopView['folders'][number], deeds: TrayDeeds): MenuItemConstructorOptions {
  const label = reachable ? short(basename(path)) : `${short(basename(path))} (not reachable)`;
  return { label, click: () => deeds.open('folders') };
}

function orNone(items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.length > 0 ? items : [{ label: words.none, enabled: false }];
}

/** In a menu '&' would mark the key of an entry. */
function short(name: string): string {
  const letters = [...name];
  const cut = letters.length > longestName ? `${letters.slice(0, longestName - 1).join('')}…` : name;
  return cut.replaceAll('&', '&&');
}
