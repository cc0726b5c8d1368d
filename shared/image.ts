/** @file The nouns for an image: its identity, its types, and how far its journey has come; both sides speak them. */
import { z } from 'zod';
import type { Brand } from './brand.ts';

/** The SHA-256 of the image's bytes, 64 lower-case hexadecimal digits. The image's only identity. */
export type ImageId = Brand<string, 'ImageId'>;
export const ImageId = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .transform((value) => value as ImageId);

/** A key in a bucket: at most 1,024 bytes of UTF-8. */
export type ObjectKey = Brand<string, 'ObjectKey'>;

/**
 * Every state of an image on its way, from the first sight of a file to its end.
 * `seen` and `settled` belong to a file; the rest to an image in a profile.
 */
export const JourneyState = z.enum([
  'seen',
  'settled',
  'refused',
  'hashed',
  'uploading',
  'confirmed',
  'stored',
  'waiting',
  'blocked',
  'failed',
  'cancelled',
]);
export type JourneyState = z.infer<typeof JourneyState>;

/**
 * How the store proved that it holds our bytes, strongest first. `sha256`: it told the SHA-256 of what it holds, or is known to
 * refuse a body that is not the one whose SHA-256 was signed.
 */
export const Proof = z.enum(['sha256', 'sha256-parts', 'md5', 'size']);
export type Proof = z.infer<typeof Proof>;

/** What the picture says of itself. Pixels are after orientation. Absent where the file does not say. */
export const PictureDetails = z.object({
  width: z.number().int().positive().optional(),
  height: z.number().int().positive().optional(),
  /** ISO 8601; with an offset when the camera wrote one, else local time without zone, as the camera meant it. */
  capturedAt: z.string().optional(),
  camera: z.string().optional(),
  lens: z.string().optional(),
  gps: z.object({ latitude: z.number(), longitude: z.number(), altitude: z.number().optional() }).optional(),
  /** Frames or pages; 1 for a still picture. */
  pages: z.number().int().positive().optional(),
});
export type PictureDetails = z.infer<typeof PictureDetails>;
