/** @file What comes off the disk is looked at before it is believed. */
import { expect, test } from 'vitest';
import { failureOrNull, number, numberOrNull, text, textOrNull } from '../../electron/ledger/rows.ts';
import { offline } from './ledger-world.ts';

test('each reader takes its own kind', () => {
  const row = { t: 'x', n: 1.5, none: null, f: JSON.stringify(offline) };
  expect([text(row, 't'), number(row, 'n'), textOrNull(row, 'none'), numberOrNull(row, 'none')]).toEqual([
    'x',
    1.5,
    null,
    null,
  ]);
  expect([textOrNull(row, 't'), numberOrNull(row, 'n')]).toEqual(['x', 1.5]);
  expect([failureOrNull(row, 'f'), failureOrNull(row, 'none')]).toEqual([offline, null]);
});

test('another kind, a missing column and another shape are bugs that rise', () => {
  const row = { t: 'x', n: 1, f: '{"code":"none of ours"}' };
  expect(() => text(row, 'n')).toThrow(/n is not text/);
  expect(() => number(row, 't')).toThrow(/t is not a number/);
  expect(() => textOrNull(row, 'absent')).toThrow(/absent/);
  expect(() => failureOrNull(row, 'f')).toThrow();
});
