/** @file One watched folder: what is due, in which order, and whether it is there at all; watching process. */
import type { Clock, Milliseconds } from '../../foundation/clock.ts';
import { folderEars } from './folder-ears.ts';
import { folderHints } from './folder-hints.ts';
import type { FolderState, FolderToWatch, ScanSummary, WatchNews, WatchSettings } from './folder-watch.ts';
import type { WatchFolder } from './folder-watcher.ts';
import { ignoreRules } from './ignore-rules.ts';
import type { KnownFiles } from './known-files.ts';
import { leaving } from './leaving.ts';
import type { Inside } from './look-at-directory.ts';
import type { Outbox } from './outbox.ts';
import { folderRoot } from './root-check.ts';
import { type ScanTools, scanPass } from './scan-pass.ts';
import { scanRequests } from './scan-requests.ts';
import { lookAgain, stillGone } from './second-looks.ts';
import { settling } from './settle.ts';

export type FolderTools = {
  readonly settings: WatchSettings;
  readonly watchFolder: WatchFolder;
  readonly known: KnownFiles;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly inside: Inside;
  readonly keepsKernelTimes: (path: string) => boolean;
  readonly breathe: () => Promise<void>;
  readonly tell: (news: WatchNews) => void;
  /** Something may be due sooner than was said. */
  readonly wake: () => void;
};

export type WatchedFolder = {
  readonly id: number;
  /** By `clock.elapsed`. */
  readonly dueAt: () => Milliseconds;
  /** Does what is due. Everything found is acknowledged when it resolves. */
  readonly step: (signal: AbortSignal) => Promise<void>;
  readonly scan: (request: number, settleWithin: Milliseconds) => void;
  readonly scanBy: (elapsed: Milliseconds) => void;
  readonly close: () => Promise<void>;
};

const never = Number.POSITIVE_INFINITY;
const scanAfterError: Milliseconds = 1000;
/** A folder without hints is scanned about that often, if that is cheap. */
const rescanWithoutHints: Milliseconds = 60_000;
const scanShare = 20;
/** A departure waits a little longer than a sighting does, so that a move is seen from its end. */
const departureAfterSettle: Milliseconds = 250;
const mostUnsettled = 100;
const looksBetweenBreaths = 500;

export function watchedFolder(folder: FolderToWatch, tools: FolderTools): WatchedFolder {
  const { settings, clock, outbox, tell } = tools;
  const rules = ignoreRules(folder, settings.ownFolders);
  const root = folderRoot(folder, tools.known, clock, settings.rootAnswersWithin);
  const hints = folderHints();
  const rest = settling(settings.settleFor);
  const left = leaving(settings.settleFor + departureAfterSettle);
  const requests = scanRequests();
  let scanTools: ScanTools = { ...tools, folder, rules, settling: rest, trustedDevice: null, visited: new Map() };
  let summary: ScanSummary = nothingSeen(folder.id);
  let said: string | undefined;
  let reachable = false;
  let rootDue = clock.elapsed();
  let scanDue = never;

  const scanBy = (elapsed: Milliseconds): void => {
    scanDue = Math.min(scanDue, elapsed);
    tools.wake();
  };

  const ears = folderEars(folder, tools.watchFolder, rules.skipsEntry, {
    onHint: (hint) => {
      hints.note(hint, clock.elapsed());
      tools.wake();
    },
    onReady: () => scanBy(clock.elapsed()),
    onError: () => scanBy(clock.elapsed() + scanAfterError),
    onDeaf: (code) => tell({ kind: 'hints-degraded', folderId: folder.id, code }),
  });

  const say = (news: Omit<FolderState, 'kind' | 'folderId'>): void => {
    const words = JSON.stringify(news);
    if (words !== said) tell({ kind: 'folder-state', folderId: folder.id, ...news });
    said = words;
  };

  const answer = (answered: readonly number[], given: ScanSummary): void =>
    tell({
      kind: 'scanned',
      requests: [...answered],
      summary: { ...given, unsettled: rest.paths(mostUnsettled) },
    });

  const forget = (): void => {
    hints.clear();
    rest.forgetAll();
    left.clear();
    scanTools.visited.clear();
  };

  const lose = async (why: string): Promise<void> => {
    reachable = false;
    scanDue = never;
    forget();
    say({ state: 'not-reachable', why });
    const asked = requests.takeAll();
    if (asked.length > 0) answer(asked, { ...nothingSeen(folder.id), reachable: false });
    await ears.close();
  };

  /** True when the folder is there and is what it was. */
  const lookAtRoot = async (signal: AbortSignal): Promise<boolean> => {
    rootDue = never;
    const found = await root.check(signal);
    const askedMeanwhile = rootDue !== never;
    if (!askedMeanwhile) rootDue = clock.elapsed() + settings.pollRootEvery;
    if (signal.aborted) return false;
    // Who asks while the answer is on its way may have plugged the drive in after we looked.
    if (found.kind === 'not-reachable' && askedMeanwhile) return false;
    // A watcher that is starting asks the disk so much that our own question may wait behind its.
    if (found.kind === 'not-reachable' && found.why === 'ETIMEDOUT' && ears.opening()) return false;
    if (found.kind === 'not-reachable') {
      await lose(found.why);
      return false;
    }
    if (found.kind === 'there' && reachable) return true;
    await ears.close();
    forget();
    reachable = true;
    scanTools = { ...scanTools, trustedDevice: tools.keepsKernelTimes(folder.path) ? found.marker.device : null };
    say(found.kind === 'other' ? { state: 'scanning', rootMarker: found.marker } : { state: 'scanning' });
    scanBy(clock.elapsed());
    return false;
  };

  const pass = async (directories: readonly string[], everything: boolean, signal: AbortSignal): Promise<void> => {
    const begun = clock.elapsed();
    const result = await scanPass(scanTools, directories, everything, signal);
    await outbox.drained();
    if (signal.aborted) return;
    if (result.rootFailure !== undefined) return lose(result.rootFailure);
    const ended = clock.elapsed();
    left.note(result.departures, ended);
    hints.looked(ended - begun, ended);
    // What came into a new directory before it was watched has given no hint.
    if (!everything) for (const directory of result.fresh) hints.later(directory, ended + settings.settleFor);
    if (everything) {
      const { files, directories, changed, unreadable } = result;
      const milliseconds = ended - begun;
      const counts = { files, directories, changed, milliseconds, unreadable: [...unreadable] };
      summary = { folderId: folder.id, reachable: true, ...counts, unsettled: [] };
    }
  };

  const fullScan = async (signal: AbortSignal): Promise<void> => {
    scanDue = never;
    const passEnds = requests.passBegins();
    say({ state: 'scanning' });
    await pass([], true, signal);
    if (signal.aborted || !reachable) return;
    passEnds();
    const gently = Math.max(rescanWithoutHints, summary.milliseconds * scanShare);
    scanBy(clock.elapsed() + (ears.deaf() ? Math.min(settings.rescanEvery, gently) : settings.rescanEvery));
    say({ state: 'watching' });
    // Both at once would take three times as long; when it listens, another pass finds what came meanwhile.
    ears.open();
    if (requests.dueAt() === never) answer([], summary);
  };

  const secondLooks = async (): Promise<void> => {
    for (const [index, { directory, name }] of rest.due(clock.elapsed()).entries()) {
      if (index % looksBetweenBreaths === 0) await tools.breathe();
      const found = lookAgain(scanTools, directory, name);
      if (found === 'moving') continue;
      if (found === 'lost') {
        rest.forget(directory, name);
        hints.later(directory, clock.elapsed());
      } else await outbox.directory(folder.id, directory, [found], null);
    }
    await outbox.drained();
  };

  /** Asked again at the end of the wait: the root may have gone meanwhile, and a file may be back. */
  const sendDepartures = async (signal: AbortSignal): Promise<void> => {
    if (!(await lookAtRoot(signal))) return;
    const gone = left.take(clock.elapsed()).flatMap((departure) => stillGone(folder.path, departure));
    await outbox.departures(folder.id, gone);
    await outbox.drained();
  };

  const lookWhereHinted = async (signal: AbortSignal): Promise<void> => {
    const { directories, everything } = hints.take(clock.elapsed());
    if (everything) scanBy(clock.elapsed());
    else await pass(directories, false, signal);
  };

  return {
    id: folder.id,
    dueAt: () =>
      reachable ? Math.min(rootDue, scanDue, hints.dueAt(), rest.dueAt(), left.dueAt(), requests.dueAt()) : rootDue,
    scanBy,
    scan: (request, settleWithin) => {
      requests.add(request, clock.elapsed() + settleWithin);
      // The folder is asked for first: when it is not there, that is the answer.
      rootDue = clock.elapsed();
      scanBy(clock.elapsed());
    },
    step: async (signal) => {
      const due = (at: Milliseconds): boolean => reachable && !signal.aborted && at <= clock.elapsed();
      if (rootDue <= clock.elapsed()) await lookAtRoot(signal);
      if (due(scanDue)) await fullScan(signal);
      if (due(rest.dueAt())) await secondLooks();
      if (due(hints.dueAt())) await lookWhereHinted(signal);
      if (due(left.dueAt())) await sendDepartures(signal);
      const quiet = rest.waiting() === 0 && left.waiting() === 0;
      const answered = signal.aborted ? [] : requests.take(clock.elapsed(), quiet);
      if (answered.length > 0) answer(answered, summary);
    },
    close: ears.close,
  };
}

function nothingSeen(folderId: number): ScanSummary {
  const counts = { files: 0, directories: 0, changed: 0, milliseconds: 0 };
  return { folderId, reachable: true, ...counts, unreadable: [], unsettled: [] };
}
