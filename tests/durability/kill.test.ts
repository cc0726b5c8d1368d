/** @file kill -9 right after every write, send and commit: the next start completes what was begun, and nothing is twice. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { type CrashPoint, crashPoints } from '../../electron/foundation/crash-point.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { readLedger } from '../../electron/ledger/open-ledger.ts';
import { faultyProxy } from '../fixtures/faulty-proxy.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { cloudUnderTest, expectExactly, expectSound, sizeOf } from './cloud-under-test.ts';
import { syncOnce } from './run-terminal.ts';
import { largeFolder, type SampleFolder, smallFolder } from './sample-folder.ts';

const base = mkdtempSync(join(tmpdir(), 'cloudroll-kill-'));
let servers: LocalCloud;
beforeAll(async () => {
  servers = await localCloudWorld();
});
afterAll(async () => {
  await servers.close();
  rmSync(base, { recursive: true, force: true });
});

type Case = readonly [point: CrashPoint, nth: number];

/** A folder of small pictures passes these; of two folders each gives a batch of its own. */
const small: readonly Case[] = [
  ['file-settled', 1],
  ['file-settled', 2],
  ['file-hashed', 1],
  ['file-hashed', 4],
  ['journey-uploading', 1],
  ['journey-uploading', 3],
  ['object-sent', 1],
  ['object-sent', 7],
  ['object-confirmed', 1],
  ['object-confirmed', 8],
  ['all-objects-confirmed', 1],
  ['all-objects-confirmed', 4],
  ['record-sent', 1],
  ['record-sent', 3],
  ['journey-stored', 1],
  ['journey-stored', 5],
];

/** A file that goes in three parts passes these. */
const inParts: readonly Case[] = [
  ['multipart-begun', 1],
  ['part-sent', 1],
  ['part-sent', 3],
  ['part-noted', 1],
  ['part-noted', 2],
  ['multipart-completed', 1],
];

/** A server that has trouble of its own leads to these. */
const troubled: readonly Case[] = [
  ['retry-noted', 1],
  ['retry-noted', 2],
];

/** Of deletion, not of carrying: proved where deletion is. */
const elsewhere: readonly CrashPoint[] = ['tombstone-noted'];

test('every crash point that is named is killed at, here or where it belongs', () => {
  const here = [...small, ...inParts, ...troubled].map(([point]) => point);
  expect([...new Set([...here, ...elsewhere])].sort()).toEqual([...crashPoints].sort());
});

async function killedAndGoesOn(
  [point, nth]: Case,
  folders: readonly SampleFolder[],
  through?: { readonly s3Endpoint: string },
): Promise<void> {
  const cloud = await cloudUnderTest(servers);
  const home = mkdtempSync(join(base, 'home-'));
  const environment = cloud.environment(home, through);
  const paths = folders.map(({ path }) => path);

  const killed = await syncOnce(paths, { ...environment, CLOUDROLL_CRASH_AT: `${point}:${nth}` });
  expect([killed.signal, killed.output], `never reached ${point} for the ${nth}. time`).toEqual(['SIGKILL', '']);
  const before = await cloud.contents();
  expectSound(before);

  const second = await syncOnce(paths, environment);
  const images = folders.flatMap((folder) => [...folder.images.values()]);
  const others = folders.flatMap((folder) => folder.others.map((name) => join(folder.path, name)));
  expect(second.complaints).toBe('');
  const { stored, already, refused, failed, bytesSent } = second.outcome();
  expect([second.code, failed]).toEqual([0, []]);
  expect(refused.map(({ path }) => path).sort()).toEqual(others.sort());
  expect(stored + already).toBe(images.length);
  const after = await cloud.contents();
  expectExactly(after, images);
  // Nothing that the store had confirmed was sent again; of a file in parts at most those that were not noted.
  const missing = sizeOf(after) - sizeOf(before);
  if (point === 'part-noted') expect(bytesSent).toBeLessThanOrEqual(missing - leastOfParts(nth));
  else if (point === 'part-sent') expect(bytesSent).toBeLessThanOrEqual(missing);
  else expect(bytesSent).toBe(missing);

  const ledger = readLedger(absolutePath(home));
  expect(ledger?.uploads.all()).toEqual([]);
  expect(ledger?.journeys.counts(null)).toMatchObject({ hashed: 0, uploading: 0, confirmed: 0, waiting: 0 });
  ledger?.close();
  if (nth === 1 && thrice.includes(point)) {
    const third = await syncOnce(paths, environment);
    expect(third.outcome()).toMatchObject({ stored: 0, already: images.length, failed: [], bytesSent: 0 });
  }
  cloud.close();
}

/** A run more, which finds nothing to do: once for each kind, since the second has proved what was sent. */
const thrice: readonly CrashPoint[] = ['object-sent', 'multipart-completed', 'retry-noted'];

/** Bytes that `count` noted parts hold at least: of 17 MiB the last part is the short one. */
function leastOfParts(count: number): number {
  return ((count - 1) * 8 + 1) * 1024 * 1024;
}

function folder(): string {
  return mkdtempSync(join(base, 'photos-'));
}

describe.concurrent('killed with -9 right after', { timeout: 300_000 }, () => {
  test.each(small)('%s, the %i. time', async (...one) => {
    await killedAndGoesOn(one, [await smallFolder(folder()), await smallFolder(folder(), 3)]);
  });

  test.each(inParts)('%s, the %i. time', async (...one) => {
    await killedAndGoesOn(one, [largeFolder(folder(), one[1])]);
  });

  test.each(troubled)('%s, the %i. time', async (...one) => {
    const proxy = await faultyProxy(servers.s3Endpoint);
    proxy.fail(
      { method: 'PUT', nth: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
      { kind: 'answer', status: 503, code: 'ServiceUnavailable' },
    );
    await killedAndGoesOn(one, [await smallFolder(folder())], { s3Endpoint: proxy.endpoint });
    await proxy.close();
  });
});
