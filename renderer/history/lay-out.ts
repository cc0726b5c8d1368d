/** @file Rows of images cut into days and lines, with the place of each by arithmetic; pure, for the virtual list. */
import type { HistorySort } from '../../shared/history.ts';
import { startOfDay } from '../words/format.ts';
import { type Row, recentOf } from './row.ts';
import { lastUpTo, type Rows } from './row-list.ts';

/** Images in a row that belong to one day. */
type Run = { readonly first: Row; readonly images: number };

/** A run at its place. Numbers are of the first row, the first part and the first pixel. */
type Section = {
  /** Null for images without a date; undefined where days make no sense, and there is no heading. */
  readonly at: number | null | undefined;
  readonly start: number;
  readonly images: number;
  readonly part: number;
};

/** What the virtual list counts: a heading, or a few lines of images, so that it counts less. */
export type Part =
  | { readonly kind: 'day'; readonly at: number | null; readonly images: number; readonly height: number }
  /** `start` to `end`, exclusive, of the rows. */
  | { readonly kind: 'images'; readonly start: number; readonly end: number; readonly height: number };

export type Sheet = {
  /** Images side by side; 1 in a table. */
  readonly across: number;
  readonly lineHeight: number;
  readonly dayHeight: number;
  /** Lines that are drawn together. */
  readonly linesInPart: number;
};

export type Layout = {
  readonly sheet: Sheet;
  readonly sections: readonly Section[];
  /** Where each section begins, in rows. */
  readonly starts: readonly number[];
  /** And in parts. */
  readonly parts: readonly number[];
  /** And in pixels. */
  readonly tops: readonly number[];
  /** How many parts there are. */
  readonly count: number;
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

/** Without making a date of each row. */
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

const kept = new WeakMap<Rows, { readonly sort: HistorySort; readonly runs: readonly Run[] }>();

/** Of one page; looked through once for each order. */
function runsOf(page: Rows, sort: HistorySort): readonly Run[] {
  const known = kept.get(page);
  if (known?.sort === sort) return known.runs;
  const runs: Run[] = [];
  for (let start = 0, first = page[0]; first !== undefined; first = page[start]) {
    const isSame = sameDayAs(first, sort);
    let end = start;
    for (let row = page[end]; row !== undefined && isSame(row); row = page[end]) end += 1;
    // A time that is none is no day's, not even its own.
    end = Math.max(end, start + 1);
    runs.push({ first, images: end - start });
    start = end;
  }
  kept.set(page, { sort, runs });
  return runs;
}

/** What a page adds is looked at once: after that only days are counted, of which even a hundred thousand images have few. */
export function layOut(pages: readonly Rows[], sort: HistorySort, sheet: Sheet): Layout {
  const sections: Section[] = [];
  const starts: number[] = [];
  const parts: number[] = [];
  const tops: number[] = [];
  let start = 0;
  let part = 0;
  let top = 0;
  const close = ({ first, images }: Run): void => {
    const at = dayOf(first, sort);
    sections.push({ at, start, images, part });
    starts.push(start);
    parts.push(part);
    tops.push(top);
    const lines = Math.ceil(images / sheet.across);
    const heading = at === undefined ? 0 : 1;
    start += images;
    part += heading + Math.ceil(lines / sheet.linesInPart);
    top += heading * sheet.dayHeight + lines * sheet.lineHeight;
  };
  let open: Run | undefined;
  for (const page of pages) {
    for (const run of runsOf(page, sort)) {
      if (open === undefined) open = run;
      else if (sameDayAs(open.first, sort)(run.first)) open = { first: open.first, images: open.images + run.images };
      else {
        close(open);
        open = run;
      }
    }
  }
  if (open !== undefined) close(open);
  return { sheet, sections, starts, parts, tops, count: part };
}

export function partAt({ sheet, sections, parts }: Layout, index: number): Part | undefined {
  const section = sections[lastUpTo(parts, index)];
  if (section === undefined) return undefined;
  const { at, start, images } = section;
  if (at !== undefined && index === section.part) return { kind: 'day', at, images, height: sheet.dayHeight };
  const nth = index - section.part - (at === undefined ? 0 : 1);
  const first = start + nth * sheet.linesInPart * sheet.across;
  const end = Math.min(first + sheet.linesInPart * sheet.across, start + images);
  if (nth < 0 || first >= end) return undefined;
  return { kind: 'images', start: first, end, height: Math.ceil((end - first) / sheet.across) * sheet.lineHeight };
}

/** Pixels from the first line's top to that of an image's line. */
export function topOf({ sheet, sections, starts, tops }: Layout, index: number): number {
  const nth = lastUpTo(starts, index);
  const section = sections[nth];
  if (section === undefined) return 0;
  const heading = section.at === undefined ? 0 : sheet.dayHeight;
  return (tops[nth] ?? 0) + heading + Math.floor((index - section.start) / sheet.across) * sheet.lineHeight;
}

/** Where the arrow leads from an image: up and down keep the column across days as well as they can. */
export function stepFrom({ sheet, sections, starts }: Layout, index: number, down: 1 | -1): number {
  const nth = lastUpTo(starts, index);
  const section = sections[nth];
  if (section === undefined) return index;
  const column = (index - section.start) % sheet.across;
  const line = index - column + down * sheet.across;
  if (line >= section.start && line < section.start + section.images) {
    return Math.min(line + column, section.start + section.images - 1);
  }
  const beside = sections[nth + down];
  if (beside === undefined) return index;
  const last = beside.images - 1;
  const first = down === 1 ? 0 : last - (last % sheet.across);
  return beside.start + Math.min(first + column, last);
}
