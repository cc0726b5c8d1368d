/** @file `cloudroll ls` and `cloudroll find`: what the library has, and whether it has a given file; terminal. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type HistoryEntry, type HistoryFilter, HistoryRequest, type HistorySort } from '../../shared/history.ts';
import type { FoundFile } from '../../shared/library-find.ts';
import { absolutePath } from '../foundation/paths.ts';
import { readImage } from '../journey/hash/read-image.ts';
import { findInCloud } from '../library/find-file.ts';
import { historyPage } from '../library/history.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { type FilterOptions, filterOf } from './filter-options.ts';
import { bytes } from './measures.ts';
import { withRecords } from './records-session.ts';
import type { Surroundings } from './session.ts';
import { failureWords } from './words.ts';

export type ListOptions = FilterOptions & {
  readonly json: boolean;
  readonly limit: number;
  readonly sort: HistorySort;
};

/** Asked page by page, so that any length is cheap. */
const page = 500;

export function listCommand(surroundings: Surroundings, options: ListOptions, text = ''): Promise<ExitCode> {
  const { print } = surroundings;
  return withRecords(surroundings, async ({ ledger }) => {
    const filter: HistoryFilter = { ...filterOf(options, text), states: ['stored'] };
    let after: string | undefined;
    let shown = 0;
    while (shown < options.limit) {
      const limit = Math.min(page, options.limit - shown);
      const descending = options.sort !== 'name';
      const answer = historyPage(
        ledger,
        HistoryRequest.parse({ ...filter, sort: options.sort, descending, limit, after }),
      );
      for (const entry of answer.entries) print(options.json ? JSON.stringify(entry) : line(entry));
      shown += answer.entries.length;
      if (answer.next === null) break;
      after = answer.next;
    }
    if (shown === 0 && !options.json)
      print(text === '' ? 'Nothing like that is stored.' : `Nothing is stored under: ${text}`);
    return exitCode.done;
  });
}

/** A file that is there is looked for by its content; anything else is words to look for. */
export async function findCommand(
  surroundings: Surroundings,
  words: readonly string[],
  options: ListOptions,
): Promise<ExitCode> {
  const { print, workingFolder, interrupted } = surroundings;
  const paths = words.map((word) => absolutePath(resolve(workingFolder, word)));
  const areFiles = paths.every((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
  if (!areFiles) return listCommand(surroundings, options, words.join(' '));
  return withRecords(surroundings, async ({ ledger, device }) => {
    let isMissing = false;
    for (const path of paths) {
      const found = await findInCloud({ ledger, device, read: readImage }, path, interrupted);
      isMissing ||= !found.places.some(({ state }) => state === 'stored');
      if (options.json) print(JSON.stringify(found));
      else for (const one of foundLines(found)) print(one);
    }
    return isMissing ? exitCode.someFailed : exitCode.done;
  });
}

function line(entry: HistoryEntry): string {
  const about = [
    entry.title,
    entry.favourite ? '★' : '',
    entry.tags.map((tag) => `#${tag}`).join(' '),
    bytes(entry.size),
    entry.capturedAt === null ? '' : `taken ${entry.capturedAt.slice(0, 10)}`,
    entry.device ?? '',
  ].filter((text) => text !== '');
  return `${entry.imageId.slice(0, 12)}  ${entry.fileName}  ${about.join(' · ')}`;
}

function foundLines({ name, imageId, failure, places }: FoundFile): string[] {
  if (failure !== null) return [failureWords(failure)];
  if (places.length === 0) return [`${name} is not in your cloud (${imageId?.slice(0, 12)}).`];
  return places.map((place) => {
    if (place.deleted) return `${name} was deleted from ${place.profile} on purpose.`;
    if (place.state !== 'stored') return `${name} is on its way to ${place.profile}: ${place.state}.`;
    const when = new Date(place.storedAt ?? 0).toISOString().slice(0, 19).replace('T', ' ');
    const by = place.device === null ? '' : ` by ${place.device}`;
    const other = place.fileName === name ? '' : ` as ${place.fileName}`;
    return `${name} is in ${place.profile}${other}, stored ${when}${by}: ${place.bucket ?? ''}/${place.key ?? ''}`;
  });
}
