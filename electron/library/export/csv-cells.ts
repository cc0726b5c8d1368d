/** @file Text in a cell of CSV: harmless in a spreadsheet, and the same again when it is read back; pure. */
import { z } from 'zod';

/**
 * [Note: Formulas in cells] A spreadsheet runs a cell that begins with one of these (owasp.org/www-community/attacks/CSV_Injection),
 * and a file's name is whatever a stranger called it. Such a cell gets an apostrophe in front, which spreadsheets take for
 * "text"; so does one that begins with apostrophes and then one of these, so that taking one away again is always right.
 */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/u;
const guarded = /^'+[=+\-@\t\r\n＝＋－＠]/u;

export function guardedCell(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

export function plainCell(cell: string): string {
  return guarded.test(cell) ? cell.slice(1) : cell;
}

/** "beach; Rome", as people write it; JSON where a tag would be torn apart, or taken for JSON. */
export function tagsCell(tags: readonly string[]): string {
  const isPlain =
    tags.every((tag) => !tag.includes(';') && tag.trim() === tag && tag !== '') && !tags[0]?.startsWith('[');
  return isPlain ? tags.join('; ') : JSON.stringify(tags);
}

/** Throws where a cell that begins as JSON is none. */
export function tagsFromCell(cell: string): string[] {
  if (cell.startsWith('[')) return z.array(z.string()).parse(JSON.parse(cell));
  return cell
    .split(';')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

export function favouriteFromCell(cell: string): boolean {
  return z
    .enum(['true', 'false', '1', '0', 'yes', 'no', ''])
    .transform((word) => ['true', '1', 'yes'].includes(word))
    .parse(cell.trim().toLowerCase());
}

export function fieldsFromCell(cell: string): Record<string, string> {
  return cell.trim() === '' ? {} : z.record(z.string(), z.string()).parse(JSON.parse(cell));
}
