/** @file A request for a photo: an address that takes one file, and what came of it; both sides speak it. */
import { z } from 'zod';
import { RefusalReason } from './failure.ts';
import { ImageId } from './image.ts';

/** Seconds: five minutes to a week, the most that AWS signs. */
export const RequestLife = z.number().int().min(300).max(604_800);

export const NewRequest = z.strictObject({
  profile: z.string().max(64),
  /** For whom or what; becomes the file's name. */
  label: z.string().trim().min(1).max(100),
  /** The only type that the address takes. */
  contentType: z.string().regex(/^image\/[a-z0-9.+-]{1,64}$/),
  /**
   * `exact`: the store refuses any other number of bytes. `most`: an address for PUT cannot say "at most", so more is
   * refused when it is taken in, and never becomes an image.
   */
  size: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('exact'), bytes: z.number().int().positive() }),
    z.strictObject({ kind: z.literal('most'), bytes: z.number().int().positive() }),
  ]),
  life: RequestLife,
});
export type NewRequest = z.infer<typeof NewRequest>;

/** What the sender needs. It takes one file, once, and tells nothing of the cloud but the bucket's name. */
export const RequestLink = z.object({
  id: z.uuid(),
  url: z.string(),
  method: z.literal('PUT'),
  /** To be sent exactly so. */
  headers: z.record(z.string(), z.string()),
  /** Milliseconds since 1970 UTC. */
  expiresAt: z.number(),
  limitedBy: z.enum(['keys-end', 'keys-may-end']).nullable(),
  /** One line for a terminal; `FILE` stands for the file. */
  curl: z.string(),
  /** A page of its own for a browser, to be sent to whoever is asked. The bucket must allow PUT from it (CORS). */
  page: z.string(),
});
export type RequestLink = z.infer<typeof RequestLink>;

/**
 * `open`: nothing came yet. `arrived`: something lies there, to be taken in. `taken`: on its way as an image. `stored`: it is
 * an image, and the copy that came was removed. `refused`: for the reason; it lies there until it is discarded.
 */
export const RequestState = z.enum(['open', 'arrived', 'taken', 'stored', 'refused', 'expired', 'discarded']);
export type RequestState = z.infer<typeof RequestState>;

export const RequestEntry = z.object({
  profile: z.string(),
  key: z.string(),
  /** Null for what another computer asked for. */
  label: z.string().nullable(),
  state: RequestState,
  reason: RefusalReason.nullable(),
  imageId: ImageId.nullable(),
  madeAt: z.number().nullable(),
  expiresAt: z.number().nullable(),
  /** What lies in the bucket now, or lay there when it was taken. */
  arrived: z.object({ size: z.number(), at: z.number() }).nullable(),
});
export type RequestEntry = z.infer<typeof RequestEntry>;
