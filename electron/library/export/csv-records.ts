/** @file Records and log entries as CSV (RFC 4180) and back, little by little; safe in a spreadsheet. */
import { Readable } from 'node:stream';
import { type Info, parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import { favouriteFromCell, fieldsFromCell, guardedCell, plainCell, tagsCell, tagsFromCell } from './csv-cells.ts';
import type { ExportedRecord } from './exported-record.ts';

const columns = [
  'profile',
  'user_id',
  'image_id',
  'state',
  'file_name',
  'directory',
  'content_type',
  'size_bytes',
  'original_size',
  'captured_at',
  'camera',
  'upload_time',
  'device',
  'title',
  'description',
  'tags',
  'favourite',
  'fields',
  'source_bucket',
  'original_key',
  'destination_bucket',
  'renditions',
] as const satisfies readonly (keyof ExportedRecord)[];

export const csvHeader = csvLines([columns]);

export function csvOfRecords(records: readonly ExportedRecord[]): string {
  return csvLines(
    records.map((record) =>
      columns.map((column) => {
        const value = record[column];
        if (column === 'tags') return tagsCell(record.tags);
        return typeof value === 'object' ? JSON.stringify(value) : String(value);
      }),
    ),
  );
}

/** Each cell guarded against being taken for a formula. */
export function csvLines(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => row.map(guardedCell)),
    // Of what it leaves bare: other line ends, and what csvRows takes for the end of a cell.
    { record_delimiter: 'windows', quoted_match: /[\r\n;\t]/ },
  );
}

export type CsvRow = { readonly line: number; readonly read: () => Record<string, unknown> };

/**
 * The rows under the header, whose names say what is what in any order; with or without a byte order mark, with commas, semicolons or
 * tabs. `read` throws for cells that make no sense. Throws for what is no CSV at all.
 */
export async function* csvRows(pieces: AsyncIterable<string | Buffer>): AsyncGenerator<CsvRow, void> {
  const parser = Readable.from(pieces).pipe(
    parse({
      bom: true,
      columns: (header: string[]) => header.map((name) => plainCell(name).trim().toLowerCase()),
      delimiter: [',', ';', '\t'],
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }),
  );
  for await (const one of parser) {
    // The shape that `info: true` with named columns gives.
    const { record, info } = one as { record: Record<string, string>; info: Info };
    yield { line: info.lines, read: () => cellsOf(record) };
  }
}

function cellsOf(record: Record<string, string>): Record<string, unknown> {
  const cells = Object.fromEntries(Object.entries(record).map(([name, cell]) => [name, plainCell(cell)]));
  const { profile, image_id, title, description, tags, favourite, fields } = cells;
  return {
    image_id,
    profile,
    title,
    description,
    ...(tags === undefined ? {} : { tags: tagsFromCell(tags) }),
    ...(favourite === undefined ? {} : { favourite: favouriteFromCell(favourite) }),
    ...(fields === undefined ? {} : { fields: fieldsFromCell(fields) }),
  };
}
