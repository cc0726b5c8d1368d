/** @file How things stand: every file and image in exactly one of the counts that are shown. */
import { expect, test } from 'vitest';
import { noteProgress, noteRebuild } from '../../electron/library/rebuild-ledger.ts';
import { status } from '../../electron/library/status.ts';
import { Status } from '../../shared/activity.ts';
import { denied, ledgerWorld, offline, profile } from '../ledger/ledger-world.ts';

test('each state is counted where a person would look for it', () => {
  const { ledger, settle, begin, store, folderId } = ledgerWorld();
  settle('a.png', 1, 100);
  ledger.files.refused(settle('b.png'), 'empty');
  store(1);
  begin(2);
  ledger.journeys.move(begin(3), 'hashed', 'uploading', 1);
  ledger.journeys.hold(begin(4), 'hashed', 'waiting', offline, 5, 1);
  ledger.journeys.hold(begin(5), 'hashed', 'blocked', denied, null, 1);
  ledger.journeys.hold(begin(6), 'hashed', 'failed', offline, null, 1);
  ledger.holds.put(profile, denied, 9, 2);
  const now = status(ledger, null);
  expect(now).toMatchObject({
    queued: { files: 1, bytes: 100 },
    images: { stored: 1, moving: 2, waiting: 1, blocked: 1, failed: 1 },
    refused: 1,
    paused: null,
    held: [{ profile, failure: denied, since: 2, nextTry: 9 }],
    folders: [{ id: folderId, path: '/photos', profile, watched: true, scannedAt: null }],
  });
  expect(Status.parse(now)).toEqual(now);
});

test('a profile whose cloud is being taken in is named, with how far that has come', () => {
  const { ledger } = ledgerWorld();
  noteProgress(ledger, profile, 5);
  expect(status(ledger, null).filling).toEqual([]);
  noteRebuild(ledger, profile);
  expect(status(ledger, null).filling).toEqual([{ profile, images: 0 }]);
  noteProgress(ledger, profile, 1234);
  expect(status(ledger, null).filling).toEqual([{ profile, images: 1234 }]);
});
