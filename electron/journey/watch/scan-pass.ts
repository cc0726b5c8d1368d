/** @file One pass over a folder or some of its directories: finds what differs from the ledger; departures are only noted. */
import type { Clock, Milliseconds } from '../../foundation/clock.ts';
import { sameContentLikely } from '../../foundation/file-identity.ts';
import type { Departure, FolderToWatch, Sighting, Unreadable } from './folder-watch.ts';
import type { IgnoreRules } from './ignore-rules.ts';
import type { KnownFiles } from './known-files.ts';
import { type DirectoryLook, type Inside, identityAt, lookAtDirectory, type NoLook } from './look-at-directory.ts';
import type { Outbox } from './outbox.ts';
import type { Settling } from './settle.ts';

export type ScanTools = {
  readonly folder: FolderToWatch;
  readonly rules: IgnoreRules;
  readonly inside: Inside;
  readonly known: KnownFiles;
  readonly settling: Settling;
  readonly outbox: Outbox;
  readonly clock: Clock;
  /** Lets messages and hints through. */
  readonly breathe: () => Promise<void>;
  /** The device whose change times are this kernel's own, or null. */
  readonly trustedDevice: number | null;
  /** Directories that were looked at before, and what they were then; kept from pass to pass. */
  readonly visited: Map<string, number>;
};

export type PassResult = {
  /** Why the folder itself could not be looked at. */
  readonly rootFailure: string | undefined;
  readonly files: number;
  readonly directories: number;
  readonly changed: number;
  readonly unreadable: readonly Unreadable[];
  readonly departures: readonly Departure[];
  /** Directories that were not there at the pass before. */
  readonly fresh: readonly string[];
};

/** At most so long between two breaths. */
const breatheEvery: Milliseconds = 10;
const mostUnreadable = 1000;

/** `everything`: all below the folder; else `starts` and whatever is new below them. */
export async function scanPass(
  tools: ScanTools,
  starts: readonly string[],
  everything: boolean,
  signal: AbortSignal,
): Promise<PassResult> {
  try {
    return await walk(tools, everything ? [''] : [...starts], everything, signal);
  } finally {
    tools.inside.leave();
  }
}

async function walk(tools: ScanTools, todo: string[], everything: boolean, signal: AbortSignal): Promise<PassResult> {
  const { folder, known, visited, clock } = tools;
  const prints = everything ? known.fingerprints(folder.id) : null;
  const lists = { closed: [], unreadable: [], departures: [], fresh: [] };
  const found: Found = { prints, seen: new Set(), ...lists, files: 0, changed: 0 };
  let breath = clock.elapsed();

  for (let directory = todo.pop(); directory !== undefined && !signal.aborted; directory = todo.pop()) {
    if (found.seen.has(directory)) continue;
    if (clock.elapsed() - breath > breatheEvery) {
      tools.inside.leave();
      await tools.breathe();
      breath = clock.elapsed();
    }
    const look = lookAtDirectory(below(folder.path, directory), directory, tools.rules, tools.inside);
    if (look.kind === 'seen') todo.push(...(await noteDirectory(tools, look, directory, found)));
    else if (directory === '') return result(found, look.code);
    else noteNoLook(look, directory, found);
  }
  if (everything && !signal.aborted) {
    for (const path of visited.keys()) if (!found.seen.has(path)) visited.delete(path);
    const lost = known.directoriesBelow(folder.id, '').filter((directory) => !found.seen.has(directory));
    noteVanished(tools, lost, found);
  }
  return result(found, undefined);
}

type Found = {
  /** All fingerprints of the folder in a pass over everything, else null. */
  readonly prints: ReadonlyMap<string, string> | null;
  readonly seen: Set<string>;
  /** Directories that exist and will not be read: what is below them is neither there nor gone. */
  readonly closed: string[];
  readonly unreadable: Unreadable[];
  readonly departures: Departure[];
  readonly fresh: string[];
  files: number;
  changed: number;
};

function result(
  { seen, files, changed, unreadable, departures, fresh }: Found,
  rootFailure: string | undefined,
): PassResult {
  return { rootFailure, files, directories: seen.size, changed, unreadable, departures, fresh };
}

/** Returns the directories to look at next. */
async function noteDirectory(
  tools: ScanTools,
  look: DirectoryLook,
  directory: string,
  found: Found,
): Promise<readonly string[]> {
  const { folder, known, visited, outbox } = tools;
  const print = found.prints === null ? known.fingerprint(folder.id, directory) : found.prints.get(directory);
  found.seen.add(directory);
  found.files += look.names.length;
  if (found.unreadable.length < mostUnreadable) found.unreadable.push(...look.unreadable);
  const { changed, gone, sightings, fingerprint } = compare(tools, look, directory, print === look.fingerprint);
  found.changed += changed;
  if (gone.length > 0) found.departures.push({ directory, names: gone, whole: false });
  if (sightings.length > 0 || fingerprint !== null) {
    tools.inside.leave();
    await outbox.directory(folder.id, directory, sightings, fingerprint);
  }

  const children = look.subdirectories.map(({ name }) => below(directory, name));
  const fresh = noteChildren(visited, look, children);
  found.fresh.push(...fresh);
  if (found.prints !== null) return children;
  const there = new Set(children);
  const lost = known.directoriesBelow(folder.id, directory).filter((path) => !there.has(childOf(directory, path)));
  noteVanished(tools, lost, found);
  return fresh;
}

/** A directory that is missing is left to `noteVanished`; one that will not be read says nothing of its files. */
function noteNoLook(look: NoLook, directory: string, found: Found): void {
  if (look.kind === 'missing') return;
  found.closed.push(directory);
  found.unreadable.push({ path: directory, code: look.code });
}

/** Remembers the subdirectories and returns those that were not there, or were others, before. */
function noteChildren(visited: Map<string, number>, look: DirectoryLook, children: readonly string[]): string[] {
  const fresh: string[] = [];
  for (const [index, child] of children.entries()) {
    const sameness = look.subdirectories[index]?.sameness ?? 0;
    if (visited.get(child) !== sameness) fresh.push(child);
    visited.set(child, sameness);
  }
  return fresh;
}

function noteVanished({ folder, known, rules }: ScanTools, directories: readonly string[], found: Found): void {
  for (const directory of directories) {
    if (found.closed.some((path) => isBelow(path, directory))) continue;
    const names = [...known.inDirectory(folder.id, directory).keys()];
    const ours = names.filter((name) => !rules.skipsPath(below(directory, name)));
    if (ours.length === 0) continue;
    found.changed += ours.length;
    found.departures.push({ directory, names: ours, whole: ours.length === names.length });
  }
}

type Difference = {
  readonly sightings: Sighting[];
  readonly gone: string[];
  readonly changed: number;
  readonly fingerprint: string | null;
};

/** `same`: the ledger has the look's fingerprint. */
function compare(tools: ScanTools, look: DirectoryLook, directory: string, same: boolean): Difference {
  const { folder, known, rules, clock, settling } = tools;
  const sightings: Sighting[] = [];
  if (same) return { sightings, gone: [], changed: 0, fingerprint: null };
  const rows = known.inDirectory(folder.id, directory);
  const [elapsed, now] = [clock.elapsed(), clock.now()];
  let unsettled = 0;
  for (const [index, name] of look.names.entries()) {
    const identity = identityAt(look, index);
    const row = rows.get(name);
    if (row !== undefined && sameContentLikely(row, identity)) {
      settling.forget(directory, name);
      continue;
    }
    const trusted = look.places[index * 3 + 2] === tools.trustedDevice;
    const settled = settling.look({ directory, name, identity, elapsed, now: trusted ? now : null });
    if (settled) sightings.push({ directory, name, identity, blocks: look.places[index * 3 + 1] ?? 0 });
    else unsettled += 1;
  }
  const gone = goneFrom(rows.keys(), look, directory, rules);
  // With a departure the directory is known whole only once that is written down, which is later.
  const fingerprint = unsettled === 0 && gone.length === 0 ? look.fingerprint : null;
  return { sightings, gone, changed: sightings.length + unsettled + gone.length, fingerprint };
}

/** Known names that are not there. What the rules pass over or the disk will not say is not gone. */
function goneFrom(known: Iterable<string>, look: DirectoryLook, directory: string, rules: IgnoreRules): string[] {
  const there = new Set(look.names);
  const unsure = new Set(look.unreadable.map(({ path }) => path));
  const gone: string[] = [];
  for (const name of known) {
    const path = below(directory, name);
    if (!there.has(name) && !unsure.has(path) && !rules.skipsPath(path)) gone.push(name);
  }
  return gone;
}

export function below(directory: string, name: string): string {
  if (directory === '') return name;
  if (name === '') return directory;
  return directory.endsWith('/') ? directory + name : `${directory}/${name}`;
}

function isBelow(above: string, path: string): boolean {
  return path === above || path.startsWith(`${above}/`);
}

/** The directory right below `directory` on the way to `path`. */
function childOf(directory: string, path: string): string {
  const from = directory === '' ? 0 : directory.length + 1;
  const end = path.indexOf('/', from);
  return end === -1 ? path : path.slice(0, end);
}
