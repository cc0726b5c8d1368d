/** @file What the preload gives a desktop window, by name; the page asks for it there and finds nothing in a browser. */
import type { Drop } from './folder.ts';
import type { ImageKey } from './queue.ts';

/** The preload's object on the page's `globalThis`. */
export const desktopBridgeName = 'cloudrollDesktop';

/** The `data` of the window's `message` event that brings the port of `connect`; the port is the only one of `ports`. */
export const portMessage = 'cloudroll-port';

/** Places of the main window that another window may bring to the front. */
export const shownPlaces = ['history', 'activity', 'welcome'] as const;
export type ShownPlace = (typeof shownPlaces)[number];

/** Images of one drag out of the window. */
export const mostDragged = 50;

/** Pixels of the longer side of what hangs on the pointer meanwhile. */
export const dragPictureSize = 96;

/** Paths never come back: a drop is a token and names, and the calls of the contract that take a token do the rest. */
export type DesktopBridge = {
  /** Has a port sent to the window that speaks shared/contract.ts; it is to be started by whoever takes it. Once for a page. */
  readonly connect: () => void;
  /** `File` objects of a real drop or file input, those of folders too. */
  readonly offer: (files: readonly object[]) => Promise<Drop>;
  /** What was copied elsewhere: files, folders, or a picture. Empty when there is neither. */
  readonly offerCopied: () => Promise<Drop>;
  /**
   * Begins the system's drag of these images' files. False, and nothing begins, where one of them has to be fetched first
   * (`library.files.fetch`).
   */
  readonly drag: (images: readonly ImageKey[]) => Promise<boolean>;
  /** Brings the main window to the front. */
  readonly show: (place: ShownPlace) => void;
  /** Says that what the window opened with is on screen: whatever nobody sees yet may begin. */
  readonly drawn: () => void;
};

/** Channels between preload and main; nothing else may use them. */
export const channels = {
  /** The preload asks for the port, before the page runs. */
  connect: 'cloudroll:connect',
  /** The page's scripts have come and run. */
  runs: 'cloudroll:runs',
  port: 'cloudroll:port',
  offer: 'cloudroll:offer',
  offerCopied: 'cloudroll:offer-copied',
  drag: 'cloudroll:drag',
  /** The thumbnail of the image that a drag begins with, for the preload alone. */
  dragThumb: 'cloudroll:drag-thumb',
  show: 'cloudroll:show',
  drawn: 'cloudroll:drawn',
  /** The preload says whether there is a line, at its start and at each change: only Chromium is told. */
  line: 'cloudroll:line',
} as const;
