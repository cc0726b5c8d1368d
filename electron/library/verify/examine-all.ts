/** @file Examines every known image, several at once, page by page, and keeps how far it came after each; main process. */
import type { ImageId } from '../../../shared/image.ts';
import { stillStanding } from '../../../shared/verification.ts';
import { budget } from '../../foundation/budget.ts';
import { type Examined, examineImage } from './examine-image.ts';
import { type KnownImage, knownImages } from './known-images.ts';
import { patiently } from './patiently.ts';
import { leaveToPerson, repairImage } from './repair-image.ts';
import { addExamined, addRepaired } from './tally-findings.ts';
import { keepsIssues, type VerifyRun } from './verify-library.ts';

/** Images asked about at once: enough to hide the way there and back, little enough for any store. */
const atOnce = 8;
/** Images after which the cursor is kept: what an interruption costs. */
const page = 64;
/** Images of which one commit notes that they were proven: a commit for each page would cost as much as asking. */
const notedAtOnce = 1024;

export async function examineAll(run: VerifyRun, signal: AbortSignal): Promise<void> {
  const from = run.cursor('images');
  if (from === null) return;
  let cursor = from;
  const proven: ImageId[] = [];
  const note = async (): Promise<void> => {
    const images = proven.splice(0);
    if (images.length === 0) return;
    await run.ledger.commit(() => run.ledger.proofs.note(run.cloud.profile.name, images, run.clock.now()));
  };
  // The stream of records may break off; it is then begun again behind the last image that was examined.
  const examine = async (): Promise<void> => {
    let batch: KnownImage[] = [];
    const flush = async (): Promise<void> => {
      proven.push(...(await examinePage(run, batch, signal)));
      if (proven.length >= notedAtOnce) await note();
      cursor = batch.at(-1)?.imageId ?? cursor;
      run.keep('images', cursor);
      batch = [];
    };
    for await (const image of knownImages(run.ledger, run.cloud, cursor, signal)) {
      signal.throwIfAborted();
      // Half of it may be gone already, and that is as it should be.
      if (run.ledger.deletions.isOpen({ profile: run.cloud.profile.name, imageId: image.imageId })) continue;
      batch.push(image);
      if (batch.length === page) await flush();
    }
    await flush();
  };
  // Whatever ends it: what was proven was proven.
  await patiently(run, signal, examine).finally(note);
  run.keep('images', 'ended');
}

/** Answers those of which everything is stored and as it should be. */
async function examinePage(
  run: VerifyRun,
  images: readonly KnownImage[],
  signal: AbortSignal,
): Promise<readonly ImageId[]> {
  const { cloud, clock, random, survey, report, deep, device, ledger } = run;
  const turnstile = budget(atOnce);
  let bytesRead = 0;
  const onRead = (bytes: number): void => {
    bytesRead += bytes;
  };
  const patience = { clock, random };
  const parts = { store: cloud.objects, survey, patience, deep, onRead, profile: cloud.profile, device };
  const examine = async (image: KnownImage): Promise<Examined> => {
    const done = await turnstile.take(1, signal);
    try {
      return await examineImage(parts, image, signal);
    } finally {
      done();
    }
  };
  const examined = await Promise.all(images.map(async (image) => ({ image, found: await examine(image) })));
  // Counted only when the whole page has been examined: a page that breaks off is examined again from its beginning.
  const repairs: (() => void)[] = [];
  for (const { image, found } of run.repair ? examined : []) {
    if (found.findings.length === 0) continue;
    const now = (): number => clock.now();
    const done = await repairImage({ ledger, cloud, survey, now, device }, image, found, signal);
    for (const [index, finding] of found.findings.entries()) {
      if (done[index] === 'repaired') repairs.push(() => addRepaired(report, finding.kind));
    }
  }
  const found = examined.flatMap((one) => one.found.findings);
  if (!run.repair && keepsIssues(run)) await leaveAll(run, found);
  for (const { found } of examined) addExamined(report, found);
  for (const count of repairs) count();
  report.bytesRead += bytesRead;
  const of = ledger.journeys.counts(cloud.profile.name).stored;
  const done = report.proven + report.notStored;
  run.onProgress({ phase: 'images', done, of: Math.max(of, done), findings: stillStanding(report) });
  const isProven = ({ kind, findings }: Examined): boolean => kind === 'stored' && findings.length === 0;
  return examined.filter(({ found }) => isProven(found)).map(({ image }) => image.imageId);
}

/** Side by side, so that they share a commit. */
async function leaveAll(run: VerifyRun, findings: Examined['findings']): Promise<void> {
  const { ledger, cloud, survey, clock, device } = run;
  const now = (): number => clock.now();
  await Promise.all(findings.map((finding) => leaveToPerson({ ledger, cloud, survey, now, device }, finding)));
}
