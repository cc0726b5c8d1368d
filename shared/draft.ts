/** @file What a profile's drafts would come to, shown on a real image before they hold; both sides speak it. */
import { z } from 'zod';
import { ImageId } from './image.ts';
import { RenditionRecipe } from './profile.ts';

/** An image of the profile whose bytes are on this computer. */
export const SampleImage = z.object({
  imageId: ImageId,
  fileName: z.string(),
  /** As in HistoryEntry. */
  thumb: z.string().nullable(),
});
export type SampleImage = z.infer<typeof SampleImage>;

/** A picture that was made to be looked at: `<thumbs><imageId>?draft=<token>` gives it for ten minutes. */
const DraftPicture = z.object({
  token: z.string(),
  /** Bytes, as it would be stored. */
  size: z.number(),
  width: z.number(),
  height: z.number(),
});

export const RenditionDraft = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('made'),
    /** Of the original. */
    original: z.object({ size: z.number(), width: z.number().nullable(), height: z.number().nullable() }),
    /** The same section at the same size, as near to the original as a screen can show. */
    before: DraftPicture,
    after: DraftPicture,
  }),
  z.object({
    kind: z.literal('not-made'),
    why: z.enum(['cannot-decode', 'too-many-pixels', 'picture-crashes', 'picture-timed-out']),
  }),
]);
export type RenditionDraft = z.infer<typeof RenditionDraft>;

export const DraftRequest = z.strictObject({
  profile: z.string().max(64),
  imageId: ImageId,
  recipe: RenditionRecipe,
});

/** Why a key template cannot be used; `name` is what stands between its braces. */
export const LayoutFault = z.discriminatedUnion('code', [
  z.object({ code: z.literal('unknown-placeholder'), name: z.string() }),
  z.object({ code: z.literal('no-hash') }),
  z.object({ code: z.literal('no-rendition') }),
  z.object({ code: z.literal('rendition-in-original') }),
  z.object({ code: z.literal('leading-slash') }),
  z.object({ code: z.literal('too-long') }),
]);
export type LayoutFault = z.infer<typeof LayoutFault>;

/** Characters; a key has at most 1,024 bytes. */
export const longestTemplate = 512;

export const LayoutRequest = z.strictObject({
  originalKey: z.string().max(longestTemplate),
  renditionKey: z.string().max(longestTemplate),
  /** Absent: an image that could be anybody's. */
  imageId: ImageId.optional(),
});

const LayoutOutcome = z.object({ key: z.string().nullable(), fault: LayoutFault.nullable() });
export const LayoutExample = z.object({ original: LayoutOutcome, rendition: LayoutOutcome });
export type LayoutExample = z.infer<typeof LayoutExample>;
