/** @file Reads rows of SQLite into our types: what comes off a disk is unknown until looked at; main process. */
import type { SQLOutputValue } from 'node:sqlite';
import { Failure } from '../../shared/failure.ts';

export type Row = Record<string, SQLOutputValue>;

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`${column} is not text`);
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

export function number(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new TypeError(`${column} is not a number`);
  return value;
}

export function numberOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : number(row, column);
}

export function failureOrNull(row: Row, column: string): Failure | null {
  const value = textOrNull(row, column);
  return value === null ? null : Failure.parse(JSON.parse(value));
}
