/** @file What the main process and a pixel process say to each other; both parse what they hear. */
import { z } from 'zod';
import { Failure } from '../../../shared/failure.ts';
import { PictureDetails } from '../../../shared/image.ts';
import { RenditionRecipe } from '../../../shared/profile.ts';
import type { AbsolutePath } from '../../foundation/paths.ts';
import { pixelLoads } from './pixel-port.ts';

/** Written to standard error when the self-test is over: what the system's libraries had to complain of comes before it. */
export const selfTestMark = 'cloudroll: pixels tested\n';

const ResizeRequestMessage = z.object({
  // Checked to be absolute where it was made, in the main process.
  path: z.string().transform((path) => path as AbsolutePath),
  identity: z.object({ size: z.number(), modified: z.number(), changed: z.number(), inode: z.number() }),
  recipes: z.array(RenditionRecipe).readonly(),
  pixelLimit: z.number(),
});

export const MessageToPixels = z.object({ kind: z.literal('resize'), id: z.number(), request: ResizeRequestMessage });
export type MessageToPixels = z.input<typeof MessageToPixels>;

const RenditionMessage = z.object({
  name: z.string(),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  contentType: z.string(),
  extension: z.string(),
});

const ResizeResultMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('resized'),
    details: PictureDetails,
    renditions: z.array(RenditionMessage),
  }),
  z.object({
    kind: z.literal('without-renditions'),
    details: PictureDetails,
    why: z.enum(['cannot-decode', 'too-many-pixels', 'picture-crashes', 'picture-timed-out']),
  }),
]);

export const MessageFromPixels = z.discriminatedUnion('kind', [
  /** The self-test is over and passed; heads have none. */
  z.object({ kind: z.literal('ready'), load: z.enum(pixelLoads) }),
  z.object({ kind: z.literal('done'), id: z.number(), result: ResizeResultMessage }),
  z.object({ kind: z.literal('failed'), id: z.number(), failure: Failure }),
  /** A bug of ours, or a system error that nobody expected. */
  z.object({ kind: z.literal('broken'), id: z.number(), message: z.string() }),
]);
export type MessageFromPixels = z.infer<typeof MessageFromPixels>;
