/** @file `cloudroll sync` and `cloudroll watch`: carries what is in the folders, and goes on carrying what comes; terminal. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Engine } from '../engine.ts';
import { systemErrorCode } from '../foundation/file-failure.ts';
import { type AbsolutePath, absolutePath } from '../foundation/paths.ts';
import type { FolderRow } from '../ledger/folders.ts';
import { followCloud } from '../library/follow/follow-cloud.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import type { AskedLimits } from './limits-asked.ts';
import { runSteps } from './listr2-steps.ts';
import { bytes, length, plural } from './measures.ts';
import { chooseProfile, openHome, openSession, type Surroundings } from './session.ts';
import { type SyncOutcome, syncSteps } from './sync-folders.ts';
import { tally } from './tally.ts';
import { closedWords, failureWords, refusalWords, warningWords } from './words.ts';

export type SyncOptions = {
  readonly folders: readonly string[];
  readonly profile?: string | undefined;
  readonly once: boolean;
  readonly json: boolean;
  /** Seconds. */
  readonly settle: number;
  readonly patience: number;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
} & AskedLimits;

/** Rows of each list that a person sees; the rest is counted. `--json` lists all. */
const shownRows = 20;

/** Without folders, those that are watched already. Throws Failed when the home, profile or ledger cannot be used. */
export async function syncCommand(surroundings: Surroundings, options: SyncOptions): Promise<ExitCode> {
  const { clock, print, complain, interrupted, workingFolder } = surroundings;
  const paths = options.folders.map((path) => absolutePath(resolve(workingFolder, path)));
  const missing = paths.filter((path) => !isFolder(path));
  for (const path of missing) complain(`${path} is not a folder that can be read. Check the path and its permissions.`);
  if (missing.length > 0) return exitCode.wrongUse;

  const home = await openHome(surroundings);
  const count = tally(clock);
  const engine = await openSession(surroundings, {
    home,
    limits: {
      ...(options.bandwidth === undefined ? {} : { bandwidth: options.bandwidth }),
      ...(options.lanes === undefined ? {} : { lanes: options.lanes }),
    },
    settleFor: options.settle * 1000,
    onArrival: (_, arrival) => count.count(arrival),
    onBytes: count.addBytes,
  });
  try {
    // Whoever syncs has just acted: what held a profile up is looked at now, not when its backoff ends.
    await engine.ledger.commit(() => engine.ledger.tries.holds(null, clock.now()));
    const profile = paths.length === 0 ? undefined : chooseProfile(home, options.profile).name;
    const folders = await foldersToSync(engine, paths, profile, options, clock.now());
    if (folders.length === 0) {
      complain('No folder is watched yet. Name one: cloudroll sync <folder>.');
      return exitCode.wrongUse;
    }
    const closed = engine.closed();
    if (closed !== null) complain(closedWords(closed));
    const outcome = await syncOnce(surroundings, engine, folders, count, options);
    if (options.json) print(jsonOf(outcome));
    else for (const line of outcomeLines(outcome)) print(line);
    if (options.once || interrupted.aborted) return interrupted.aborted ? exitCode.interrupted : codeOf(outcome);
    await keepWatching(surroundings, engine, folders, options);
    return exitCode.done;
  } finally {
    await engine.close();
  }
}

/** False for one that is not there and for one behind a door that is closed to us. */
function isFolder(path: AbsolutePath): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return false;
  }
}

async function foldersToSync(
  engine: Engine,
  paths: readonly AbsolutePath[],
  profile: string | undefined,
  options: SyncOptions,
  now: number,
): Promise<FolderRow[]> {
  const { ledger } = engine;
  if (profile === undefined) return ledger.folders.all().filter((folder) => folder.watched);
  const ids = await ledger.commit(() =>
    paths.map((path) =>
      ledger.folders.add({
        path,
        profile,
        include: options.include,
        exclude: options.exclude,
        watched: !options.once,
        addedAt: now,
      }),
    ),
  );
  return ids.map((id) => ledger.folders.byId(id)).filter((folder) => folder !== null);
}

async function syncOnce(
  { clock, isLive, interrupted }: Surroundings,
  engine: Engine,
  folders: readonly FolderRow[],
  count: ReturnType<typeof tally>,
  options: SyncOptions,
): Promise<SyncOutcome> {
  // Everything under way is stopped by the engine's end; here only the waiting is.
  let outcome: SyncOutcome | undefined;
  const steps = syncSteps({
    engine,
    clock,
    tally: count,
    folders,
    patience: options.patience * 1000,
    onOutcome: (of) => {
      outcome = of;
    },
    signal: interrupted,
  });
  await runSteps(steps, { clock, look: options.json ? 'silent' : isLive ? 'live' : 'plain' });
  if (outcome === undefined) throw new Error('The sync ended without an outcome');
  return outcome;
}

/** Until Ctrl+C. What arrives is carried by the schedule; a line now and then says what came of it. */
async function keepWatching(
  surroundings: Surroundings,
  engine: Engine,
  folders: readonly FolderRow[],
  options: SyncOptions,
): Promise<void> {
  const { print, interrupted } = surroundings;
  for (const folder of folders) engine.watch(folder, true);
  const { ledger, clock, log, random, device } = engine.parts;
  const follower = followCloud({
    ...{ ledger, clock, log, random, device, fills: engine.fills, open: engine.clouds.open },
    profiles: () => [...new Set(folders.map(({ profile }) => profile))],
    isOpen: () => engine.closed() === null,
    onNews: () => undefined,
  });
  if (!options.json) print(`Watching ${plural(folders.length, 'folder')}. Ctrl+C ends it; nothing is lost.`);
  if (!interrupted.aborted)
    await new Promise<void>((resolve) => interrupted.addEventListener('abort', () => resolve(), { once: true }));
  await follower.close();
}

function codeOf(outcome: SyncOutcome): ExitCode {
  const held = outcome.held.some((failure) => failure.retry === 'after-user-acts');
  if (held) return exitCode.profileUnusable;
  return outcome.failed.count > 0 || outcome.notReachable.length > 0 ? exitCode.someFailed : exitCode.done;
}

/** One line. */
function jsonOf({ stored, already, refused, failed, bytesSent, seconds }: SyncOutcome): string {
  const lists = `"refused":${jsonList(refused)},"failed":${jsonList(failed)}`;
  return `{"stored":${stored},"already":${already},${lists},"bytesSent":${bytesSent},"seconds":${seconds}}`;
}

function jsonList(files: Iterable<object>): string {
  let list = '';
  for (const file of files) list += `${list === '' ? '' : ','}${JSON.stringify(file)}`;
  return `[${list}]`;
}

/** What a person reads at the end: numbers first, then what is not in the cloud, with its reason. */
export function outcomeLines(outcome: SyncOutcome): string[] {
  const { stored, already, refused, failed, warnings, bytesSent, seconds, notReachable, held } = outcome;
  const rate = seconds > 0 && stored > 0 ? `, ${(stored / seconds).toFixed(1)} images/s` : '';
  const lines = [
    '',
    `Stored        ${plural(stored, 'image')} (${bytes(bytesSent)} in ${length(seconds * 1000)}${rate})`,
    `Already there ${plural(already, 'file')}`,
    `Refused       ${plural(refused.count, 'file')}`,
    `Not carried   ${plural(failed.count, 'file')}`,
  ];
  const list = <Row>(title: string, count: number, rows: Iterable<Row>, tell: (row: Row) => string): void => {
    if (count === 0) return;
    lines.push('', title);
    let shown = 0;
    for (const row of rows) {
      if (shown === shownRows) break;
      shown += 1;
      lines.push(`  ${tell(row)}`);
    }
    if (count > shownRows) lines.push(`  … and ${count - shownRows} more (--json lists all)`);
  };
  list('Refused:', refused.count, refused, ({ path, reason }) => `${path}: ${refusalWords(reason)}`);
  list('Without renditions:', warnings.count, warnings, ({ path, warning }) => `${path}: ${warningWords(warning)}`);
  list(
    'Not reachable:',
    notReachable.length,
    notReachable,
    (path) => `${path}: it comes back by itself when the folder does`,
  );
  list('What holds everything up:', held.length, held, failureWords);
  const ofImage = { subject: 'it', retry: 'soon', scope: 'image' } as const;
  list('Not carried:', failed.count, failed, ({ path, code }) => `${path}: ${failureWords({ code, ...ofImage })}`);
  return lines;
}
