/** @file The records of the ledger, and its log, as text in pieces: a million of them need no more memory than a page. */
import { type HistoryFilter, HistoryRequest } from '../../../shared/history.ts';
import type { ExportFormat } from '../../../shared/library-find.ts';
import type { LogEntry, LogFilter } from '../../../shared/library-log.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { historyPage } from '../history.ts';
import { wholeLog } from '../log/log-page.ts';
import { csvHeader, csvLines, csvOfRecords } from './csv-records.ts';
import { exportedRecord } from './exported-record.ts';

const page = 250;

/** Oldest first. What is stored while it is read can be in it or not. */
export async function* exportRecords(
  ledger: Pick<Ledger, 'database' | 'objects' | 'catalogue'>,
  { format, filter }: { readonly format: ExportFormat; readonly filter: HistoryFilter },
  userIdOf: (profile: string) => string,
): AsyncGenerator<string, void> {
  if (format === 'csv') yield csvHeader;
  let after: string | undefined;
  do {
    const request = HistoryRequest.parse({ ...filter, sort: 'recent', descending: false, limit: page, after });
    const { entries, next } = historyPage(ledger, request);
    const records = entries.map((entry) => {
      const said = ledger.catalogue.find(entry);
      return exportedRecord(entry, said ?? { description: '', fields: {} }, userIdOf(entry.profile));
    });
    if (records.length > 0) yield format === 'csv' ? csvOfRecords(records) : jsonLines(records);
    after = next ?? undefined;
  } while (after !== undefined);
}

const logColumns = ['at', 'device', 'kind', 'profile', 'image_id', 'subject', 'images', 'detail'];

/** Newest first. */
export async function* exportLog(
  ledger: Pick<Ledger, 'deeds'>,
  { format, filter }: { readonly format: ExportFormat; readonly filter: LogFilter },
): AsyncGenerator<string, void> {
  if (format === 'csv') yield csvLines([logColumns]);
  let rows: LogEntry[] = [];
  const text = (): string => (format === 'csv' ? csvLines(rows.map(logCells)) : jsonLines(rows));
  for (const entry of wholeLog(ledger, filter)) {
    rows.push(entry);
    if (rows.length < page) continue;
    yield text();
    rows = [];
  }
  if (rows.length > 0) yield text();
}

function logCells({ at, device, kind, profile, imageId, subject, images, detail }: LogEntry): string[] {
  return [new Date(at).toISOString(), device, kind, profile ?? '', imageId ?? '', subject, String(images), detail];
}

function jsonLines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}
