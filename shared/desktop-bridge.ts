/** @file What the preload gives a desktop window, by name; the page asks for it there and finds nothing in a browser. */
import type { Drop } from './folder.ts';

/** The preload's object on the page's `globalThis`. */
export const desktopBridgeName = 'cloudrollDesktop';

/** The `data` of the window's `message` event that brings the port of `connect`; the port is the only one of `ports`. */
export const portMessage = 'cloudroll-port';

/** Files are `File` objects of a real drop, paste or file input, those of folders too. Paths never come back. */
export type DesktopBridge = {
  /** Has a port sent to the window that speaks shared/contract.ts; it is to be started by whoever takes it. */
  readonly connect: () => void;
  /** For the calls of the contract that take a token. */
  readonly offer: (files: readonly object[]) => Promise<Drop>;
  /** Carries the files; a folder is asked about. Answers how many were taken. */
  readonly take: (files: readonly object[]) => Promise<number>;
  /** As `take`, with what was copied elsewhere: files or a picture. */
  readonly takeCopied: () => Promise<number>;
};

/** Channels between preload and main; nothing else may use them. */
export const channels = {
  connect: 'cloudroll:connect',
  port: 'cloudroll:port',
  offer: 'cloudroll:offer',
  take: 'cloudroll:take',
  takeCopied: 'cloudroll:take-copied',
} as const;
