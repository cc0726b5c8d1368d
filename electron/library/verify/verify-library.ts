/** @file `verify` in the order it happens: list, examine every image, look at what is left over, mend, report; main process. */
import { emptyReport, stillStanding, VerifyReport } from '../../../shared/verification.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { AbsolutePath } from '../../foundation/paths.ts';
import type { Cloud } from '../../journey/journey.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { findAbandonedParts } from './abandoned-parts.ts';
import { examineAll } from './examine-all.ts';
import { examineLeftovers } from './examine-leftovers.ts';
import { openSurvey, type Survey } from './survey.ts';
import { surveyBuckets } from './survey-buckets.ts';
import { addRepaired } from './tally-findings.ts';

export type VerifyParts = {
  readonly ledger: Ledger;
  readonly cloud: Cloud;
  readonly home: AbsolutePath;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** This computer, as records show it. */
  readonly device: string;
  /** Carries the images that were put back to work, and resolves when none can go on by itself. Asked with `repair` only. */
  readonly carry: () => Promise<void>;
  readonly onProgress: (progress: VerifyProgress) => void;
};

export type VerifyOptions = {
  /** Put right what can be. Nothing is ever deleted or replaced. */
  readonly repair: boolean;
  /** Read every object back and hash it. */
  readonly deep: boolean;
  /** Begin anew even where an earlier run was interrupted. */
  readonly fresh: boolean;
  /** What is found becomes issues even without `repair`, until a later run no longer finds it. */
  readonly asIssues?: boolean;
};

export type VerifyProgress = {
  readonly phase: 'listing' | 'images' | 'leftovers' | 'carrying';
  /** Objects while listing, images then. */
  readonly done: number;
  /** Null where nobody knows. */
  readonly of: number | null;
  readonly findings: number;
};

/** What the phases share: a run that was interrupted goes on with all of it. */
export type VerifyRun = VerifyParts &
  VerifyOptions & {
    readonly survey: Survey;
    readonly report: VerifyReport;
    /** Keeps the report as it is now, with how far the phase has come. */
    readonly keep: (phase: string, cursor: string) => void;
    /** How far the phase had come before; '' at its beginning, null when it has ended. */
    readonly cursor: (phase: string) => string | null;
  };

/**
 * Memory does not grow with the library. A run that was interrupted goes on where it was, with what it had found, when it
 * is asked for in the same way. Throws Failed when the cloud cannot be asked, and the signal's reason when it aborts.
 */
export async function verifyLibrary(
  parts: VerifyParts,
  options: VerifyOptions,
  signal: AbortSignal,
): Promise<VerifyReport> {
  const run = beginRun(parts, options);
  const { survey, report, cloud } = run;
  try {
    await surveyBuckets(
      {
        store: cloud.objects,
        profile: cloud.profile,
        survey,
        patience: parts,
        onListed: (done) => parts.onProgress({ phase: 'listing', done, of: null, findings: 0 }),
      },
      signal,
    );
    await examineAll(run, signal);
    await examineLeftovers(run, signal);
    await findAbandonedParts(run, signal);
    if (options.repair) await carryAgain(run);
  } catch (error) {
    survey.close();
    throw error;
  }
  if (keepsIssues(options)) {
    const since = Number(survey.get('begun'));
    await parts.ledger.commit(() => parts.ledger.findings.dropUnseen(cloud.profile.name, since));
  }
  survey.discard();
  return report;
}

/** Whatever is found and not put right is left to a person. */
export function keepsIssues({ repair, asIssues }: VerifyOptions): boolean {
  return repair || asIssues === true;
}

function beginRun(parts: VerifyParts, options: VerifyOptions): VerifyRun {
  const { home, clock, cloud } = parts;
  const asked = JSON.stringify([options.deep, options.repair, options.asIssues ?? false, cloud.profile]);
  const name = `verify-${cloud.profile.name}`;
  let survey = openSurvey(home, name, options.fresh);
  if (survey.get('asked') !== asked) {
    survey.discard();
    survey = openSurvey(home, name, true);
    survey.set('asked', asked);
    survey.set('begun', String(clock.now()));
  }
  const kept = survey.get('report');
  const report =
    kept === null
      ? emptyReport(cloud.profile.name, options.deep, options.repair)
      : VerifyReport.parse(JSON.parse(kept));
  return {
    ...parts,
    ...options,
    survey,
    report,
    keep: (phase, cursor) =>
      survey.together(() => {
        survey.set('report', JSON.stringify(report));
        survey.set(`phase ${phase}`, JSON.stringify(cursor));
      }),
    cursor: (phase) => {
      const at = survey.get(`phase ${phase}`);
      return at === null ? '' : at === '"ended"' ? null : String(JSON.parse(at));
    },
  };
}

/** What came of the images that were put back to work is known only now. */
async function carryAgain(run: VerifyRun): Promise<void> {
  const { ledger, survey, report, cloud, carry, onProgress } = run;
  const page = 256;
  if (survey.sentAgain(0, 1).length === 0) return;
  onProgress({ phase: 'carrying', done: 0, of: null, findings: stillStanding(report) });
  await carry();
  for (let after = 0; ; ) {
    const rows = survey.sentAgain(after, page);
    for (const { imageId, kind } of rows) {
      const isStored = ledger.journeys.find({ profile: cloud.profile.name, imageId })?.state === 'stored';
      if (isStored) addRepaired(report, kind);
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
