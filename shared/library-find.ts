/** @file Answers about what the library has: is this file in my cloud, which tags, which computers; both sides speak it. */
import { z } from 'zod';
import { Failure } from './failure.ts';
import { ImageId, JourneyState } from './image.ts';

export const FoundPlace = z.object({
  profile: z.string(),
  state: JourneyState,
  /** Deleted on purpose: a tombstone keeps it away. */
  deleted: z.boolean(),
  /** As it was stored; another name than the file's when the same content came under another. */
  fileName: z.string(),
  bucket: z.string().nullable(),
  key: z.string().nullable(),
  /** Milliseconds since 1970 UTC; null until it is stored. */
  storedAt: z.number().nullable(),
  device: z.string().nullable(),
});
export type FoundPlace = z.infer<typeof FoundPlace>;

/** One file that was asked about. */
export const FoundFile = z.object({
  /** Without its way. */
  name: z.string(),
  size: z.number(),
  /** Null where the file could not be read; `failure` says why. */
  imageId: ImageId.nullable(),
  failure: Failure.nullable(),
  /** One for each profile that has or had it; none: it is in no cloud that this ledger knows. */
  places: z.array(FoundPlace),
});
export type FoundFile = z.infer<typeof FoundFile>;

/** How far the ledger follows a profile's table. */
export const Following = z.object({
  profile: z.string(),
  /** `filling`: a new ledger takes in what the cloud has, and nothing is sent meanwhile; `resting`: until the next look. */
  state: z.enum(['filling', 'looking', 'resting', 'failing', 'off']),
  /** Images taken in since this Cloudroll started. */
  images: z.number(),
  /** Milliseconds since 1970 UTC; null before the first. */
  lookedAt: z.number().nullable(),
  failure: Failure.nullable(),
});
export type Following = z.infer<typeof Following>;

export const ExportFormat = z.enum(['jsonl', 'csv']);
export type ExportFormat = z.infer<typeof ExportFormat>;

export const ImportReport = z.object({
  /** Records in the file. */
  read: z.number(),
  /** Images whose description changes, or changed. */
  changed: z.number(),
  unchanged: z.number(),
  /** Records of images that this library does not have. */
  unknown: z.number(),
  /** Lines that make no sense, at most twenty of them named. */
  unreadable: z.number(),
  examples: z.array(z.object({ line: z.number(), why: z.string() })),
  /** For `describe.undo`; null when nothing changed. */
  undo: z.string().nullable(),
});
export type ImportReport = z.infer<typeof ImportReport>;
