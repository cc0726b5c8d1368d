/** @file Why nothing is carried now although something could be, and how a person asks for that; both sides speak it. */
import { z } from 'zod';

export const PauseRequest = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('for'),
    minutes: z
      .number()
      .positive()
      .max(366 * 24 * 60),
  }),
  /** Until six in the morning: whoever pauses late in the evening does not mean midnight. */
  z.object({ kind: z.literal('until-tomorrow') }),
  z.object({ kind: z.literal('until-resumed') }),
]);
export type PauseRequest = z.infer<typeof PauseRequest>;

export const Closed = z.object({
  reason: z.enum(['paused', 'metered', 'battery', 'outside-window']),
  /** Milliseconds since 1970 UTC; null where only a person or the computer's circumstances can tell. */
  until: z.number().nullable(),
});
export type Closed = z.infer<typeof Closed>;
