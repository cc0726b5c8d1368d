/** @file The check-up: what is looked at on this computer and for each profile, and how it can stand; both sides speak it. */
import { z } from 'zod';
import { Failure } from './failure.ts';
import { ProfileCheck } from './profile-check.ts';

/** `skipped`: it could not be looked at, because something before it failed or nothing is there to look at. */
const Outcome = z.enum(['good', 'warning', 'bad', 'skipped']);

/** Why, where it is known as a failure; null where it is good, or where the other fields say it. */
const failure = Failure.nullable();

export const CheckUp = z.discriminatedUnion('check', [
  /** Of this program and of what it is built on, by name. */
  z.object({ check: z.literal('versions'), outcome: Outcome, versions: z.record(z.string(), z.string()) }),
  /** Which way of running sharp passed its self-test; null: none. */
  z.object({
    check: z.literal('pixels'),
    outcome: Outcome,
    engine: z.enum(['native', 'two-step', 'webassembly']).nullable(),
  }),
  /** `fault` is SQLite's own word for the first thing it found. */
  z.object({ check: z.literal('ledger'), outcome: Outcome, bytes: z.number(), fault: z.string().nullable() }),
  /** Bytes free where the ledger and the log are. */
  z.object({ check: z.literal('disk'), outcome: Outcome, free: z.number().nullable() }),
  z.object({ check: z.literal('keychain'), outcome: Outcome, failure }),
  z.object({ check: z.literal('folders'), outcome: Outcome, watched: z.number(), notReachable: z.array(z.string()) }),
  z.object({ check: z.literal('keys'), outcome: Outcome, profile: z.string(), failure }),
  /** Milliseconds by which this computer is ahead of the store; null where the store does not say its time. */
  z.object({
    check: z.literal('clock'),
    outcome: Outcome,
    profile: z.string(),
    ahead: z.number().nullable(),
    failure,
  }),
  z.object({
    check: z.literal('permissions'),
    outcome: Outcome,
    profile: z.string(),
    missing: z.array(ProfileCheck),
    failure,
  }),
]);
export type CheckUp = z.infer<typeof CheckUp>;
