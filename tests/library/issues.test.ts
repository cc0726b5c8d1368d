/** @file Issues: one for a whole profile, one for an image, with the file it is about and when it goes on. */
import { expect, test } from 'vitest';
import { issues } from '../../electron/library/issues.ts';
import { IssueEntry } from '../../shared/issue.ts';
import { denied, ledgerWorld, offline, profile } from '../ledger/ledger-world.ts';

test('nothing wrong is no issue', () => {
  const { ledger, store, begin } = ledgerWorld();
  store(1);
  begin(2);
  expect(issues(ledger, 10, null)).toEqual([]);
});

test('each kind is there, those of whole profiles first, and each can be shown', () => {
  const { ledger, settle, begin } = ledgerWorld();
  ledger.files.refused(settle('a.txt'), 'not-an-image');
  const waiting = settle('sub/b.png');
  ledger.files.waiting(waiting, offline, 9);
  const key = begin(1);
  ledger.files.hashed(settle('c.png'), key.imageId);
  ledger.journeys.hold(key, 'hashed', 'waiting', offline, 7, 1);
  ledger.holds.put(profile, denied, 5, 1);
  ledger.findings.put({ profile, kind: 'object-differs', subject: 'k', imageId: key.imageId }, 3);
  const found = issues(ledger, 10, null);
  expect(found).toEqual([
    { kind: 'profile', profile, failure: denied, since: 1, nextTry: 5 },
    { kind: 'image', ...key, path: '/photos/c.png', state: 'waiting', failure: offline, nextTry: 7 },
    { kind: 'finding', profile, finding: 'object-differs', subject: 'k', imageId: key.imageId, since: 3 },
    { kind: 'file', file: waiting, path: '/photos/sub/b.png', failure: offline, nextTry: 9 },
    { kind: 'refused', path: '/photos/a.txt', reason: 'not-an-image' },
  ]);
  for (const issue of found) expect(IssueEntry.parse(issue)).toEqual(issue);
});

test('an image whose file is gone is named by the name it had', () => {
  const { ledger, begin } = ledgerWorld();
  ledger.journeys.hold(begin(1, 1, 'was.png'), 'hashed', 'failed', { ...offline, code: 'file-missing' }, null, 1);
  expect(issues(ledger, 10, null)).toMatchObject([{ path: 'was.png', state: 'failed', nextTry: null }]);
});

test('of ten thousand there are no more than were asked for, of each kind', () => {
  const { ledger, settle, begin } = ledgerWorld();
  for (let number = 0; number < 5; number += 1) {
    ledger.files.refused(settle(`${number}.txt`), 'empty');
    ledger.journeys.hold(begin(number), 'hashed', 'blocked', offline, null, 1);
  }
  expect(issues(ledger, 2, null).map(({ kind }) => kind)).toEqual(['image', 'image', 'refused', 'refused']);
});

test('a ledger that cannot be written stops everything, and comes before everything', () => {
  const { ledger } = ledgerWorld();
  ledger.holds.put(profile, denied, 5, 1);
  const full = { ...offline, code: 'disk-full' } as const;
  const found = issues(ledger, 10, full);
  expect(found.map(({ kind }) => kind)).toEqual(['computer', 'profile']);
  expect(IssueEntry.parse(found[0])).toEqual({ kind: 'computer', failure: full });
});
