/** @file Commits that share a transaction: each is durable when it resolves, and one that throws undoes only its own. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Failed } from '../../electron/foundation/failed.ts';
import { commits } from '../../electron/ledger/commits.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

function database(): { db: DatabaseSync; path: string; values: () => unknown[] } {
  const path = join(temporaryFolder(), 'test.sqlite');
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (v INTEGER)');
  const other = new DatabaseSync(path, { readOnly: true });
  return {
    db,
    path,
    values: () =>
      other
        .prepare('SELECT v FROM t ORDER BY v')
        .all()
        .map((row) => row['v']),
  };
}

test('another connection sees the write once the promise has resolved', async () => {
  const { db, path, values } = database();
  const { commit } = commits(db, path);
  const answer = await commit(() => db.prepare('INSERT INTO t VALUES (1) RETURNING v').get()?.['v']);
  expect(answer).toBe(1);
  expect(values()).toEqual([1]);
});

test('a hundred writes of one turn share one transaction', async () => {
  const { db, path, values } = database();
  const { commit, alongside } = commits(db, path);
  let transactions = 0;
  alongside(() => () => {
    transactions += 1;
  });
  await Promise.all(Array.from({ length: 100 }, (_, v) => commit(() => db.prepare('INSERT INTO t VALUES (?)').run(v))));
  expect(values()).toHaveLength(100);
  expect(transactions).toBe(1);
});

test('the first write after a rest waits for nobody, and what comes during the rest shares the next', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { db, path, values } = database();
  const { commit } = commits(db, path);
  const add = (v: number) => commit(() => db.prepare('INSERT INTO t VALUES (?)').run(v));
  await add(1);
  const gathering = [add(2), add(3)];
  // Longer than it took the first one.
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  expect(values()).toEqual([1]);
  vi.runOnlyPendingTimers();
  await Promise.all(gathering);
  expect(values()).toEqual([1, 2, 3]);
  vi.runOnlyPendingTimers();
  await add(4);
  expect(values()).toEqual([1, 2, 3, 4]);
});

test('one that throws undoes its own writes and no others', async () => {
  const { db, path, values } = database();
  const { commit } = commits(db, path);
  const first = commit(() => db.exec('INSERT INTO t VALUES (1)'));
  const bad = commit(() => {
    db.exec('INSERT INTO t VALUES (2)');
    throw new Error('no');
  });
  const last = commit(() => db.exec('INSERT INTO t VALUES (3)'));
  await expect(bad).rejects.toThrow('no');
  await Promise.all([first, last]);
  expect(values()).toEqual([1, 3]);
});

test('a full disk is a failure that says so, and nothing of the batch is kept', async () => {
  const { db, path, values } = database();
  const { commit } = commits(db, path);
  const pages = Number(db.prepare('PRAGMA page_count').get()?.['page_count']);
  db.exec(`PRAGMA max_page_count = ${pages + 4}`);
  const small = commit(() => db.exec('INSERT INTO t VALUES (1)'));
  const large = commit(() => db.exec('CREATE TABLE big AS SELECT zeroblob(100000) AS b'));
  const failures = await Promise.all([small, large].map((one) => one.catch((error: unknown) => error)));
  expect(failures.map((error) => error instanceof Failed && error.failure.code)).toEqual(['disk-full', 'disk-full']);
  expect(values()).toEqual([]);
  await commit(() => db.exec('INSERT INTO t VALUES (7)'));
  expect(values()).toEqual([7]);
});
