/** @file What every call of the contract has in common: its failures, and the empty question and answer; both sides speak it. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Failure } from './failure.ts';

/** A program may leave an empty body out. */
export const nothing = z.strictObject({}).default({});
export const done = z.object({});

/** `FAILED` carries what could be expected to fail; `UNKNOWN`: no such image, folder, profile or drop (any more). */
export const ask = oc.errors({
  FAILED: { status: 422, data: Failure },
  UNKNOWN: { status: 404, data: z.object({ what: z.enum(['image', 'folder', 'profile', 'drop', 'rendition']) }) },
});
