/** @file The line between the main process and a pixel process, whatever carries it; handed in by the entry files. */

/** Ways to run sharp, in order of preference: only Electron on Linux needs other than the first. */
export const pixelEngines = ['native', 'two-step', 'webassembly'] as const;
export type PixelEngine = (typeof pixelEngines)[number];

/** The main process's end. */
export type PixelPort = {
  /** Does nothing when the process has ended. */
  readonly send: (message: unknown) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** What the process writes to its standard error, in pieces, in order. */
  readonly onErrorText: (listener: (text: string) => void) => void;
  /** Once, whatever ended it, even if it never began; `how` is for the log. */
  readonly onExit: (listener: (how: string) => void) => void;
  /** Ends it at once, even when it hangs. May be called twice. */
  readonly kill: () => void;
};

/** What a pixel process has: sharp, run in one of the ways, or nothing that decodes, for heads alone. */
export const pixelLoads = [...pixelEngines, 'heads'] as const;
export type PixelLoad = (typeof pixelLoads)[number];

export type StartPixels = (load: PixelLoad) => PixelPort;

/** The pixel process's end. */
export type MainPort = {
  readonly send: (message: unknown) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
};
