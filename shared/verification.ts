/** @file What a verification of the library can find, and its report; both sides speak it. */
import { z } from 'zod';
import { ImageId, Proof } from './image.ts';

export const FindingKind = z.enum([
  /** The ledger says stored, and the store has nothing under the key. */
  'object-missing',
  /** Something else is under the key than what was stored there. */
  'object-differs',
  'record-missing',
  'record-names-missing-object',
  'object-without-record',
  /** Parts of an upload that was begun over a day ago and belongs to no journey. */
  'abandoned-parts',
  /** The record names this computer, and its ledger does not know the image. */
  'ledger-row-missing',
]);
export type FindingKind = z.infer<typeof FindingKind>;

export const Difference = z.enum(['size', 'checksum', 'metadata', 'bytes']);
export type Difference = z.infer<typeof Difference>;

export const Finding = z.object({
  kind: FindingKind,
  /** A key, or an image where nothing has a key. */
  subject: z.string(),
  imageId: ImageId.nullable(),
  /** In what an object differs. */
  differs: Difference.nullable(),
});
export type Finding = z.infer<typeof Finding>;

export const mostExamples = 20;

const Count = z.object({
  found: z.number(),
  /** Of those found, what `--repair` put right. */
  repaired: z.number(),
  /** At most `mostExamples` of those found. */
  examples: z.array(Finding),
});

export const VerifyReport = z.object({
  profile: z.string(),
  deep: z.boolean(),
  repair: z.boolean(),
  /** Images whose every object is there as it was stored, and whose record is. */
  proven: z.number(),
  /** Objects proven, by how. */
  proofs: z.record(Proof, z.number()),
  /** Images on their way or known to wait: nothing is promised of them yet. */
  notStored: z.number(),
  /** Objects below the layout that Cloudroll did not put there, or of another user. */
  foreign: z.number(),
  /** Bytes read back, with `deep`. */
  bytesRead: z.number(),
  findings: z.record(FindingKind, Count),
});
export type VerifyReport = z.infer<typeof VerifyReport>;

export function emptyReport(profile: string, deep: boolean, repair: boolean): VerifyReport {
  const none = () => ({ found: 0, repaired: 0, examples: [] });
  return {
    profile,
    deep,
    repair,
    proven: 0,
    proofs: { sha256: 0, 'sha256-parts': 0, md5: 0, size: 0 },
    notStored: 0,
    foreign: 0,
    bytesRead: 0,
    findings: {
      'object-missing': none(),
      'object-differs': none(),
      'record-missing': none(),
      'record-names-missing-object': none(),
      'object-without-record': none(),
      'abandoned-parts': none(),
      'ledger-row-missing': none(),
    },
  };
}

/** How many of the findings still stand. */
export function stillStanding(report: VerifyReport): number {
  return Object.values(report.findings).reduce((sum, { found, repaired }) => sum + found - repaired, 0);
}
