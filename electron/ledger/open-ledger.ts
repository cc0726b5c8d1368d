/** @file Opens the ledger, the only local truth: one writer, migrated, checked after an unclean end; main process. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Failed } from '../foundation/failed.ts';
import type { AbsolutePath } from '../foundation/paths.ts';
import { type Adoptions, adoptionsOf } from './adoptions.ts';
import { type Catalogue, catalogueTable } from './catalogue.ts';
import { type Clearings, clearingsOf } from './clearings.ts';
import { type Commits, commits, ledgerFailure } from './commits.ts';
import { type Deeds, deedsTable } from './deeds.ts';
import { type Deletions, deletionsTable } from './deletions.ts';
import { type Edits, editsTable } from './edits.ts';
import { type Files, filesTable } from './files.ts';
import { type Findings, findingsTable } from './findings.ts';
import { defineFolded } from './folded-text.ts';
import { type Folders, foldersTable } from './folders.ts';
import { type Freed, freedTable } from './freed.ts';
import { type Holds, holdsTable } from './holds.ts';
import { type Images, imagesTable } from './images.ts';
import { type Journeys, journeysTable } from './journeys.ts';
import { type Meta, metaTable } from './meta.ts';
import { type LedgerUpgrade, migrate, type OnUpgrade, upgradeOf } from './migrate.ts';
import { type Objects, objectsTable } from './objects.ts';
import { type Placeless, placelessTable } from './placeless.ts';
import { type Proofs, proofsTable } from './proofs.ts';
import { type Removals, removals } from './removals.ts';
import { type Requests, requestsTable } from './requests.ts';
import { type Restores, restoresTable } from './restores.ts';
import { type Tries, tries } from './tries.ts';
import { type Uploads, uploadsTable } from './uploads.ts';
import { type Usage, usageOf } from './usage.ts';

export type Ledger = Commits & {
  readonly path: AbsolutePath;
  readonly database: DatabaseSync;
  readonly meta: Meta;
  readonly folders: Folders;
  readonly files: Files;
  readonly images: Images;
  readonly journeys: Journeys;
  readonly adoptions: Adoptions;
  readonly objects: Objects;
  readonly uploads: Uploads;
  readonly holds: Holds;
  readonly tries: Tries;
  readonly findings: Findings;
  readonly deletions: Deletions;
  readonly removals: Removals;
  readonly clearings: Clearings;
  readonly usage: Usage;
  readonly restores: Restores;
  readonly freed: Freed;
  readonly placeless: Placeless;
  readonly requests: Requests;
  readonly proofs: Proofs;
  readonly catalogue: Catalogue;
  readonly edits: Edits;
  readonly deeds: Deeds;
  /** Set when a damaged ledger was found at opening and put here; the new one is to be rebuilt from cloud and disk. */
  readonly setAside: AbsolutePath | undefined;
  /** Writes what is pending and lets go of the file. */
  readonly close: () => void;
};

export const ledgerName = 'ledger.sqlite';

/**
 * In `meta` of a ledger that took the place of a damaged one, with the path of that one, until somebody has rebuilt it:
 * whoever finds the damage may only have come to pause or to look.
 */
export const setAsideFact = 'set aside';

/**
 * The one writer of the ledger in `home`. Throws Failed `ledger-in-use` when another Cloudroll has it; a file that is
 * damaged is set aside beside the new one, never deleted. `now` names the file that is set aside (milliseconds, UTC).
 * One of an earlier Cloudroll is brought up to date, which `onUpgrade` is told before.
 */
export function openLedger(home: AbsolutePath, now: number, onUpgrade?: OnUpgrade): Ledger {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const path = join(home, ledgerName) as AbsolutePath;
  const lock = takeLock(join(home, 'ledger.lock'), path);
  const unclean = existsSync(join(home, 'ledger.open'));
  try {
    const setAside = setAsideIfDamaged(path, unclean, now);
    const database = connect(path);
    const isNew = migrate(database, onUpgrade);
    const damaged = setAside ?? (isNew ? lastSetAside(home) : undefined);
    if (isNew && damaged !== undefined) metaTable(database).set(setAsideFact, damaged);
    writeFileSync(join(home, 'ledger.open'), '');
    return ledgerOn(database, path, setAside, () => {
      rmSync(join(home, 'ledger.open'), { force: true });
      lock.close();
    });
  } catch (error) {
    lock.close();
    throw ledgerFailure(error, path);
  }
}

/** For `status` and `history` beside a running Cloudroll: reads only. Null where there is no ledger yet. */
export function readLedger(home: AbsolutePath): Ledger | null {
  const path = join(home, ledgerName) as AbsolutePath;
  if (!existsSync(path)) return null;
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  return ledgerOn(database, path, undefined, () => undefined);
}

/**
 * What opening the ledger in `home` will bring up to date, for who must get ready before; reads two numbers. Null where
 * nothing is to be done, and where the ledger cannot be read: opening it says why.
 */
export function ledgerUpgrade(home: AbsolutePath): LedgerUpgrade | null {
  const path = join(home, ledgerName);
  if (!existsSync(path)) return null;
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true });
    return upgradeOf(database);
  } catch (error) {
    if (ledgerFailure(error, path) instanceof Failed) return null;
    throw error;
  } finally {
    database?.close();
  }
}

/** Its tables on an open connection. For the two ways of opening: this file and join-ledger.ts. */
export function ledgerOn(
  database: DatabaseSync,
  path: AbsolutePath,
  setAside: AbsolutePath | undefined,
  afterClose: () => void,
): Ledger {
  defineFolded(database);
  const group = commits(database, path);
  return {
    ...group,
    path,
    database,
    setAside,
    meta: metaTable(database),
    folders: foldersTable(database),
    files: filesTable(database),
    images: imagesTable(database),
    journeys: journeysTable(database),
    adoptions: adoptionsOf(database),
    objects: objectsTable(database),
    uploads: uploadsTable(database),
    holds: holdsTable(database),
    tries: tries(database),
    findings: findingsTable(database),
    deletions: deletionsTable(database),
    removals: removals(database),
    clearings: clearingsOf(database),
    usage: usageOf(database),
    restores: restoresTable(database),
    freed: freedTable(database),
    placeless: placelessTable(database),
    requests: requestsTable(database),
    proofs: proofsTable(database),
    catalogue: catalogueTable(database),
    edits: editsTable(database),
    deeds: deedsTable(database),
    close: () => {
      if (!database.isOpen) return;
      group.flush();
      database.close();
      afterClose();
    },
  };
}

/**
 * An exclusive transaction on a file of its own, held for life: the system lets go of it however this process ends,
 * so there is no stale lock to explain.
 */
function takeLock(lockPath: string, path: string): DatabaseSync {
  const lock = new DatabaseSync(lockPath, { timeout: 0 });
  try {
    lock.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    throw ledgerFailure(error, path);
  }
}

function connect(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5000 });
  defineFolded(database);
  // FULL in WAL mode: a commit survives a power cut, not only a crash (sqlite.org/pragma.html#pragma_synchronous).
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -16000;
    PRAGMA journal_size_limit = 67108864;
  `);
  return database;
}

/** Opens and, after an unclean end, checks; a file that is not a sound database is moved away with its WAL. */
function setAsideIfDamaged(path: AbsolutePath, unclean: boolean, now: number): AbsolutePath | undefined {
  if (!existsSync(path)) return undefined;
  if (isSound(path, unclean)) return undefined;
  const aside = join(dirname(path), `ledger.damaged-${now}.sqlite`) as AbsolutePath;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  return aside;
}

/** A start that was killed between setting aside and beginning anew leaves only the name. */
function lastSetAside(home: AbsolutePath): AbsolutePath | undefined {
  const names = readdirSync(home).filter((name) => /^ledger\.damaged-\d+\.sqlite$/.test(name));
  const [last] = names.sort().reverse();
  return last === undefined ? undefined : (join(home, last) as AbsolutePath); // Below an absolute path.
}

function isSound(path: string, thorough: boolean): boolean {
  let database: DatabaseSync | undefined;
  try {
    database = connect(path);
    const tables = database.prepare('SELECT count(*) AS n FROM sqlite_schema').get();
    if (Number(tables?.['n']) === 0) return true;
    if (!thorough && hasWholeLength(database, path)) return true;
    const answer = database.prepare('PRAGMA quick_check(1)').get();
    return answer?.['quick_check'] === 'ok';
  } catch (error) {
    const failure = ledgerFailure(error, path);
    if (failure instanceof Failed && failure.failure.code === 'ledger-damaged') return false;
    throw error;
  } finally {
    database?.close();
  }
}

/** A file cut short is caught without reading it: SQLite's header says how many pages there should be. */
function hasWholeLength(database: DatabaseSync, path: string): boolean {
  const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
  const pageSize = Number(database.prepare('PRAGMA page_size').get()?.['page_size']);
  return statSync(path).size >= pages * pageSize;
}
