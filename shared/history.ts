/** @file What the history shows of each image, how it can be asked, and an image in full; both sides speak it. */
import { z } from 'zod';
import { Failure } from './failure.ts';
import { ImageId, JourneyState, PictureDetails, Proof } from './image.ts';

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
  /** Below its folder, at first sight. */
  directory: z.string(),
  /** Bytes. */
  size: z.number(),
  contentType: z.string(),
  /** Pixels after orientation. */
  width: z.number().nullable(),
  height: z.number().nullable(),
  capturedAt: z.string().nullable(),
  camera: z.string().nullable(),
  /** What its owner says of it; more by `library.describe.get`. */
  title: z.string(),
  tags: z.array(z.string()),
  favourite: z.boolean(),
  /** The computer that stored it first; null where nobody said. */
  device: z.string().nullable(),
  /** Why it has no renditions, where it has none. */
  warning: z.string().nullable(),
  /** Milliseconds since 1970 UTC. */
  begunAt: z.number(),
  /** Milliseconds since 1970 UTC; null until it is stored. */
  storedAt: z.number().nullable(),
  /** One of its files on this computer now, as `files` of the image in full names them; null: there is none. */
  file: z.number().nullable(),
  /** Changes with the picture's bytes, for the address of a thumbnail; null while there is no thumbnail to show. */
  thumb: z.string().nullable(),
  objects: z.array(StoredObjectEntry),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** Milliseconds since 1970 UTC, from inclusive, to exclusive. */
const TimeRange = z.strictObject({ from: z.number().int().optional(), to: z.number().int().optional() });
const Day = z.iso.date();

/** Absent fields ask nothing. */
export const HistoryFilter = z.strictObject({
  /** Absent: every profile. */
  profile: z.string().max(64).optional(),
  /**
   * Words that are all somewhere in name, folder, camera, title, description, tags or fields: any part of a word, any case,
   * with or without accents.
   */
  text: z.string().trim().max(200).optional(),
  states: z.array(JourneyState).max(11).optional(),
  /** Images of which this folder holds a file now. */
  folder: z.number().int().optional(),
  /** Media types, as 'image/jpeg'. */
  types: z.array(z.string().max(100)).max(50).optional(),
  stored: TimeRange.optional(),
  /** By the camera's own calendar; both days included. */
  taken: z.strictObject({ from: Day.optional(), to: Day.optional() }).optional(),
  /** Images that bear one of these, or all of them. */
  tags: z.strictObject({ of: z.array(z.string().max(100)).min(1).max(50), match: z.enum(['any', 'all']) }).optional(),
  /** Stored first by this computer, as records show it. */
  device: z.string().max(300).optional(),
  /** True: favourites only; false: all others. */
  favourite: z.boolean().optional(),
});
export type HistoryFilter = z.infer<typeof HistoryFilter>;

/** `recent`: when it was stored, or its journey began if it is not. Ties go by image. */
export const HistorySort = z.enum(['recent', 'taken', 'name', 'size']);
export type HistorySort = z.infer<typeof HistorySort>;

/** The `next` of the page before; only good with the same filter and order. */
export const Cursor = z
  .string()
  .max(4096)
  .regex(/^[A-Za-z0-9_-]+$/);

export const HistoryRequest = HistoryFilter.extend({
  sort: HistorySort.default('recent'),
  descending: z.boolean().default(true),
  limit: z.number().int().min(1).max(500).default(50),
  after: Cursor.optional(),
});
export type HistoryRequest = z.infer<typeof HistoryRequest>;

export const HistoryPage = z.object({ entries: z.array(HistoryEntry), next: Cursor.nullable() });
export type HistoryPage = z.infer<typeof HistoryPage>;

export const ImageInFull = HistoryEntry.omit({ objects: true }).extend({
  details: PictureDetails,
  failure: Failure.nullable(),
  /** Tries that failed since the last success. */
  attempts: z.number(),
  nextTry: z.number().nullable(),
  /** When a verification last found everything of it in the cloud, milliseconds since 1970 UTC; null: none has yet. */
  provenAt: z.number().nullable(),
  /** Bytes that this computer sent for it. */
  bytesSent: z.number(),
  /** `written`: we made the record; `joined`: another computer had; `adopted`: it was there before this ledger. */
  outcome: z.enum(['written', 'joined', 'unrecorded', 'adopted', 'imported']).nullable(),
  record: z.object({ table: z.string(), userId: z.string(), imageId: ImageId }).nullable(),
  objects: z.array(
    StoredObjectEntry.extend({
      sha256: z.string(),
      versionId: z.string().nullable(),
      /** When the store last confirmed it, milliseconds since 1970 UTC. */
      confirmedAt: z.number(),
    }),
  ),
  /** On this computer now, under any folder. */
  files: z.array(z.object({ id: z.number(), folder: z.number(), path: z.string(), modified: z.number() })),
  /** Every state it has reached, in order. */
  journal: z.array(z.object({ state: JourneyState, at: z.number(), note: z.string().nullable() })),
});
export type ImageInFull = z.infer<typeof ImageInFull>;
