/** @file Descriptions out of an exported file, back into the library: what differs is changed, with one undo; main process. */
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { DescriptionChange } from '../../../shared/description.ts';
import type { ImageId } from '../../../shared/image.ts';
import type { ExportFormat, ImportReport } from '../../../shared/library-find.ts';
import type { ImageKey } from '../../../shared/queue.ts';
import type { Ledger } from '../../ledger/open-ledger.ts';
import { text } from '../../ledger/rows.ts';
import { type DescribeParts, describeEach } from '../describe/describe-images.ts';
import { assignmentsOf } from '../describe/last-word.ts';
import { type CsvRow, csvRows } from './csv-records.ts';
import { ImportedRecord } from './exported-record.ts';

/** Lines that make no sense and are told of one by one. */
const mostExamples = 20;

/**
 * A line that makes no sense is passed over and told; a later line about the same image counts. With `tryOnly` nothing
 * is changed. On the disk when it resolves.
 */
export async function importRecords(
  parts: DescribeParts,
  pieces: AsyncIterable<string | Buffer>,
  { format, tryOnly }: { readonly format: ExportFormat; readonly tryOnly: boolean },
): Promise<ImportReport> {
  const { ledger } = parts;
  const report = { read: 0, changed: 0, unchanged: 0, unknown: 0, unreadable: 0, undo: null as string | null };
  const examples: ImportReport['examples'] = [];
  const changes = new Map<string, { readonly key: ImageKey; readonly change: DescriptionChange }>();
  const pass = (line: number, why: string): void => {
    report.unreadable += 1;
    if (examples.length < mostExamples) examples.push({ line, why });
  };
  for await (const row of rowsOf(pieces, format, pass)) {
    report.read += 1;
    const parsed = readRow(row);
    if (typeof parsed === 'string') {
      pass(row.line, parsed);
      continue;
    }
    const keys = placesOf(ledger, parsed);
    if (keys.length === 0) report.unknown += 1;
    for (const key of keys) {
      const change = changeOf(ledger, key, parsed);
      const name = `${key.profile} ${key.imageId}`;
      if (change === null) {
        report.unchanged += 1;
        changes.delete(name);
      } else changes.set(name, { key, change });
    }
  }
  report.changed = changes.size;
  if (!tryOnly) report.undo = (await describeEach(parts, [...changes.values()])).undo;
  return { ...report, examples };
}

async function* rowsOf(
  pieces: AsyncIterable<string | Buffer>,
  format: ExportFormat,
  pass: (line: number, why: string) => void,
): AsyncGenerator<CsvRow, void> {
  let line = 0;
  try {
    if (format === 'csv') {
      for await (const row of csvRows(pieces)) {
        line = row.line;
        yield row;
      }
      return;
    }
    for await (const json of createInterface({ input: Readable.from(pieces), crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1;
      if (json.trim() !== '') yield { line, read: () => JSON.parse(json) };
    }
  } catch (error) {
    // What the parser cannot go on with ends the file there; a fault of ours is no parser's.
    if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('CSV_')) throw error;
    pass(line + 1, 'not CSV from here on');
  }
}

/** The record, or why it is none. */
function readRow(row: CsvRow): ImportedRecord | string {
  let cells: unknown;
  try {
    cells = row.read();
  } catch {
    // Whatever a parser says of a stranger's text, it comes to this.
    return 'unreadable';
  }
  const parsed = ImportedRecord.safeParse(cells);
  return parsed.success ? parsed.data : String(parsed.error.issues[0]?.path.join('.') ?? 'unreadable');
}

/** In the profile that it names, where that has the image; else in every one that has it: other computers have other names. */
function placesOf({ database }: Ledger, { image_id: imageId, profile }: ImportedRecord): ImageKey[] {
  const profiles = database
    .prepare('SELECT profile FROM journeys WHERE image_id = ?')
    .all(imageId)
    .map((row) => text(row, 'profile'));
  const meant = profile !== undefined && profiles.includes(profile) ? [profile] : profiles;
  return meant.map((name): { profile: string; imageId: ImageId } => ({ profile: name, imageId }));
}

/** Null where nothing differs. */
function changeOf({ catalogue }: Ledger, key: ImageKey, record: ImportedRecord): DescriptionChange | null {
  const now = catalogue.find(key);
  if (now === null) return null;
  const { title, description, tags, favourite, fields } = record;
  const gone = Object.keys(now.fields).filter((name) => fields !== undefined && !Object.hasOwn(fields, name));
  const change: DescriptionChange = {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(favourite === undefined ? {} : { favourite }),
    ...(tags === undefined ? {} : { addTags: tags, removeTags: now.tags.filter((tag) => !tags.includes(tag)) }),
    ...(fields === undefined ? {} : { fields: { ...fields, ...Object.fromEntries(gone.map((name) => [name, null])) } }),
  };
  return Object.keys(assignmentsOf(change, now)).length === 0 ? null : change;
}
