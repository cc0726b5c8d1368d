/** @file Findings: the same one keeps its first day, and goes when a later verification no longer sees it. */
import { expect, test } from 'vitest';
import { image, ledgerWorld, profile } from './ledger-world.ts';

const finding = { profile, kind: 'object-missing', subject: 'k', imageId: image(1) } as const;

test('the same again is one, since the first time', () => {
  const { findings } = ledgerWorld().ledger;
  findings.put(finding, 1);
  findings.put(finding, 5);
  findings.put({ ...finding, kind: 'abandoned-parts', imageId: null }, 3);
  expect(findings.all(10)).toEqual([
    { ...finding, since: 1 },
    { ...finding, kind: 'abandoned-parts', imageId: null, since: 3 },
  ]);
  expect(findings.all(1)).toHaveLength(1);
});

test('what was not seen since goes, of that profile only', () => {
  const { findings } = ledgerWorld().ledger;
  findings.put(finding, 1);
  findings.put({ ...finding, subject: 'seen' }, 1);
  findings.put({ ...finding, profile: 'another' }, 1);
  findings.put({ ...finding, subject: 'seen' }, 5);
  findings.dropUnseen(profile, 5);
  expect(findings.all(10).map(({ profile: of, subject }) => `${of} ${subject}`)).toEqual(['another k', 'p seen']);
});
