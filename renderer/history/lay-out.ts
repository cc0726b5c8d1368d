/** @file Rows of images cut into days and lines of tiles, with the height of each; pure, for the virtual list. */
import type { HistorySort } from '../../shared/history.ts';
import { startOfDay } from '../words/format.ts';
import { type Row, recentOf } from './row.ts';

export type Line =
  /** `at` is null for images without a date. */
  | { readonly kind: 'day'; readonly at: number | null; readonly images: number; readonly height: number }
  /** `start` to `end`, exclusive, of the rows. */
  | { readonly kind: 'images'; readonly start: number; readonly end: number; readonly height: number };

export type Sheet = {
  /** Images side by side; 1 in a table. */
  readonly across: number;
  readonly lineHeight: number;
  readonly dayHeight: number;
};

/** The day an image belongs to under this order; undefined where days make no sense. */
export function dayOf(row: Row, sort: HistorySort): number | null | undefined {
  switch (sort) {
    case 'recent':
      return startOfDay(recentOf(row));
    case 'taken':
      return row.capturedAt === null ? null : startOfDay(takenAt(row.capturedAt));
    case 'name':
    case 'size':
      return undefined;
  }
}

/** Without making a date of each row: all of them are looked at whenever a page comes in. */
function sameDayAs(first: Row, sort: HistorySort): (row: Row) => boolean {
  switch (sort) {
    case 'recent': {
      const start = startOfDay(recentOf(first));
      const next = new Date(start);
      next.setDate(next.getDate() + 1);
      return (row) => recentOf(row) >= start && recentOf(row) < next.getTime();
    }
    case 'taken':
      return (row) => row.capturedAt?.slice(0, 10) === first.capturedAt?.slice(0, 10);
    case 'name':
    case 'size':
      return () => true;
  }
}

/** As the camera's own clock had it, wherever it was. */
export function takenAt(capturedAt: string): number {
  return new Date(capturedAt.replace(/(Z|[+-]\d\d:?\d\d)$/, '')).getTime();
}

export function layOut(rows: readonly Row[], sort: HistorySort, sheet: Sheet): readonly Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < rows.length; ) {
    const first = rows[start];
    const day = first === undefined ? undefined : dayOf(first, sort);
    const isSame = first === undefined ? () => false : sameDayAs(first, sort);
    let end = start;
    for (let row = rows[end]; row !== undefined && isSame(row); row = rows[end]) end += 1;
    if (day !== undefined) lines.push({ kind: 'day', at: day, images: end - start, height: sheet.dayHeight });
    for (let line = start; line < end; line += sheet.across) {
      lines.push({ kind: 'images', start: line, end: Math.min(line + sheet.across, end), height: sheet.lineHeight });
    }
    start = end;
  }
  return lines;
}

/** The line that an image is on; -1 when there is none. */
export function lineOf(lines: readonly Line[], index: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    // A day has the place of what follows it.
    let at = middle;
    let line = lines[at];
    while (line?.kind === 'day') {
      at += 1;
      line = lines[at];
    }
    if (line === undefined) high = middle - 1;
    else if (index < line.start) high = middle - 1;
    else if (index >= line.end) low = at + 1;
    else return at;
  }
  return -1;
}

/** Where the arrow leads from an image: up and down keep the column across days as well as they can. */
export function stepFrom(lines: readonly Line[], index: number, down: 1 | -1): number {
  const from = lines[lineOf(lines, index)];
  if (from?.kind !== 'images') return index;
  const column = index - from.start;
  for (let at = lineOf(lines, index) + down; at >= 0 && at < lines.length; at += down) {
    const line = lines[at];
    if (line?.kind === 'images') return Math.min(line.start + column, line.end - 1);
  }
  return index;
}
