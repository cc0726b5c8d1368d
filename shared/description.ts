/** @file What an image's owner says of it: title, description, tags, favourite, fields of their own; both sides speak it. */
import { z } from 'zod';
import { ImageKey } from './queue.ts';

/** Control characters have no place in a word; a line break has one in a description. */
const line = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .regex(/^\P{Cc}*$/u);

export const Tag = line(100).min(1);
export const FieldName = line(64).min(1);

/** As the image has it now. */
export const Description = z.object({
  title: z.string(),
  description: z.string(),
  /** In order of their letters. */
  tags: z.array(z.string()),
  favourite: z.boolean(),
  /** False where its owner took the location away: record and window tell it no more. The stored original is as it was. */
  location: z.boolean(),
  /** Of the owner's own: any name, any text. */
  fields: z.record(z.string(), z.string()),
});
export type Description = z.infer<typeof Description>;

/** Only what is named changes. An empty text takes it away, as null does a field. */
export const DescriptionChange = z.strictObject({
  title: line(500).optional(),
  description: z.string().trim().max(10_000).optional(),
  addTags: z.array(Tag).max(100).optional(),
  removeTags: z.array(Tag).max(100).optional(),
  favourite: z.boolean().optional(),
  /** False takes it away, true tells it again where the picture does. */
  location: z.boolean().optional(),
  fields: z.record(FieldName, line(2000).nullable()).optional(),
});
export type DescriptionChange = z.infer<typeof DescriptionChange>;

/** Many at once, for a selection. */
export const DescribeRequest = z.strictObject({
  images: z.array(ImageKey).min(1).max(10_000),
  change: DescriptionChange,
});

/**
 * One attribute of a description, each with its own last word: `title`, `description`, `favourite`, `location`,
 * `tag:<tag>`, `field:<name>`.
 */
export const Attribute = z.string().regex(/^(title|description|favourite|location|tag:.+|field:.+)$/u);
export const AttributeValue = z.union([z.string(), z.boolean(), z.null()]);
export type AttributeValue = z.infer<typeof AttributeValue>;

/** What one edit set, as the record's history tells it: also that of another computer, also what was overtaken since. */
export const DescriptionEdit = z.object({
  /** When the person made it, milliseconds since 1970 UTC. */
  at: z.number(),
  /** The computer it was made on. */
  by: z.string(),
  set: z.record(Attribute, AttributeValue),
  /** `waiting`: made here and not in the cloud yet; `overtaken`: nothing of it stands any more; `refused`: there is no record to write it into. */
  state: z.enum(['waiting', 'stands', 'overtaken', 'refused']),
});
export type DescriptionEdit = z.infer<typeof DescriptionEdit>;

export const DescriptionInFull = Description.extend({
  /** The computer that stored the image first; null where nobody said. */
  device: z.string().nullable(),
  /** Newest first. */
  edits: z.array(DescriptionEdit),
});
export type DescriptionInFull = z.infer<typeof DescriptionInFull>;
