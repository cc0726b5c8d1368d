/** @file Adds what was found to a report: counts of everything, examples of the first; changes the report it is given. */
import { type Finding, type FindingKind, mostExamples, type VerifyReport } from '../../../shared/verification.ts';
import type { Examined } from './examine-image.ts';

export function addExamined(report: VerifyReport, { kind, findings, proofs }: Examined): void {
  if (kind === 'not-stored') report.notStored += 1;
  else if (findings.length === 0) report.proven += 1;
  for (const proof of proofs) report.proofs[proof] += 1;
  for (const finding of findings) addFinding(report, finding);
}

export function addFinding(report: VerifyReport, { kind, subject, imageId, differs }: Finding): void {
  const count = report.findings[kind];
  count.found += 1;
  if (count.examples.length < mostExamples) count.examples.push({ kind, subject, imageId, differs });
}

export function addRepaired(report: VerifyReport, kind: FindingKind): void {
  report.findings[kind].repaired += 1;
}
