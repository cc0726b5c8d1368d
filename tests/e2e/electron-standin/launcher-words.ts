/** @file What the stand-in's main process and its launcher say to each other; both are ours, so neither doubts it. */
import type { ProtocolSource } from 'electron';

export type ToLauncher =
  /** The app's package is found, the module `electron` is there. */
  | 'loaded'
  | 'wants-windows'
  /** For Chromium. */
  | { readonly devtools: string }
  | { readonly scheme: string; readonly source: ProtocolSource | null }
  /** A page that is to have the sources; answered by `served`. */
  | { readonly page: string };

export type ToMain =
  /** From Chromium. */
  { readonly devtools: string } | { readonly served: string };
