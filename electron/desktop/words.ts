/** @file The words of tray, menus, notifications and dialogs; the window's own are in renderer/words. */
import type { Closed } from '../../shared/queue.ts';

const numbers = new Intl.NumberFormat('en');

/** "1 image", "1,200 images". */
export function plural(count: number, noun: string): string {
  return `${numbers.format(count)} ${noun}${count === 1 ? '' : 's'}`;
}

export function pausedWords({ reason, until }: Closed): string {
  switch (reason) {
    case 'paused':
      return until === null ? 'Paused' : `Paused until ${timeOf(until)}`;
    case 'metered':
      return 'Waiting: this network is metered';
    case 'battery':
      return 'Waiting: on battery';
    case 'outside-window':
      return until === null ? 'Waiting for its hours' : `Waiting until ${timeOf(until)}`;
  }
}

function timeOf(time: number): string {
  return new Intl.DateTimeFormat('en', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(time);
}

export const words = {
  name: 'Cloudroll',
  open: 'Open Cloudroll',
  syncNow: 'Sync now',
  pause: 'Pause',
  pauseHour: 'For 1 hour',
  pauseTomorrow: 'Until tomorrow',
  pauseUntilResumed: 'Until resumed',
  resume: 'Resume',
  uploadFiles: 'Upload files…',
  uploadFolder: 'Upload folder…',
  uploadClipboard: 'Upload clipboard',
  dropWindow: 'Drop window',
  recent: 'Recent',
  folders: 'Watched folders',
  none: 'None yet',
  settings: 'Settings',
  quit: 'Quit Cloudroll',
  offline: 'Offline: goes on by itself',
  upToDate: 'Everything is stored',
  nothingYet: 'Nothing to do yet',
  linkCopied: 'Link copied: it works for five minutes',
  stillHere: 'Cloudroll goes on in the background',
  stillHereDetail: 'Open it again from its icon in the tray, or by starting it again. Quit it there.',
  shortcutTaken: (keys: string) => `${keys} could not be taken`,
  shortcutTakenDetail: 'Another program has these keys. Choose others in Settings.',
  folderQuestion: (name: string) => `What should become of ${name}?`,
  folderQuestionDetail: 'Watching it also stores every image that comes later.',
  watchIt: 'Watch it',
  uploadOnce: 'Upload it once',
  cancel: 'Cancel',
  noPicture: 'There is no picture and no file in the clipboard',
  couldNotStart: 'Cloudroll could not start',
} as const;
