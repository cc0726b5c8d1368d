/** @file The activity log page by page, whole for a file, and kept within bounds; reads and prunes the ledger. */
import type { LogEntry, LogFilter, LogPage, LogRequest } from '../../../shared/library-log.ts';
import { Failed } from '../../foundation/failed.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';

/** Newest first. Throws Failed `bad-settings` for a cursor that is none of ours. */
export function logPage({ deeds }: Pick<Ledger, 'deeds'>, { limit, after, ...filter }: LogRequest): LogPage {
  const entries = deeds.page(filter, after === undefined ? null : idFrom(after), limit + 1);
  const shown = entries.slice(0, limit);
  const last = shown.at(-1);
  const next = entries.length > limit && last !== undefined ? Buffer.from(String(last.id)).toString('base64url') : null;
  return { entries: shown, next };
}

/** All that the filter lets through, newest first, little by little. */
export function* wholeLog({ deeds }: Pick<Ledger, 'deeds'>, filter: LogFilter): Generator<LogEntry, void> {
  let before: number | null = null;
  for (;;) {
    const entries: LogEntry[] = deeds.page(filter, before, page);
    yield* entries;
    const last = entries.at(-1);
    if (last === undefined || entries.length < page) return;
    before = last.id;
  }
}

const page = 500;
const day = 24 * 60 * 60_000;

/** Who asks for more has exported it: at a thousand images a day it is more than half a year. */
const mostDeeds = 200_000;
const longestKept = 400 * day;

/** Undo is for what was done in the last weeks. */
const editsKept = 60 * day;

/** Forgets what is too old or too much; cheap when there is nothing to forget. Returns how many rows went. */
export function pruneLog(
  { commit, deeds, edits }: Pick<Ledger, 'commit' | 'deeds' | 'edits'>,
  now: number,
): Promise<number> {
  return commit(() => deeds.prune(now - longestKept, mostDeeds) + edits.prune(now - editsKept));
}

function idFrom(cursor: string): number {
  const id = Number(Buffer.from(cursor, 'base64url').toString());
  if (Number.isSafeInteger(id) && id > 0) return id;
  throw new Failed({ code: 'bad-settings', retry: 'never', scope: 'image', subject: 'cursor' });
}
