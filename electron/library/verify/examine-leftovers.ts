/** @file Decides what the objects are that neither ledger nor records know; the last of what a verification looks at. */
import type { Finding, FindingKind } from '../../../shared/verification.ts';
import { stillStanding } from '../../../shared/verification.ts';
import { adoptFromObjects } from '../adopt-image.ts';
import { type LeftoverImage, leftoverImages } from './leftovers.ts';
import { leaveToPerson, type RepairParts, repairLeftovers } from './repair-image.ts';
import { addFinding, addRepaired } from './tally-findings.ts';
import { keepsIssues, type VerifyRun } from './verify-library.ts';

export async function examineLeftovers(run: VerifyRun, signal: AbortSignal): Promise<void> {
  if (run.cursor('leftovers') === null) return;
  const { cloud, survey, clock, random, report } = run;
  const patience = { clock, random };
  const parts = { store: cloud.objects, profile: cloud.profile, survey, patience };
  for await (const image of leftoverImages(parts, signal)) {
    await examineOne(run, image, signal);
    run.onProgress({ phase: 'leftovers', done: report.proven, of: null, findings: stillStanding(report) });
  }
  run.keep('leftovers', 'ended');
}

async function examineOne(run: VerifyRun, image: LeftoverImage, signal: AbortSignal): Promise<void> {
  const { cloud, ledger, report, clock, survey, device } = run;
  const { profile } = cloud;
  const { imageId, rebuilt, objects } = image;
  if (imageId === null) {
    report.foreign += objects.length;
    return;
  }
  if (ledger.deletions.isOpen({ profile: profile.name, imageId })) return;
  const state = ledger.journeys.find({ profile: profile.name, imageId })?.state;
  // Sent, and not yet noted as confirmed: the journey goes on by itself.
  if (state !== undefined && state !== 'stored') return;
  const record = await cloud.records.find(profile.userId, imageId, signal);
  const keys = new Set([record?.original_key, ...(record?.renditions ?? []).map((rendition) => rendition.key)]);
  const unknown = objects.filter((object) => !keys.has(object.key));
  const kind: FindingKind = profile.table === undefined ? 'ledger-row-missing' : 'object-without-record';
  // Without a table another computer's images are known to its own ledger only, and that is as it should be.
  if (unknown.length === 0 || (profile.table === undefined && rebuilt?.says.device !== device)) return;

  const findings = unknown.map(({ key }) => ({ kind, subject: key, imageId, differs: null }));
  for (const finding of findings) addFinding(report, finding);
  const now = (): number => clock.now();
  const parts = { ledger, cloud, survey, now, device };
  if (!run.repair) return leaveAll(run, parts, findings);
  const isOurs = rebuilt !== null && rebuilt.says.device === device;
  const isRecorded = await repairLeftovers(parts, image, signal);
  const isAdopted =
    isOurs &&
    (isRecorded || profile.table === undefined) &&
    (await adoptFromObjects(ledger, profile.name, rebuilt, 'stored'));
  for (const finding of findings) {
    if (isRecorded || isAdopted) addRepaired(report, finding.kind);
    else await leaveToPerson(parts, finding);
  }
}

async function leaveAll(run: VerifyRun, parts: RepairParts, findings: readonly Finding[]): Promise<void> {
  for (const finding of keepsIssues(run) ? findings : []) await leaveToPerson(parts, finding);
}
