/** @file What a person chose for the window and the limits, and where the window runs; both sides speak it. */
import { z } from 'zod';
import { Limits } from './limits.ts';
import { Sharing, SharingChange } from './link-text.ts';
import { VerifyEvery } from './verify-run.ts';

/** As the settings file keeps them under `window`; a field that is damaged falls back to its default alone. */
export const WindowSettings = z.object({
  appearance: z.enum(['system', 'light', 'dark']).default('system').catch('system'),
  /** A language tag of RFC 5646; null: the system's. */
  language: z.string().max(35).nullable().default(null).catch(null),
  historyView: z.enum(['grid', 'table']).default('grid').catch('grid'),
  notifications: z
    .object({
      stored: z.boolean().default(true).catch(true),
      issues: z.boolean().default(true).catch(true),
    })
    .default({ stored: true, issues: true })
    .catch({ stored: true, issues: true }),
  /** Hidden. On the desktop only, as is the next. */
  startAtLogin: z.boolean().default(false).catch(false),
  /** Keys as Electron's accelerators name them ("CommandOrControl+Shift+U") that upload what is in the clipboard; null: none. */
  uploadShortcut: z.string().max(64).nullable().default(null).catch(null),
  /** The small window above all others that takes drops. On the desktop only. */
  dropWindow: z.boolean().default(false).catch(false),
  /** What was last used to share, and templates of one's own. */
  sharing: Sharing.default(Sharing.parse({})).catch(Sharing.parse({})),
  verifyEvery: VerifyEvery.default('week').catch('week'),
});
export type WindowSettings = z.infer<typeof WindowSettings>;

export const Settings = z.object({ limits: Limits, window: WindowSettings });
export type Settings = z.infer<typeof Settings>;

/** Only what is named is changed. */
export const SettingsChange = z.strictObject({
  limits: z
    .strictObject({
      bandwidth: Limits.shape.bandwidth.unwrap(),
      lanes: Limits.shape.lanes.unwrap(),
      uploadsAtOnce: Limits.shape.uploadsAtOnce.unwrap(),
      resizesAtOnce: Limits.shape.resizesAtOnce.unwrap(),
      window: Limits.shape.window.unwrap(),
      notOnMetered: Limits.shape.notOnMetered.unwrap(),
      notOnBattery: Limits.shape.notOnBattery.unwrap(),
    })
    .partial()
    .optional(),
  window: z
    .strictObject({
      appearance: z.enum(['system', 'light', 'dark']),
      language: z.string().max(35).nullable(),
      historyView: z.enum(['grid', 'table']),
      notifications: z.strictObject({ stored: z.boolean(), issues: z.boolean() }).partial(),
      startAtLogin: z.boolean(),
      sharing: SharingChange,
      verifyEvery: VerifyEvery,
      uploadShortcut: z.string().max(64).nullable(),
      dropWindow: z.boolean(),
    })
    .partial()
    .optional(),
});
export type SettingsChange = z.infer<typeof SettingsChange>;

/** What the place the window runs in can do; what it cannot is absent from the window. */
export const Surface = z.object({
  host: z.enum(['desktop', 'browser']),
  version: z.string(),
  /** This computer's name, as records show it. */
  device: z.string(),
  /** `drops.pick` opens the system's dialog. */
  canPick: z.boolean(),
  /** `POST <uploads>?name=<file name>&profile=<profile>` with the bytes of one file as its body carries it; null where drops are paths. */
  uploads: z.string().nullable(),
  /** `POST` with the bytes of one .env file answers `{ token }` for `cloud.readEnvFile`; absent where drops are paths. */
  envFiles: z.string().optional(),
  /** `<thumbs><imageId>?profile=<profile>&v=<thumb>`, and `&rendition=preview` for a larger one. */
  thumbs: z.string(),
});
export type Surface = z.infer<typeof Surface>;
