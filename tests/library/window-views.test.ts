/** @file What a window shows of the ledger: an image in full, the folders with their counts, and what is going on now. */
import { expect, test } from 'vitest';
import { leftNow, underWayNow, waitingNow } from '../../electron/library/activity-now.ts';
import { foldersInFull } from '../../electron/library/folder-counts.ts';
import { imageInFull } from '../../electron/library/image-in-full.ts';
import { mostShown } from '../../shared/activity.ts';
import { FolderDetails } from '../../shared/folder.ts';
import { ImageInFull } from '../../shared/history.ts';
import { Profile } from '../../shared/profile.ts';
import { denied, image, ledgerWorld, object, offline, profile } from '../ledger/ledger-world.ts';

const ours = Profile.parse({
  name: profile,
  region: 'r',
  bucket: 'bucket',
  table: 'images',
  userId: 'me',
  credentials: { kind: 'aws-chain' },
});

test('an image in full tells its details, objects, files here and every step, and where its record is', () => {
  const { ledger, settle, store, begin } = ledgerWorld();
  const key = store(1, 7, 'a.png');
  ledger.objects.confirm(profile, key.imageId, object('thumb', { sha256: 'cd'.repeat(32), versionId: 'v1' }));
  ledger.images.describe(key.imageId, { width: 4, height: 3, lens: '35 mm' });
  for (const path of ['x/a.png', 'y/copy.png']) ledger.files.hashed(settle(path, 5), key.imageId);
  const found = imageInFull(ledger, key, ours);
  expect(ImageInFull.parse(found)).toMatchObject({
    state: 'stored',
    thumb: 'cd'.repeat(8),
    width: 4,
    details: { lens: '35 mm' },
    outcome: 'written',
    bytesSent: 10,
    record: { table: 'images', userId: 'me', imageId: key.imageId },
    objects: [{ rendition: 'original' }, { rendition: 'thumb', versionId: 'v1', confirmedAt: 1 }],
    files: [{ path: '/photos/x/a.png', modified: 5 }, { path: '/photos/y/copy.png' }],
    journal: [
      { state: 'hashed', at: 7 },
      { state: 'uploading', at: 7 },
      { state: 'confirmed', at: 7 },
      { state: 'stored', at: 7, note: 'written' },
    ],
  });
  expect(imageInFull(ledger, key, null)).toMatchObject({ record: null });
  const moving = begin(2);
  expect(imageInFull(ledger, moving, ours)).toMatchObject({ record: null, storedAt: null, thumb: null, details: {} });
  expect(imageInFull(ledger, { profile: 'other', imageId: key.imageId }, ours)).toBeNull();
});

test('each file on the disk counts once in its folder, by what became of it', () => {
  const { ledger, folderId, add, settle, begin, store } = ledgerWorld();
  const empty = add('/empty');
  settle('queued.png');
  ledger.files.refused(settle('refused.txt'), 'not-an-image');
  ledger.files.waiting(settle('waiting.png'), offline, 9);
  ledger.files.gone(folderId, '', ['gone.png']);
  settle('gone.png');
  ledger.files.gone(folderId, '', ['gone.png']);
  const { imageId } = store(1);
  ledger.files.hashed(settle('stored.png'), imageId);
  ledger.files.hashed(settle('twice.png'), imageId);
  ledger.files.hashed(settle('moving.png'), begin(2).imageId);
  const held = begin(3);
  ledger.journeys.hold(held, 'hashed', 'blocked', denied, null, 1);
  ledger.files.hashed(settle('held.png'), held.imageId);
  const later = begin(4);
  ledger.journeys.hold(later, 'hashed', 'waiting', offline, 9, 1);
  ledger.files.hashed(settle('later.png'), later.imageId);
  const folders = foldersInFull(ledger).map((folder) => FolderDetails.parse(folder));
  expect(folders.map(({ id, counts }) => [id, counts])).toEqual([
    [empty, { stored: 0, queued: 0, moving: 0, waiting: 0, held: 0, refused: 0 }],
    [folderId, { stored: 2, queued: 1, moving: 1, waiting: 2, held: 1, refused: 1 }],
  ]);
});

test('what is left leaves out what is held, and what waits is told by its next try', () => {
  const { ledger, settle, begin, store } = ledgerWorld();
  store(1);
  settle('a.png', 1, 100);
  begin(2);
  expect(leftNow(ledger)).toEqual({ images: 2, bytes: 112 });
  for (let n = 3; n < 30; n += 1) ledger.journeys.hold(begin(n), 'hashed', 'waiting', offline, 100 - n, 1);
  expect(leftNow(ledger)).toEqual({ images: 2, bytes: 112 });
  const waiting = waitingNow(ledger);
  expect(waiting.images).toBe(27);
  expect(waiting.next.length).toBe(mostShown);
  expect(waiting.next[0]).toMatchObject({ imageId: image(29), nextTry: 71, failure: { code: 'offline' } });
  ledger.holds.put(profile, denied, 9, 1);
  expect(leftNow(ledger)).toEqual({ images: 0, bytes: 0 });
});

test('under way is what the store has confirmed of it, never more', () => {
  const { ledger, begin, store } = ledgerWorld();
  const parts = begin(5);
  ledger.journeys.move(parts, 'hashed', 'uploading', 1);
  ledger.uploads.begin({ ...parts, bucket: 'b', key: object('original').key, uploadId: 'u', partSize: 4, begunAt: 1 });
  ledger.uploads.addPart('u', { number: 1, etag: 'e', sha256: 's', size: 4 });
  const fresh = begin(6);
  const done = store(7);
  expect(underWayNow(ledger, [parts, fresh, done])).toEqual([
    { ...parts, fileName: '5.png', stage: 'sending', size: 15, confirmed: 4 },
    { ...fresh, fileName: '6.png', stage: 'preparing', size: 16, confirmed: 0 },
  ]);
});
