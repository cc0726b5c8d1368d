/** @file One sync of some folders, from the scan to the last confirmed record, with progress; used by sync and demo. */
import type { Failure } from '../../shared/failure.ts';
import type { Engine } from '../engine.ts';
import type { Clock } from '../foundation/clock.ts';
import type { FolderRow } from '../ledger/folders.ts';
import { type RunSummary, runSummary } from '../library/run-summary.ts';
import type { Step } from './listr2-steps.ts';
import { plural } from './measures.ts';
import type { Tally } from './tally.ts';

export type SyncOutcome = RunSummary & {
  readonly stored: number;
  readonly already: number;
  readonly bytesSent: number;
  /** Seconds, from the first scan to the last record. */
  readonly seconds: number;
  /** Folders whose root was not there. */
  readonly notReachable: readonly string[];
  /** What held whole profiles at the end. */
  readonly held: readonly Failure[];
};

export type SyncRequest = {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly tally: Tally;
  readonly folders: readonly FolderRow[];
  /** Milliseconds to wait for what passes by itself (a slow server, a file being written) before it counts as failed. */
  readonly patience: number;
  /** Told the outcome once, when the last step has ended. */
  readonly onOutcome: (outcome: SyncOutcome) => void;
  readonly signal: AbortSignal;
};

/** The steps to show; scan and carriage overlap, so the second only waits for what is left. */
export function syncSteps(request: SyncRequest): Step[] {
  const { engine, folders, clock, tally } = request;
  const notReachable: string[] = [];
  return [
    {
      title: `Looking at ${plural(folders.length, 'folder')}`,
      run: async (say) => {
        const showing = new AbortController();
        const shown = show(say, showing.signal);
        const scans = folders.map(async (folder) => {
          engine.watch(folder, false);
          const scan = engine.watching.scanNow(folder.id, request.patience);
          // A folder that was never looked at has pictures to open: what opens them loads beside the scan, not after it.
          if (folder.scannedAt === null && engine.closed() === null) engine.warmUp(folder.profile);
          const summary = await scan;
          if (!summary.reachable) notReachable.push(folder.path);
          return summary;
        });
        const summaries = await Promise.all(scans).finally(() => showing.abort());
        await shown;
        const files = summaries.reduce((sum, summary) => sum + summary.files, 0);
        const changed = summaries.reduce((sum, summary) => sum + summary.changed, 0);
        return `Looked at ${plural(folders.length, 'folder')}: ${plural(files, 'file')}, ${changed} new or changed`;
      },
    },
    {
      title: 'Carrying images',
      run: async (say) => {
        const showing = new AbortController();
        const shown = show(say, showing.signal);
        await runDry(request).finally(() => showing.abort());
        await shown;
        const outcome = outcomeOf(request, notReachable);
        request.onOutcome(outcome);
        return `Carried ${plural(outcome.stored, 'image')}`;
      },
    },
  ];

  async function show(say: (line: string) => void, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      say(tally.line(engine.ledger.files.queued()));
      await clock.sleep(500, signal).catch(() => undefined);
    }
  }
}

/** Until nothing is left that could go on by itself within the patience. */
export async function runDry({
  engine,
  clock,
  patience,
  signal,
}: Pick<SyncRequest, 'engine' | 'clock' | 'patience' | 'signal'>): Promise<void> {
  const { ledger, schedule } = engine;
  const deadline = clock.elapsed() + patience;
  while (!signal.aborted) {
    await schedule.idle();
    const closed = engine.closed();
    if (schedule.unwritable() !== null) return;
    const due = closed === null ? nextDue(ledger) : closed.until;
    if (due === null) return;
    const pause = Math.max(0, due - clock.now());
    if (clock.elapsed() + pause > deadline) return;
    await clock.sleep(pause + 1, signal).catch(() => undefined);
    schedule.nudge();
  }
}

/** When something passes by itself; what waits for a person does not count. */
function nextDue(ledger: Engine['ledger']): number | null {
  const holds = ledger.holds.all();
  if (holds.some((hold) => hold.failure.retry !== 'soon')) return null;
  const times = [ledger.files.nextWake(), ledger.journeys.nextWake(), ...holds.map((hold) => hold.nextAt)];
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function outcomeOf({ engine, tally, folders }: SyncRequest, notReachable: readonly string[]): SyncOutcome {
  const ids = folders.map((folder) => folder.id);
  const summary = runSummary(engine.ledger, ids);
  return {
    ...summary,
    stored: tally.stored(),
    already: Math.max(0, summary.inCloud - tally.stored()),
    bytesSent: tally.bytesSent(),
    seconds: Math.round(tally.elapsed()) / 1000,
    notReachable,
    held: [engine.schedule.unwritable() ?? [], engine.ledger.holds.all().map((hold) => hold.failure)].flat(),
  };
}
