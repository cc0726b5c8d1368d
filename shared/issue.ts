/** @file Something that waits or needs a person; both sides speak it. */
import { z } from 'zod';
import { BudgetSeen } from './cost.ts';
import { Failure, RefusalReason } from './failure.ts';
import { ImageId, JourneyState } from './image.ts';
import { FindingKind } from './verification.ts';

/** `path` where it is about one file. */
export const IssueEntry = z.discriminatedUnion('kind', [
  /** Nothing begins: the ledger cannot be written. It is tried again by itself. */
  z.object({ kind: z.literal('computer'), failure: Failure }),
  z.object({
    kind: z.literal('profile'),
    profile: z.string(),
    failure: Failure,
    since: z.number(),
    nextTry: z.number(),
  }),
  /** Nearly or wholly spent this month, and carrying goes on; `cloud.cost.putAside` takes it away. */
  z.object({
    kind: z.literal('budget'),
    profile: z.string(),
    ...BudgetSeen.shape,
    /** So far, an estimate. */
    cost: z.number(),
    currency: z.string(),
  }),
  z.object({
    kind: z.literal('image'),
    profile: z.string(),
    imageId: ImageId,
    path: z.string(),
    state: JourneyState,
    failure: Failure,
    nextTry: z.number().nullable(),
  }),
  z.object({
    kind: z.literal('file'),
    file: z.number(),
    path: z.string(),
    failure: Failure,
    nextTry: z.number(),
  }),
  /** It is to be deleted from the cloud, and could not be yet; `library.delete.tryNow`. */
  z.object({
    kind: z.literal('deletion'),
    profile: z.string(),
    imageId: ImageId,
    fileName: z.string(),
    failure: Failure,
    /** Null where a person has to act. */
    nextTry: z.number().nullable(),
  }),
  z.object({ kind: z.literal('refused'), path: z.string(), reason: RefusalReason }),
  /** A verification could not put it right by itself; `subject` is a key, or an image where nothing has a key. */
  z.object({
    kind: z.literal('finding'),
    profile: z.string(),
    finding: FindingKind,
    subject: z.string(),
    imageId: ImageId.nullable(),
    since: z.number(),
  }),
]);
export type IssueEntry = z.infer<typeof IssueEntry>;
