/** @file Finds uploads in parts that were begun and forgotten: they are paid for and seen in no listing; main process. */
import type { OpenUpload } from '../../journey/upload/object-store.ts';
import { patiently } from './patiently.ts';
import { leaveToPerson } from './repair-image.ts';
import { areasOf } from './survey-buckets.ts';
import { addFinding } from './tally-findings.ts';
import { keepsIssues, type VerifyRun } from './verify-library.ts';

/** A younger one may be another computer's, under way. */
const restedFor = 24 * 60 * 60 * 1000;

/** Those that belong to no journey of this ledger. They are never aborted here: that deletes. */
export async function findAbandonedParts(run: VerifyRun, signal: AbortSignal): Promise<void> {
  if (run.cursor('parts') === null) return;
  const { cloud, ledger, clock, survey, device } = run;
  const ours = new Set(ledger.uploads.all().map(({ uploadId }) => uploadId));
  const now = (): number => clock.now();
  const abandoned = ({ startedAt, uploadId }: OpenUpload): boolean =>
    startedAt < now() - restedFor && !ours.has(uploadId);
  for (const { bucket, prefix } of areasOf(cloud.profile)) {
    const found = await patiently(run, signal, () =>
      collect(cloud.objects.listOpenUploads(bucket, prefix, signal), abandoned),
    );
    for (const { key } of found) {
      const finding = { kind: 'abandoned-parts', subject: key, imageId: null, differs: null } as const;
      addFinding(run.report, finding);
      if (keepsIssues(run)) await leaveToPerson({ ledger, cloud, survey, now, device }, finding);
    }
  }
  run.keep('parts', 'ended');
}

async function collect<One>(all: AsyncIterable<One>, wanted: (one: One) => boolean): Promise<One[]> {
  const found: One[] = [];
  for await (const one of all) if (wanted(one)) found.push(one);
  return found;
}
