/** @file The activity log and the health page: who did what when, how fast, and how much fails; both sides speak it. */
import { z } from 'zod';
import { Cursor } from './history.ts';
import { ImageId } from './image.ts';

/** What was done; `alert`: more failed than the person wants to let pass. */
export const DeedKind = z.enum([
  'stored',
  'failed',
  'cancelled',
  'found-elsewhere',
  'described',
  'undone',
  'shared',
  'requested',
  'received',
  'restored',
  'deleted',
  'undeleted',
  'freed',
  'verified',
  'exported',
  'imported',
  'rebuilt',
  'alert',
]);
export type DeedKind = z.infer<typeof DeedKind>;

export const LogEntry = z.object({
  id: z.number(),
  /** Milliseconds since 1970 UTC. */
  at: z.number(),
  /** The computer that did it. */
  device: z.string(),
  kind: DeedKind,
  /** Absent where it is not about one profile, or one image. */
  profile: z.string().nullable(),
  imageId: ImageId.nullable(),
  /** A file's name, a folder, a link's life: whatever tells a person which. */
  subject: z.string(),
  /** How many images it was about. */
  images: z.number(),
  /** A failure's code, or what was set: more for those who look closer. */
  detail: z.string(),
});
export type LogEntry = z.infer<typeof LogEntry>;

/** Absent fields ask nothing. */
export const LogFilter = z.strictObject({
  /** Somewhere in subject, detail or device; ASCII letters of any case. */
  text: z.string().trim().max(200).optional(),
  kinds: z.array(DeedKind).max(50).optional(),
  device: z.string().max(300).optional(),
  profile: z.string().max(64).optional(),
  /** Milliseconds since 1970 UTC, from inclusive, to exclusive. */
  from: z.number().int().optional(),
  to: z.number().int().optional(),
});
export type LogFilter = z.infer<typeof LogFilter>;

export const LogRequest = LogFilter.extend({
  limit: z.number().int().min(1).max(500).default(100),
  /** The `next` of the page before. */
  after: Cursor.optional(),
});
export type LogRequest = z.infer<typeof LogRequest>;

/** Newest first. */
export const LogPage = z.object({ entries: z.array(LogEntry), next: Cursor.nullable() });
export type LogPage = z.infer<typeof LogPage>;

/** Milliseconds from the stage's beginning to its end; waiting for its turn is in it. */
const Percentiles = z.object({
  images: z.number(),
  p50: z.number(),
  p90: z.number(),
  p99: z.number(),
});

export const FailureAlert = z.object({
  /** Per cent of images that came to an end; null: never. */
  above: z.number().int().min(1).max(100).nullable(),
  /** Fewer than these in the last hour alert nobody. */
  atLeast: z.number().int().min(1).max(10_000),
});
export type FailureAlert = z.infer<typeof FailureAlert>;

export const Health = z.object({
  /** Of the last hour, oldest first: images stored and tries that failed, minute by minute. */
  minutes: z.array(z.object({ at: z.number(), stored: z.number(), failed: z.number() })),
  lastHour: z.object({ stored: z.number(), failed: z.number() }),
  lastDay: z.object({ stored: z.number(), failed: z.number() }),
  /** Of the last hour, 0 to 1; null when nothing came to an end. */
  failureRate: z.number().nullable(),
  /** Of the last day's images, at most the newest ten thousand. */
  stages: z.object({ preparing: Percentiles, sending: Percentiles, recording: Percentiles, whole: Percentiles }),
  alert: FailureAlert.extend({ isAbove: z.boolean() }),
  /** Counters are published to CloudWatch in the person's own account; of each profile for which it is on. */
  publishing: z.array(z.object({ profile: z.string(), on: z.boolean(), last: z.number().nullable() })),
});
export type Health = z.infer<typeof Health>;
