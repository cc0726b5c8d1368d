/** @file How a sync came out: every file of its folders is in the cloud, refused, or named with its reason. */
import { expect, test } from 'vitest';
import type { Ledger } from '../../electron/ledger/open-ledger.ts';
import { type FileList, runSummary } from '../../electron/library/run-summary.ts';
import { denied, ledgerWorld, offline, profile } from '../ledger/ledger-world.ts';

/** With every list read to its end, which has as many as it said. */
function summaryOf(ledger: Ledger, folderIds: readonly number[]) {
  const read = <Told>(files: FileList<Told>) => {
    const all = [...files];
    expect(all).toHaveLength(files.count);
    return all;
  };
  const { inCloud, refused, failed, warnings } = runSummary(ledger, folderIds);
  return { inCloud, refused: read(refused), failed: read(failed), warnings: read(warnings) };
}

test('each file is told once, with its reason', () => {
  const { ledger, settle, begin, store, folderId } = ledgerWorld();
  const { imageId } = store(1);
  for (const name of ['stored.png', 'same again.png']) ledger.files.hashed(settle(name), imageId);
  ledger.files.refused(settle('text.txt'), 'not-an-image');
  ledger.files.waiting(settle('sub/growing.png'), { ...offline, code: 'file-changed' }, 9);
  const held = begin(2);
  ledger.files.hashed(settle('held.png'), held.imageId);
  ledger.journeys.hold(held, 'hashed', 'failed', { ...offline, code: 'other-bytes-at-key' }, null, 1);
  settle('gone.png');
  ledger.files.gone(folderId, '', ['gone.png']);
  expect(summaryOf(ledger, [folderId])).toEqual({
    inCloud: 2,
    refused: [{ path: '/photos/text.txt', reason: 'not-an-image' }],
    failed: [
      { path: '/photos/held.png', code: 'other-bytes-at-key' },
      { path: '/photos/sub/growing.png', code: 'file-changed' },
    ],
    warnings: [],
  });
});

test('what only waits for a held profile bears its reason, and what was cut off says so', () => {
  const { ledger, settle, folderId } = ledgerWorld();
  settle('a.png');
  expect(summaryOf(ledger, [folderId]).failed).toEqual([{ path: '/photos/a.png', code: 'stopped' }]);
  ledger.holds.put(profile, denied, 9, 1);
  expect(summaryOf(ledger, [folderId]).failed).toEqual([{ path: '/photos/a.png', code: 'denied' }]);
});

test('an image without renditions is a warning, not a failure', () => {
  const { ledger, settle, store, folderId } = ledgerWorld();
  const key = store(1);
  ledger.files.hashed(settle('a.png'), key.imageId);
  ledger.journeys.warn(key, 'cannot-decode');
  expect(summaryOf(ledger, [folderId])).toMatchObject({
    inCloud: 1,
    failed: [],
    warnings: [{ path: '/photos/a.png', warning: 'cannot-decode' }],
  });
});

test('other folders are not told of, and no folder is nothing', () => {
  const { ledger, settle, add } = ledgerWorld();
  settle('a.png');
  expect(summaryOf(ledger, [add('/other')])).toEqual({ inCloud: 0, refused: [], failed: [], warnings: [] });
  expect(summaryOf(ledger, []).inCloud).toBe(0);
});
