/** @file A link to a stored image: what is asked for and what is given; both sides speak it. */
import { z } from 'zod';
import { ImageKey } from './queue.ts';

/** A week is the most that AWS signs. `public`: for as long as the profile's public address shows the object. */
export const LinkLife = z.enum(['hour', 'day', 'week', 'public']);
export type LinkLife = z.infer<typeof LinkLife>;

/** Seconds. */
export const lifeSeconds: Readonly<Record<Exclude<LinkLife, 'public'>, number>> = {
  hour: 3_600,
  day: 86_400,
  week: 604_800,
};

export const LinkRequest = ImageKey.extend({
  /** 'original' or a rendition's name. */
  rendition: z.string().max(32).default('original'),
  life: LinkLife.default('week'),
  /** The browser saves the bytes under this name; absent: it shows them. Signed links only. */
  downloadName: z.string().trim().min(1).max(255).optional(),
});
export type LinkRequest = z.infer<typeof LinkRequest>;

export const Link = z.object({
  url: z.string(),
  life: LinkLife,
  /** Milliseconds since 1970 UTC; null: it has no end of its own. */
  expiresAt: z.number().nullable(),
  /** `keys-end`: shorter than asked, because the keys end then. `keys-may-end`: temporary keys that do not say when. */
  limitedBy: z.enum(['keys-end', 'keys-may-end']).nullable(),
  /** True: a copy of the original without its location, which is what the link gives. */
  withoutLocation: z.boolean(),
  fileName: z.string(),
  contentType: z.string(),
  /** Bytes. */
  size: z.number(),
  width: z.number().nullable(),
  height: z.number().nullable(),
});
export type Link = z.infer<typeof Link>;

/** What can be linked of an image, before anything is made. */
export const LinkChoices = z.object({
  /** The original first; the copies that were made for sharing are not among them. */
  renditions: z.array(z.object({ name: z.string(), size: z.number(), contentType: z.string() })),
  /** `week` where the keys last; shorter where they end before. */
  lives: z.array(LinkLife),
  /** Milliseconds since 1970 UTC when the keys end; null where they do not, or do not say. */
  keysEndAt: z.number().nullable(),
});
export type LinkChoices = z.infer<typeof LinkChoices>;
