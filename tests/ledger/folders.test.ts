/** @file The folders table: one row per path, whose files and knowledge survive being added again. */
import { expect, test } from 'vitest';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { ledgerWorld } from './ledger-world.ts';

const path = absolutePath('/photos');
const plain = { path, profile: 'p', include: [], exclude: [], watched: false, addedAt: 2 };

test('the same path again keeps its id and its files, and stays watched once it was', () => {
  const { ledger, folderId, settle } = ledgerWorld();
  settle('a.png');
  expect(ledger.folders.add(plain)).toBe(folderId);
  expect(ledger.folders.byPath(path)).toMatchObject({ id: folderId, watched: true, addedAt: 1 });
  expect(ledger.files.counts().settled).toBe(1);
});

test('a folder that was asked for once is watched when somebody asks for that', () => {
  const { ledger } = ledgerWorld();
  const other = absolutePath('/other');
  ledger.folders.add({ ...plain, path: other });
  expect(ledger.folders.byPath(other)?.watched).toBe(false);
  ledger.folders.add({ ...plain, path: other, watched: true });
  expect(ledger.folders.byPath(other)?.watched).toBe(true);
});

test('under other rules every directory is looked into again, under the same ones none', () => {
  const { ledger, folderId } = ledgerWorld();
  ledger.folders.setFingerprint(folderId, 'sub', 'x');
  ledger.folders.add(plain);
  expect(ledger.folders.fingerprint(folderId, 'sub')).toBe('x');
  ledger.folders.add({ ...plain, exclude: ['*.tmp'] });
  expect(ledger.folders.fingerprint(folderId, 'sub')).toBeNull();
  expect(ledger.folders.byId(folderId)?.exclude).toEqual(['*.tmp']);
  ledger.folders.setFingerprint(folderId, 'sub', 'x');
  ledger.folders.add({ ...plain, exclude: ['*.tmp'], profile: 'another' });
  expect(ledger.folders.fingerprint(folderId, 'sub')).toBeNull();
});

test('what was seen of a folder is kept', () => {
  const { ledger, folderId } = ledgerWorld();
  ledger.folders.setState(folderId, 'not-reachable');
  ledger.folders.setRootMarker(folderId, '{"device":1}');
  ledger.folders.setScanned(folderId, 9);
  expect(ledger.folders.byId(folderId)).toMatchObject({
    state: 'not-reachable',
    rootMarker: '{"device":1}',
    scannedAt: 9,
  });
  ledger.folders.setFingerprint(folderId, '', 'x');
  ledger.folders.clearFingerprint(folderId, '');
  expect(ledger.folders.fingerprint(folderId, '')).toBeNull();
});

test('folders come by path, and what is removed is gone with its fingerprints', () => {
  const { ledger, folderId, add } = ledgerWorld();
  add('/a');
  expect(ledger.folders.all().map((folder) => folder.path)).toEqual(['/a', '/photos']);
  ledger.folders.setFingerprint(folderId, '', 'x');
  ledger.folders.remove(folderId);
  expect(ledger.folders.byId(folderId)).toBeNull();
  expect(ledger.folders.fingerprint(folderId, '')).toBeNull();
});
