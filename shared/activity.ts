/** @file What is happening now, as one picture that is sent again whenever it changes; both sides speak it. */
import { z } from 'zod';
import { Failure, RefusalReason } from './failure.ts';
import { FolderEntry } from './folder.ts';
import { ImageId } from './image.ts';
import { Closed } from './queue.ts';

const Hold = z.object({ profile: z.string(), failure: Failure, since: z.number(), nextTry: z.number() });

export const Status = z.object({
  folders: z.array(FolderEntry),
  /** Files seen and not read yet. */
  queued: z.object({ files: z.number(), bytes: z.number() }),
  images: z.object({
    stored: z.number(),
    moving: z.number(),
    waiting: z.number(),
    blocked: z.number(),
    failed: z.number(),
  }),
  refused: z.number(),
  /** Why nothing begins now, or null. */
  paused: Closed.nullable(),
  held: z.array(Hold),
  /** Profiles whose cloud is being taken into a new ledger; nothing of them is sent meanwhile. Images so far. */
  filling: z.array(z.object({ profile: z.string(), images: z.number() })),
});
export type Status = z.infer<typeof Status>;

/** `preparing`: read, renditions being made; `sending`: objects on the line; `recording`: confirmed, its record is missing. */
export const Stage = z.enum(['preparing', 'sending', 'recording']);
export type Stage = z.infer<typeof Stage>;

export const mostShown = 20;

/** Lists show at most `mostShown`; the counts beside them are whole. Bytes are those of originals unless said otherwise. */
export const Activity = z.object({
  /** Why nothing begins now, or null. */
  paused: Closed.nullable(),
  /** Since this Cloudroll started, or since it last had nothing to do. */
  run: z.object({
    since: z.number(),
    stored: z.number(),
    /** The cloud had them already. */
    already: z.number(),
    /** Of the originals that came to an end, whichever. */
    bytesDone: z.number(),
    /** Bytes that a store took, renditions included. */
    bytesSent: z.number(),
  }),
  left: z.object({
    /** Files not read yet and images on their way; what waits or is held is not among them. */
    images: z.number(),
    bytes: z.number(),
    /** Null while it cannot be told honestly: paused, just begun, or nothing moves. */
    milliseconds: z.number().nullable(),
  }),
  /** Bytes that stores took, over the last ten seconds; null before there is anything to measure. */
  bytesPerSecond: z.number().nullable(),
  scanning: z.number(),
  /** Files being read and looked at; each becomes an image under way, or is refused. */
  reading: z.number(),
  underWay: z.array(
    z.object({
      profile: z.string(),
      imageId: ImageId,
      fileName: z.string(),
      stage: Stage,
      /** Of the original. */
      size: z.number(),
      /** Of `size`, what the store has confirmed. */
      confirmed: z.number(),
    }),
  ),
  waiting: z.object({
    images: z.number(),
    next: z.array(
      z.object({
        profile: z.string(),
        imageId: ImageId,
        fileName: z.string(),
        failure: Failure,
        nextTry: z.number(),
      }),
    ),
  }),
  held: z.array(Hold),
  /** Of this run, most first. */
  refused: z.array(z.object({ reason: RefusalReason, files: z.number(), examples: z.array(z.string()) })),
  /** Of this run: what a person has to look at, by code. */
  failed: z.array(z.object({ failure: Failure, images: z.number(), examples: z.array(z.string()) })),
});
export type Activity = z.infer<typeof Activity>;

/** What a window shows that may have changed; it asks again for what it shows. */
export const Change = z.enum(['images', 'folders', 'issues', 'status', 'settings', 'profiles']);
export type Change = z.infer<typeof Change>;
