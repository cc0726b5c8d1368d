/** @file The noun for a watched folder, and what a window may say of one; both sides speak it. */
import { z } from 'zod';

export const FolderState = z.enum(['watching', 'scanning', 'not-reachable']);
export type FolderState = z.infer<typeof FolderState>;

export const FolderEntry = z.object({
  id: z.number(),
  path: z.string(),
  profile: z.string(),
  state: FolderState,
  /** False for a folder that was carried once. */
  watched: z.boolean(),
  /** Milliseconds since 1970 UTC; null before its first whole scan. */
  scannedAt: z.number().nullable(),
});
export type FolderEntry = z.infer<typeof FolderEntry>;

/** Globs on paths below the folder, '/' between names; a glob without '/' is about the name alone. No include takes all. */
export const FolderRules = z.strictObject({
  include: z.array(z.string().min(1).max(500)).max(200).default([]),
  exclude: z.array(z.string().min(1).max(500)).max(200).default([]),
});
export type FolderRules = z.infer<typeof FolderRules>;

/** Files of the folder that are on the disk now, by what became of them. */
export const FolderCounts = z.object({
  /** The image is in the cloud, with its record. */
  stored: z.number(),
  /** Not read yet. */
  queued: z.number(),
  /** Read; its image is on its way. */
  moving: z.number(),
  /** The file or its image tries again by itself. */
  waiting: z.number(),
  /** Its image is blocked, has failed or was cancelled: a person decides. */
  held: z.number(),
  refused: z.number(),
});
export type FolderCounts = z.infer<typeof FolderCounts>;

export const FolderDetails = FolderEntry.extend({
  include: z.array(z.string()),
  exclude: z.array(z.string()),
  addedAt: z.number(),
  counts: FolderCounts,
});
export type FolderDetails = z.infer<typeof FolderDetails>;

/** What rules would take and skip, looked up on the disk; nothing is read but names. */
export const RulesPreview = z.object({
  takes: z.object({ files: z.number(), examples: z.array(z.string()) }),
  skips: z.object({ files: z.number(), examples: z.array(z.string()) }),
  /** Directories that are not entered. */
  skipped: z.array(z.string()),
  /** False when the folder has more than was looked at. */
  whole: z.boolean(),
  reachable: z.boolean(),
});
export type RulesPreview = z.infer<typeof RulesPreview>;

/**
 * What a person dropped or picked. Paths stay on the other side: the token stands for them, for ten minutes, and only
 * a real drop or dialog makes one.
 */
export const DropToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** What a browser is answered that handed over a file. */
export const HandedOver = z.object({ token: DropToken });
export const Drop = z.object({
  token: DropToken,
  /** Names without their way. */
  folders: z.array(z.object({ name: z.string() })),
  files: z.array(z.object({ name: z.string(), size: z.number() })),
});
export type Drop = z.infer<typeof Drop>;
