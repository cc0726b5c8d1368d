/** @file Verifications as a window follows them: under way, when the last one was, when the next is due; both sides speak it. */
import { z } from 'zod';
import { Failure } from './failure.ts';
import { VerifyReport } from './verification.ts';

/** How often each profile is verified by itself; lightly: nothing is read back, nothing is changed. */
export const VerifyEvery = z.enum(['never', 'day', 'week', 'month']);
export type VerifyEvery = z.infer<typeof VerifyEvery>;

export const VerifyProgressEntry = z.object({
  phase: z.enum(['listing', 'images', 'leftovers', 'carrying']),
  /** Objects while listing, images then. */
  done: z.number(),
  of: z.number().nullable(),
  findings: z.number(),
});
export type VerifyProgressEntry = z.infer<typeof VerifyProgressEntry>;

export const VerifyState = z.object({
  profile: z.string(),
  /** Null while none is under way. */
  running: z
    .object({ since: z.number(), repair: z.boolean(), deep: z.boolean(), progress: VerifyProgressEntry.nullable() })
    .nullable(),
  /** The last that came to its end. */
  last: z.object({ at: z.number(), report: VerifyReport }).nullable(),
  /** Why the last one did not come to its end; what it had found is kept for the next. */
  failure: Failure.nullable(),
  /** Milliseconds since 1970 UTC; null: not by itself. */
  nextAt: z.number().nullable(),
});
export type VerifyState = z.infer<typeof VerifyState>;
