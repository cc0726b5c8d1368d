/** @file What can be asked of Cloudroll and what it answers, for every window and terminal; checked on both sides. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Failure, RefusalReason } from './failure.ts';
import { FolderState } from './folder.ts';
import { ImageId, JourneyState, Proof } from './image.ts';
import { CancelOutcome, Closed, ImageKey, PauseRequest } from './queue.ts';
import { FindingKind } from './verification.ts';

export const StoredObjectEntry = z.object({
  /** 'original' or the rendition's name. */
  rendition: z.string(),
  bucket: z.string(),
  key: z.string(),
  /** Bytes. */
  size: z.number(),
  contentType: z.string(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  proof: Proof,
});
export type StoredObjectEntry = z.infer<typeof StoredObjectEntry>;

export const HistoryEntry = z.object({
  profile: z.string(),
  imageId: ImageId,
  state: JourneyState,
  fileName: z.string(),
  directory: z.string(),
  /** Bytes. */
  size: z.number(),
  contentType: z.string(),
  /** Pixels after orientation. */
  width: z.number().nullable(),
  height: z.number().nullable(),
  capturedAt: z.string().nullable(),
  camera: z.string().nullable(),
  /** Why it has no renditions, where it has none. */
  warning: z.string().nullable(),
  /** Milliseconds since 1970 UTC. */
  storedAt: z.number(),
  objects: z.array(StoredObjectEntry),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

export const FolderEntry = z.object({
  id: z.number(),
  path: z.string(),
  profile: z.string(),
  state: FolderState,
  watched: z.boolean(),
  scannedAt: z.number().nullable(),
});
export type FolderEntry = z.infer<typeof FolderEntry>;

/** Something that waits or needs a person; `path` where it is about one file. */
export const IssueEntry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('profile'),
    profile: z.string(),
    failure: Failure,
    since: z.number(),
    nextTry: z.number(),
  }),
  z.object({
    kind: z.literal('image'),
    profile: z.string(),
    imageId: ImageId,
    path: z.string(),
    state: JourneyState,
    failure: Failure,
    nextTry: z.number().nullable(),
  }),
  z.object({ kind: z.literal('file'), path: z.string(), failure: Failure, nextTry: z.number() }),
  z.object({ kind: z.literal('refused'), path: z.string(), reason: RefusalReason }),
  /** A verification could not put it right by itself; `subject` is a key, or an image where nothing has a key. */
  z.object({
    kind: z.literal('finding'),
    profile: z.string(),
    finding: FindingKind,
    subject: z.string(),
    imageId: ImageId.nullable(),
    since: z.number(),
  }),
]);
export type IssueEntry = z.infer<typeof IssueEntry>;

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
  /** Why nothing begins now and until when; null while the queue runs. */
  paused: Closed.nullable(),
  held: z.array(z.object({ profile: z.string(), failure: Failure, since: z.number(), nextTry: z.number() })),
});
export type Status = z.infer<typeof Status>;

const Cursor = z.string().regex(/^\d+\.[0-9a-f]{64}$/);

/** Every call may be repeated; none takes or gives a secret. */
export const contract = {
  status: oc.input(z.object({})).output(Status),
  history: oc
    .input(
      z.object({
        /** Absent: every profile. */
        profile: z.string().optional(),
        limit: z.number().int().min(1).max(500).default(50),
        /** The `next` of the page before. */
        after: Cursor.optional(),
      }),
    )
    /** Newest first. `next` is null on the last page. */
    .output(z.object({ entries: z.array(HistoryEntry), next: Cursor.nullable() })),
  issues: oc.input(z.object({ limit: z.number().int().min(1).max(1000).default(100) })).output(z.array(IssueEntry)),
  /** Each is on the disk when it answers. */
  queue: {
    /** What is being sent goes on to its end; nothing else begins. */
    pause: oc.input(PauseRequest).output(z.object({ until: z.number().nullable() })),
    resume: oc.input(z.object({})).output(z.object({})),
    /**
     * Without an image: whatever waits, is blocked or has failed, and every hold. An image that was cancelled, or deleted
     * from the cloud on purpose, begins anew. `tried`: how many images and files.
     */
    tryNow: oc.input(z.object({ image: ImageKey.optional() })).output(z.object({ tried: z.number() })),
    cancel: oc.input(ImageKey).output(z.object({ outcome: CancelOutcome })),
  },
};
