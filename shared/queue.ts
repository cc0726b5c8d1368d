/** @file What a person orders of the queue, and why nothing is carried now although something could be; both sides speak it. */
import { z } from 'zod';
import { ImageId } from './image.ts';

/** An image on its way to one profile. */
export const ImageKey = z.strictObject({ profile: z.string().max(64), imageId: ImageId });
export type ImageKey = { readonly profile: string; readonly imageId: ImageId };

/** `too-late`: it is stored already. `unknown`: no such image is or was on its way. */
export const CancelOutcome = z.enum(['cancelled', 'too-late', 'unknown']);
export type CancelOutcome = z.infer<typeof CancelOutcome>;

export const PauseRequest = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('for'),
    minutes: z
      .number()
      .positive()
      .max(366 * 24 * 60),
  }),
  /** Until six in the morning: whoever pauses late in the evening does not mean midnight. */
  z.strictObject({ kind: z.literal('until-tomorrow') }),
  z.strictObject({ kind: z.literal('until-resumed') }),
]);
export type PauseRequest = z.infer<typeof PauseRequest>;

export const Closed = z.object({
  reason: z.enum(['paused', 'metered', 'battery', 'outside-window']),
  /** Milliseconds since 1970 UTC; null where only a person or the computer's circumstances can tell. */
  until: z.number().nullable(),
});
export type Closed = z.infer<typeof Closed>;
