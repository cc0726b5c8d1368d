/** @file `cloudroll export`, `import` and `log`: records and what was done with them, as text for other programs; terminal. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ExportFormat } from '../../shared/library-find.ts';
import { DeedKind, type LogEntry } from '../../shared/library-log.ts';
import { homeFailure } from '../cloud/home.ts';
import { fileFailure } from '../foundation/file-failure.ts';
import { exportRecords } from '../library/export/export-records.ts';
import { importRecords } from '../library/export/import-records.ts';
import { health } from '../library/log/health.ts';
import { logPage } from '../library/log/log-page.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { type FilterOptions, filterOf } from './filter-options.ts';
import { plural } from './measures.ts';
import { sendNow, withRecords } from './records-session.ts';
import type { Surroundings } from './session.ts';

export type ExportOptions = FilterOptions & {
  readonly format: ExportFormat;
  readonly out?: string | undefined;
  readonly text: string;
};

/** To standard output, or to a file that there is not yet. */
export function exportCommand(surroundings: Surroundings, options: ExportOptions): Promise<ExitCode> {
  const { print, workingFolder } = surroundings;
  const { format, out, text } = options;
  return withRecords(surroundings, async ({ ledger, home }) => {
    const userIdOf = (name: string): string => home.profiles.find((one) => one.name === name)?.userId ?? '';
    const pieces = exportRecords(ledger, { format, filter: filterOf(options, text) }, userIdOf);
    if (out === undefined) {
      for await (const piece of pieces) print(piece.replace(/\r?\n$/, ''));
      return exitCode.done;
    }
    const path = resolve(workingFolder, out);
    try {
      const file = await open(path, 'wx');
      try {
        for await (const piece of pieces) await file.write(piece);
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (error) {
      throw homeFailure(error, path);
    }
    return exitCode.done;
  });
}

export type ImportOptions = {
  readonly format?: ExportFormat | undefined;
  readonly try: boolean;
  readonly json: boolean;
};

export function importCommand(surroundings: Surroundings, file: string, options: ImportOptions): Promise<ExitCode> {
  const { print, complain, workingFolder } = surroundings;
  return withRecords(surroundings, async (session) => {
    const path = resolve(workingFolder, file);
    const format = options.format ?? (/\.(csv|tsv)$/i.test(path) ? 'csv' : 'jsonl');
    const report = await importRecords(session.describing, piecesOf(path), { format, tryOnly: options.try });
    if (report.undo !== null) await sendNow(surroundings, session);
    if (options.json) print(JSON.stringify(report));
    else {
      print(
        `${plural(report.read, 'record')} read: ${report.changed} ${options.try ? 'would change' : 'changed'}, ${report.unchanged} as they were, ${report.unknown} of images that are not here, ${report.unreadable} unreadable`,
      );
      for (const { line, why } of report.examples) complain(`  line ${line}: ${why}`);
      if (report.undo !== null) print(`Undo: cloudroll undo ${report.undo}`);
    }
    return report.unreadable === 0 ? exitCode.done : exitCode.someFailed;
  });
}

async function* piecesOf(path: string): AsyncGenerator<Buffer, void> {
  try {
    for await (const piece of createReadStream(path)) yield piece;
  } catch (error) {
    throw fileFailure(error, path);
  }
}

export type LogOptions = {
  readonly json: boolean;
  readonly limit: number;
  readonly text?: string | undefined;
  readonly kind: readonly string[];
  readonly device?: string | undefined;
  readonly health: boolean;
};

export function logCommand(surroundings: Surroundings, options: LogOptions): Promise<ExitCode> {
  const { print, complain, clock } = surroundings;
  const kinds = DeedKind.array().safeParse(options.kind);
  if (!kinds.success) {
    complain(`--kind is one of: ${DeedKind.options.join(', ')}`);
    return Promise.resolve(exitCode.wrongUse);
  }
  return withRecords(surroundings, async ({ ledger }) => {
    if (options.health) {
      print(JSON.stringify(health(ledger, clock.now())));
      return exitCode.done;
    }
    const filter = {
      ...(options.text === undefined ? {} : { text: options.text }),
      ...(kinds.data.length === 0 ? {} : { kinds: kinds.data }),
      ...(options.device === undefined ? {} : { device: options.device }),
    };
    let after: string | undefined;
    for (let left = options.limit; left > 0; ) {
      const page = logPage(ledger, { ...filter, limit: Math.min(500, left), after });
      for (const entry of page.entries) print(options.json ? JSON.stringify(entry) : logLine(entry));
      left -= page.entries.length;
      if (page.next === null) break;
      after = page.next;
    }
    return exitCode.done;
  });
}

function logLine({ at, device, kind, subject, images, detail }: LogEntry): string {
  const when = new Date(at).toISOString().slice(0, 19).replace('T', ' ');
  const many = images === 1 ? '' : `  ${plural(images, 'image')}`;
  return `${when}  ${device}  ${kind}  ${subject}${many}${detail === '' ? '' : `  ${detail}`}`;
}
