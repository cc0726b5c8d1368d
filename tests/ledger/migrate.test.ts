/** @file A ledger of an earlier Cloudroll is told of before it is touched; what is new, or up to date, is not. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { joinLedger } from '../../electron/ledger/join-ledger.ts';
import { type LedgerUpgrade, takesLong } from '../../electron/ledger/migrate.ts';
import { ledgerName, ledgerUpgrade, openLedger } from '../../electron/ledger/open-ledger.ts';
import { migrations } from '../../electron/ledger/schema.ts';
import { large, ledgerOfBefore } from '../fixtures/ledger-of-before.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const step = { from: migrations.length - 1, to: migrations.length, bytes: expect.any(Number) };

test('a ledger of an earlier Cloudroll is told of while it is still as it was, and once', () => {
  const home = ledgerOfBefore(0);
  const told: { upgrade: LedgerUpgrade; version: unknown }[] = [];
  const tell = (upgrade: LedgerUpgrade): void => {
    const beside = new DatabaseSync(join(home, ledgerName), { readOnly: true });
    told.push({ upgrade, version: beside.prepare('PRAGMA user_version').get()?.['user_version'] });
    beside.close();
  };
  expect(ledgerUpgrade(home)).toEqual(step);
  openLedger(home, 1, tell).close();
  expect(told).toEqual([{ upgrade: step, version: migrations.length - 1 }]);
  openLedger(home, 1, tell).close();
  joinLedger(home, 1, tell).close();
  expect(told).toHaveLength(1);
  expect(ledgerUpgrade(home)).toBeNull();
});

test('who joins a ledger that nobody has is told as its owner is', () => {
  const told: LedgerUpgrade[] = [];
  joinLedger(ledgerOfBefore(0), 1, (upgrade) => void told.push(upgrade)).close();
  expect(told).toEqual([step]);
});

test('a new ledger has nothing to be brought up to date', () => {
  const home = temporaryFolder();
  const told: LedgerUpgrade[] = [];
  expect(ledgerUpgrade(home)).toBeNull();
  openLedger(home, 1, (upgrade) => void told.push(upgrade)).close();
  expect(told).toEqual([]);
});

test('of what is no ledger nothing is told: opening it says what it is', () => {
  const home = temporaryFolder();
  writeFileSync(join(home, ledgerName), 'these are not the bytes of a database, but of a letter'.repeat(100));
  expect(ledgerUpgrade(home)).toBeNull();
});

test('a large one takes long, a small one does not', () => {
  const worthAWord = (bytes: number): boolean => {
    const upgrade = ledgerUpgrade(ledgerOfBefore(bytes));
    return upgrade !== null && takesLong(upgrade);
  };
  expect([0, large].map(worthAWord)).toEqual([false, true]);
});
