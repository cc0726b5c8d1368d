/** @file Brings a ledger to the version that this Cloudroll writes, and tells beforehand when there is something to bring; main process. */
import type { DatabaseSync } from 'node:sqlite';
import { Failed } from '../foundation/failed.ts';
import { number } from './rows.ts';
import { migrations } from './schema.ts';

/** What is to be done to a ledger of an earlier Cloudroll. */
export type LedgerUpgrade = {
  /** Numbers of entries in schema.ts. */
  readonly from: number;
  readonly to: number;
  /** Of the ledger as it is now. */
  readonly bytes: number;
};

/** Called at most once, before the first change: nothing else happens in this process until the last is made. */
export type OnUpgrade = (upgrade: LedgerUpgrade) => void;

/** Bytes. What is smaller is brought up to date before one has read that it is being done. */
const noticed = 64 * 1024 * 1024;

/** Whether a person would wonder what takes so long. */
export function takesLong({ bytes }: LedgerUpgrade): boolean {
  return bytes >= noticed;
}

/** True for a ledger that had nothing in it. Throws Failed `ledger-damaged` for one of a newer Cloudroll. */
export function migrate(database: DatabaseSync, onUpgrade: OnUpgrade | undefined): boolean {
  const from = versionOf(database);
  if (from > migrations.length) {
    throw new Failed({
      code: 'ledger-damaged',
      retry: 'after-user-acts',
      scope: 'profile',
      subject: 'the ledger',
      detail: `version ${from} is newer than this Cloudroll knows`,
    });
  }
  const upgrade = upgradeOf(database);
  if (upgrade !== null) onUpgrade?.(upgrade);
  const become = (version: number, sql: string): void =>
    database.exec(`BEGIN IMMEDIATE; ${sql} PRAGMA user_version = ${version}; COMMIT`);
  // One fsync for a new ledger; one for each step of an old one, whose rows may be a million.
  if (from === 0) become(migrations.length, migrations.join(''));
  else for (const [index, sql] of migrations.entries()) if (index >= from) become(index + 1, sql);
  return from === 0;
}

/** Null where nothing is to be done. */
export function upgradeOf(database: DatabaseSync): LedgerUpgrade | null {
  const [from, to] = [versionOf(database), migrations.length];
  if (from === 0 || from >= to) return null;
  // Not the file's length: after a kill the most of it may be in the log beside it.
  const bytes = pragma(database, 'page_count') * pragma(database, 'page_size');
  return { from, to, bytes };
}

function versionOf(database: DatabaseSync): number {
  return pragma(database, 'user_version');
}

function pragma(database: DatabaseSync, name: 'user_version' | 'page_count' | 'page_size'): number {
  return number(database.prepare(`PRAGMA ${name}`).get() ?? {}, name);
}
