/** @file What the preload gives a desktop window, by name; the page asks for it there and finds nothing in a browser. */
import type { Drop } from './folder.ts';

/** The preload's object on the page's `globalThis`. */
export const desktopBridgeName = 'cloudrollDesktop';

/** The `data` of the window's `message` event that brings the port of `connect`; the port is the only one of `ports`. */
export const portMessage = 'cloudroll-port';

export type DesktopBridge = {
  /** Has a port sent to the window that speaks shared/contract.ts; it is to be started by whoever takes it. */
  readonly connect: () => void;
  /** Files of a real drop, paste or file input (their `File` objects, folders too). Paths never come back. */
  readonly offer: (files: readonly object[]) => Promise<Drop>;
  /** What was copied elsewhere: files or a picture. Null when it is neither. */
  readonly paste: () => Promise<Drop | null>;
};

/** Channels between preload and main; nothing else may use them. */
export const channels = {
  connect: 'cloudroll:connect',
  port: 'cloudroll:port',
  offer: 'cloudroll:offer',
  paste: 'cloudroll:paste',
} as const;
