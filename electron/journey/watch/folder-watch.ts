/** @file What the watching process and the rest say to each other: parsed on both sides, because it crosses a process. */
import { z } from 'zod';

/** What a folder's root was when it was last seen with its files: tells an empty mount point from an emptied folder. */
export const RootMarker = z.object({ device: z.number(), inode: z.number() });
export type RootMarker = z.infer<typeof RootMarker>;

export const FolderToWatch = z.object({
  id: z.number().int(),
  /** Absolute, in the system's own letters. */
  path: z.string().min(1),
  /** Globs on the path below the folder, '/' between names; one without '/' means the name alone. Empty: everything. */
  include: z.array(z.string()),
  exclude: z.array(z.string()),
  ignoreCase: z.boolean(),
  rootMarker: RootMarker.nullable(),
  /** False: scans only, for a single run or a drive that tells nothing. */
  hints: z.boolean(),
});
export type FolderToWatch = z.infer<typeof FolderToWatch>;

/** Milliseconds throughout. */
export const WatchSettings = z.object({
  /** A file is reported when two looks that far apart saw the same. */
  settleFor: z.number().int().nonnegative().default(2000),
  rescanEvery: z
    .number()
    .int()
    .positive()
    .default(15 * 60_000),
  /** How often a root is asked whether it is still (or again) there. */
  pollRootEvery: z.number().int().positive().default(5000),
  /** A root that has not answered by then is not reachable: the server of a network drive is gone. */
  rootAnswersWithin: z.number().int().positive().default(10_000),
  /** Absolute paths that are never entered: the ledger's home, the built-in cloud's data, output folders. */
  ownFolders: z.array(z.string()).default([]),
});
export type WatchSettings = z.infer<typeof WatchSettings>;

export const WatchOrder = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start'), ledgerPath: z.string(), settings: WatchSettings }),
  z.object({ kind: z.literal('watch'), folder: FolderToWatch }),
  z.object({ kind: z.literal('unwatch'), folderId: z.number().int() }),
  z.object({
    kind: z.literal('scan'),
    request: z.number().int(),
    folderId: z.number().int(),
    /** The answer waits at most that long for files that are still being written. */
    settleWithin: z.number().nonnegative(),
  }),
  /** `kept: false`: the batch could not be written down; it will be found again by a later scan. */
  z.object({ kind: z.literal('acknowledge'), batch: z.number().int(), kept: z.boolean() }),
]);
export type WatchOrder = z.infer<typeof WatchOrder>;

/** A file that is new or not as the ledger knows it, and that has settled. */
export const Sighting = z.object({
  /** Below the folder, '/' between names, '' for the folder itself. */
  directory: z.string(),
  name: z.string(),
  identity: z.object({ size: z.number(), modified: z.number(), changed: z.number(), inode: z.number() }),
  /** 512-byte blocks on the disk; 0 with a size hints at a file that is only in somebody's cloud. */
  blocks: z.number(),
});
export type Sighting = z.infer<typeof Sighting>;

/** Files that the ledger knows and the disk has not. `whole`: the directory itself is gone. */
export const Departure = z.object({ directory: z.string(), names: z.array(z.string()), whole: z.boolean() });
export type Departure = z.infer<typeof Departure>;

/**
 * To be kept in the same transaction as the batch's sightings: the directory is then known whole, or with an empty
 * fingerprint no longer so. A fingerprint that stayed while its directory's rows changed would match again when the
 * directory became what it was, and hide the rows that are now too many.
 */
export const DirectoryFingerprint = z.object({ directory: z.string(), fingerprint: z.string() });
export type DirectoryFingerprint = z.infer<typeof DirectoryFingerprint>;

/** At most `batchLimit` entries; to be written in one transaction: sightings, then departures, then fingerprints. */
export const WatchBatch = z.object({
  kind: z.literal('batch'),
  batch: z.number().int(),
  folderId: z.number().int(),
  sightings: z.array(Sighting),
  departures: z.array(Departure),
  fingerprints: z.array(DirectoryFingerprint),
});
export type WatchBatch = z.infer<typeof WatchBatch>;

/** `path` is below the folder; `code` is the system's own (EACCES, EIO) or EILSEQ for a name that is not UTF-8. */
export const Unreadable = z.object({ path: z.string(), code: z.string() });
export type Unreadable = z.infer<typeof Unreadable>;

export const ScanSummary = z.object({
  folderId: z.number().int(),
  /** False: the folder's root was not there; nothing else is known then. */
  reachable: z.boolean(),
  files: z.number(),
  directories: z.number(),
  /** Files new, other or gone. */
  changed: z.number(),
  milliseconds: z.number(),
  unreadable: z.array(Unreadable),
  /** Files that are still being written, as paths below the folder. */
  unsettled: z.array(z.string()),
});
export type ScanSummary = z.infer<typeof ScanSummary>;

export const FolderState = z.object({
  kind: z.literal('folder-state'),
  folderId: z.number().int(),
  state: z.enum(['watching', 'scanning', 'not-reachable']),
  /** Why it is not reachable: a system code, or `other-root` for an empty mount point. */
  why: z.string().optional(),
  rootMarker: RootMarker.optional(),
});
export type FolderState = z.infer<typeof FolderState>;

export const WatchNews = z.discriminatedUnion('kind', [
  WatchBatch,
  FolderState,
  z.object({ kind: z.literal('scanned'), requests: z.array(z.number().int()), summary: ScanSummary }),
  /** The system gives no more watches (ENOSPC, EMFILE): this folder is scanned only. Said once. */
  z.object({ kind: z.literal('hints-degraded'), folderId: z.number().int(), code: z.string() }),
  /** A bug in the watching process, for the log; the process ends after it. */
  z.object({ kind: z.literal('bug'), message: z.string(), stack: z.string() }),
]);
export type WatchNews = z.infer<typeof WatchNews>;

/** Entries in one batch: small enough for one short transaction, large enough that messages cost nothing. */
export const batchLimit = 500;
