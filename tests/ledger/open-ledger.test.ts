/** @file The ledger as a file: one writer, whole after a crash, set aside when damaged, never thrown away. */
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Failed } from '../../electron/foundation/failed.ts';
import type { AbsolutePath } from '../../electron/foundation/paths.ts';
import { ledgerName, openLedger, readLedger, setAsideFact } from '../../electron/ledger/open-ledger.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const now = Date.UTC(2026, 10, 21);

function failureOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Failed) return error.failure.code;
    throw error;
  }
  return 'none';
}

async function filled(home: AbsolutePath): Promise<void> {
  const ledger = openLedger(home, now);
  const path = '/photos' as AbsolutePath;
  await ledger.commit(() => {
    const folderId = ledger.folders.add({ path, profile: 'p', include: [], exclude: [], watched: true, addedAt: now });
    for (let i = 0; i < 2000; i += 1) {
      const identity = { size: i, modified: i, changed: i, inode: i };
      ledger.files.settle({ folderId, directory: `d${i % 20}`, name: `n${i}.jpg`, identity, blocks: 8 }, now);
    }
  });
  ledger.close();
}

test('what was written is there after it is opened again', async () => {
  const home = temporaryFolder();
  await filled(home);
  const ledger = openLedger(home, now);
  expect(ledger.files.counts().settled).toBe(2000);
  expect(ledger.setAside).toBeUndefined();
  ledger.close();
});

test('it is written with WAL and synchronous=FULL, so that a commit survives a power cut', () => {
  const ledger = openLedger(temporaryFolder(), now);
  expect(ledger.database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  expect(ledger.database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
  ledger.close();
});

test('a second Cloudroll on the same ledger is refused, and let in when the first has gone', () => {
  const home = temporaryFolder();
  const first = openLedger(home, now);
  expect(failureOf(() => openLedger(home, now))).toBe('ledger-in-use');
  first.close();
  const second = openLedger(home, now);
  second.close();
});

test('a second process is refused too, and a killed one leaves no lock behind', () => {
  const home = temporaryFolder();
  const module = new URL('../../electron/ledger/open-ledger.ts', import.meta.url).href;
  const open = (then: string): string =>
    `import { openLedger } from ${JSON.stringify(module)};
     try { openLedger(${JSON.stringify(home)}, 1); } catch (error) { console.log(error.failure?.code); process.exit(3); }
     ${then}`;
  const first = openLedger(home, now);
  const refused = spawnSync(process.execPath, ['--input-type=module', '-e', open('')], { encoding: 'utf8' });
  expect([refused.status, refused.stdout.trim()]).toEqual([3, 'ledger-in-use']);
  first.close();
  const killed = spawnSync(process.execPath, [
    '--input-type=module',
    '-e',
    open('process.kill(process.pid, "SIGKILL")'),
  ]);
  expect(killed.signal).toBe('SIGKILL');
  openLedger(home, now).close();
});

test('reading beside a writer is allowed, and sees what is committed', async () => {
  const home = temporaryFolder();
  expect(readLedger(home)).toBeNull();
  const writer = openLedger(home, now);
  await writer.commit(() => writer.meta.set('device', 'here'));
  const reader = readLedger(home);
  expect(reader?.meta.get('device')).toBe('here');
  reader?.close();
  writer.close();
});

test.each([
  ['cut in the middle', (path: string, file: number) => ftruncateSync(file, Math.floor(statSync(path).size / 2))],
  ['cut to a part of a page', (_: string, file: number) => ftruncateSync(file, 1000)],
  [
    'no database at all',
    (path: string) => writeFileSync(path, 'these are not the bytes of a database, but of a letter'),
  ],
])('a ledger that is %s is set aside, not thrown away, and a new one is begun', async (_, damage) => {
  const home = temporaryFolder();
  await filled(home);
  const path = join(home, ledgerName);
  const file = openSync(path, 'r+');
  damage(path, file);
  closeSync(file);
  const ledger = openLedger(home, now);
  expect(ledger.setAside).toBe(join(home, `ledger.damaged-${now}.sqlite`));
  expect(existsSync(join(home, `ledger.damaged-${now}.sqlite`))).toBe(true);
  expect(ledger.files.counts().settled).toBe(0);
  ledger.close();
});

test('a ledger scribbled on while Cloudroll was killed is found at the next start', async () => {
  const home = temporaryFolder();
  await filled(home);
  writeFileSync(join(home, 'ledger.open'), '');
  const path = join(home, ledgerName);
  const file = openSync(path, 'r+');
  for (let page = 2; page < 30; page += 1) writeSync(file, Buffer.alloc(512, 0xa5), 0, 512, page * 4096);
  closeSync(file);
  const ledger = openLedger(home, now);
  expect(ledger.setAside).toBeDefined();
  ledger.close();
});

test('a ledger of a newer Cloudroll is refused, not touched', async () => {
  const home = temporaryFolder();
  const ledger = openLedger(home, now);
  ledger.database.exec('PRAGMA user_version = 9999');
  ledger.close();
  expect(failureOf(() => openLedger(home, now))).toBe('ledger-damaged');
  expect(readdirSync(home).filter((name) => name.includes('damaged'))).toEqual([]);
});

test('that a ledger took the place of a damaged one stays noted, whoever opened it and however that ended', async () => {
  const home = temporaryFolder();
  await filled(home);
  const path = join(home, ledgerName);
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(100, 0xa5), 0, 100, 0);
  closeSync(file);
  const first = openLedger(home, now);
  const aside = first.setAside;
  first.close();
  const second = openLedger(home, now);
  expect(second.setAside).toBeUndefined();
  expect(second.meta.get(setAsideFact)).toBe(aside);
  second.close();
  // As a kill between setting aside and beginning anew leaves it.
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  const third = openLedger(home, now);
  expect(third.meta.get(setAsideFact)).toBe(aside);
  third.close();
});

test('a ledger that is simply new notes nothing of the kind', () => {
  const ledger = openLedger(temporaryFolder(), now);
  expect(ledger.meta.get(setAsideFact)).toBeNull();
  ledger.close();
});
