/** @file The files table: a queue in order of first sight, and what became of each path. */
import { describe, expect, test } from 'vitest';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { image, ledgerWorld, offline } from './ledger-world.ts';

test('files are read in the order in which they were first seen', () => {
  const { ledger, folderId, settle } = ledgerWorld();
  for (const name of ['b.png', 'a.png', 'sub/c.png']) settle(name);
  expect(ledger.files.settled(folderId, 10).map(({ name }) => name)).toEqual(['b.png', 'a.png', 'c.png']);
  expect(ledger.files.settled(folderId, 2)).toHaveLength(2);
  expect(ledger.files.queued()).toEqual({ files: 3, bytes: 15 });
});

test('each folder has a queue of its own', () => {
  const { ledger, settle, add } = ledgerWorld();
  settle('a.png');
  expect(ledger.files.settled(add('/other'), 10)).toEqual([]);
});

describe('a file that was hashed', () => {
  test('is where its image is, until it is gone', () => {
    const { ledger, settle, folderId } = ledgerWorld();
    const id = settle('sub/a.png');
    ledger.files.hashed(id, image(1));
    expect(ledger.files.ofImage(image(1)).map((row) => row.id)).toEqual([id]);
    ledger.files.gone(folderId, 'sub', ['a.png']);
    expect(ledger.files.ofImage(image(1))).toEqual([]);
  });

  test('that is edited remembers the image it was, and forgets it when it is the same again', () => {
    const { ledger, settle } = ledgerWorld();
    const id = settle('a.png');
    ledger.files.hashed(id, image(1));
    expect(settle('a.png', 2)).toBe(id);
    expect(ledger.files.byId(id)).toMatchObject({ imageId: null, replaces: image(1) });
    ledger.files.hashed(id, image(1));
    expect(ledger.files.byId(id)?.replaces).toBeNull();
    settle('a.png', 3);
    ledger.files.hashed(id, image(2));
    expect(ledger.files.byId(id)?.replaces).toBe(image(1));
  });
});

describe('a file that waits', () => {
  test('comes back into the queue when its time has come, not before', () => {
    const { ledger, folderId, settle } = ledgerWorld();
    const id = settle('a.png');
    ledger.files.waiting(id, offline, 100);
    expect(ledger.files.settled(folderId, 10)).toEqual([]);
    expect(ledger.files.nextWake()).toBe(100);
    expect(ledger.files.wake(99)).toBe(0);
    expect(ledger.files.wake(100)).toBe(1);
    expect(ledger.files.settled(folderId, 10)).toMatchObject([{ id, attempts: 1 }]);
  });

  test('can become another file meanwhile', () => {
    const { ledger, settle } = ledgerWorld();
    const id = settle('a.png');
    const identity = { size: 99, modified: 2, changed: 2, inode: 3 };
    ledger.files.waiting(id, offline, 100, identity);
    expect(ledger.files.byId(id)?.identity).toEqual(identity);
    expect(ledger.files.waitings(10)).toMatchObject([{ name: 'a.png', failure: offline, nextAt: 100 }]);
  });
});

test('a refusal holds for these bytes; others under the path are asked anew', () => {
  const { ledger, folderId, settle } = ledgerWorld();
  const id = settle('a.png');
  ledger.files.refused(id, 'empty');
  expect(ledger.files.refusals(10)).toMatchObject([{ name: 'a.png', reason: 'empty' }]);
  settle('a.png', 2);
  expect(ledger.files.refusals(10)).toEqual([]);
  expect(ledger.files.settled(folderId, 10)).toHaveLength(1);
});

describe('a directory that is gone', () => {
  test('takes all below it, and nothing beside it', () => {
    const { ledger, settle, folderId } = ledgerWorld();
    for (const name of ['a/1.png', 'a/b/2.png', 'ab/3.png', 'A/4.png', '5.png']) settle(name);
    for (const directory of ['a', 'a/b', 'ab']) ledger.folders.setFingerprint(folderId, directory, 'x');
    ledger.files.directoryGone(folderId, 'a');
    expect(ledger.files.settled(folderId, 10).map(({ name }) => name)).toEqual(['3.png', '4.png', '5.png']);
    expect(['a', 'a/b', 'ab'].map((directory) => ledger.folders.fingerprint(folderId, directory))).toEqual([
      null,
      null,
      'x',
    ]);
  });

  test('with signs in its name that SQL would take for a pattern takes no other', () => {
    const { ledger, settle, folderId } = ledgerWorld();
    for (const name of ['a%/1.png', 'ab/2.png', 'a_/3.png']) settle(name);
    ledger.files.directoryGone(folderId, 'a%');
    expect(ledger.files.settled(folderId, 10).map(({ name }) => name)).toEqual(['2.png', '3.png']);
  });
});

test('what a rescan compares with is all but what is gone', () => {
  const { ledger, settle, folderId } = ledgerWorld();
  settle('a.png', 7);
  ledger.files.refused(settle('b.png', 7), 'empty');
  settle('c.png', 7);
  ledger.files.gone(folderId, '', ['c.png']);
  expect([...ledger.files.known(folderId, '')]).toEqual([
    ['a.png', { size: 5, modified: 7, changed: 7 }],
    ['b.png', { size: 5, modified: 7, changed: 7 }],
  ]);
});

test('files are counted by state, and a folder that is removed takes its own', () => {
  const { ledger, settle, folderId } = ledgerWorld();
  settle('a.png');
  ledger.files.refused(settle('b.png'), 'empty');
  expect(ledger.files.counts()).toMatchObject({ settled: 1, refused: 1, waiting: 0, hashed: 0, gone: 0 });
  ledger.folders.remove(folderId);
  expect(ledger.files.counts()).toMatchObject({ settled: 0, refused: 0 });
  expect(ledger.folders.byPath(absolutePath('/photos'))).toBeNull();
});
