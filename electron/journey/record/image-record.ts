/** @file The shape of an image's record in the table, version 1, parsed on the way in; pure. */
import { z } from 'zod';
import { Attribute, AttributeValue } from '../../../shared/description.ts';
import { ImageId } from '../../../shared/image.ts';

export const RecordedRendition = z.object({
  name: z.string(),
  key: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  bytes: z.number().int(),
  content_type: z.string(),
});
export type RecordedRendition = z.infer<typeof RecordedRendition>;

/** An edit as every computer sees it, also one that was overtaken: `set` is as in shared/description.ts. */
export const RecordedEdit = z.object({
  /** ISO 8601, UTC: when the person made it. */
  at: z.string(),
  by: z.string(),
  set: z.record(Attribute, AttributeValue),
});
export type RecordedEdit = z.infer<typeof RecordedEdit>;

/** Attribute names are those of the table (DESIGN.md, Data); unknown attributes of others are kept out of sight, not lost. */
export const ImageRecord = z.object({
  user_id: z.string().min(1),
  image_id: ImageId,
  schema_version: z.literal(1),
  original_key: z.string(),
  processed_key: z.string().optional(),
  renditions: z.array(RecordedRendition),
  source_bucket: z.string(),
  destination_bucket: z.string(),
  content_type: z.string(),
  file_name: z.string(),
  size_bytes: z.number().int().nonnegative(),
  sha256: ImageId,
  /** "4000x3000", pixels. */
  original_size: z.string().optional(),
  processed_size: z.string().optional(),
  /** ISO 8601, UTC. */
  upload_time: z.string(),
  captured_at: z.string().optional(),
  camera: z.string().optional(),
  gps: z.object({ latitude: z.number(), longitude: z.number(), altitude: z.number().optional() }).optional(),
  tags: z.array(z.string()).optional(),
  description: z.string().optional(),
  favourite: z.boolean().optional(),
  /** Its owner took `gps` away, and no computer writes it again. */
  location_removed: z.boolean().optional(),
  title: z.string().optional(),
  /** Of the owner's own. */
  fields: z.record(z.string(), z.string()).optional(),
  /** Counts the writes of a description; absent before the first. */
  version: z.number().int().positive().optional(),
  /** ISO 8601, UTC: when a description was last written, and by which computer. */
  changed_at: z.string().optional(),
  changed_by: z.string().optional(),
  /** The latest, oldest first. */
  edits: z.array(RecordedEdit).optional(),
  /** The computer that stored it first. */
  device: z.string(),
  /** Every computer that has met it. */
  devices: z.array(z.string()),
  /** Why there are no renditions, where there are none. */
  warning: z.string().optional(),
  /** The image that this one replaced under the same path. */
  replaces: ImageId.optional(),
});
export type ImageRecord = z.infer<typeof ImageRecord>;

/** What is written together when a description changes. */
export type SaidOfImage = {
  readonly [Name in
    | 'title'
    | 'description'
    | 'tags'
    | 'favourite'
    | 'location_removed'
    | 'fields'
    | 'changed_at'
    | 'changed_by'
    | 'edits']: NonNullable<ImageRecord[Name]>;
} & {
  /** Null takes it out of the record; absent: it stays as it is. */
  readonly gps?: ImageRecord['gps'] | null;
};
