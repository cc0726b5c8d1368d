/** @file kill -9 right after every write, send and commit: the next start completes what was begun, and nothing is twice. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { type CrashPoint, crashPoints } from '../../electron/foundation/crash-point.ts';
import { faultyProxy } from '../fixtures/faulty-proxy.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { type KillAt, killedAndGoesOn } from './killed-and-goes-on.ts';
import { largeFolder, smallFolder } from './sample-folder.ts';

const base = mkdtempSync(join(tmpdir(), 'cloudroll-kill-'));
let servers: LocalCloud;
beforeAll(async () => {
  servers = await localCloudWorld();
});
afterAll(async () => {
  await servers.close();
  rmSync(base, { recursive: true, force: true });
});

/** A folder of small pictures passes these; of two folders each gives a batch of its own. */
const small: readonly KillAt[] = [
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
const inParts: readonly KillAt[] = [
  ['multipart-begun', 1],
  ['part-sent', 1],
  ['part-sent', 3],
  ['part-noted', 1],
  ['part-noted', 2],
  ['multipart-completed', 1],
];

/** A server that has trouble of its own leads to these. */
const troubled: readonly KillAt[] = [
  ['retry-noted', 1],
  ['retry-noted', 2],
];

/** Of deleting, fetching back and freeing, not of carrying: killed at in keeping.test.ts. */
const elsewhere: readonly CrashPoint[] = [
  'tombstone-noted',
  'deletion-gathered',
  'record-buried',
  'object-removed',
  'deletion-ended',
  'restore-fetched',
  'restore-noted',
  'freeing-noted',
  'file-trashed',
];

test('every crash point that is named is killed at, here or where it belongs', () => {
  const here = [...small, ...inParts, ...troubled].map(([point]) => point);
  expect([...new Set([...here, ...elsewhere])].sort()).toEqual([...crashPoints].sort());
});

function folder(): string {
  return mkdtempSync(join(base, 'photos-'));
}

describe.concurrent('killed with -9 right after', { timeout: 300_000 }, () => {
  test.each(small)('%s, the %i. time', async (...one) => {
    await killedAndGoesOn({ base, servers }, one, [await smallFolder(folder()), await smallFolder(folder(), 3)]);
  });

  test.each(inParts)('%s, the %i. time', async (...one) => {
    await killedAndGoesOn({ base, servers }, one, [largeFolder(folder(), one[1])]);
  });

  test.each(troubled)('%s, the %i. time', async (...one) => {
    const proxy = await faultyProxy(servers.s3Endpoint);
    proxy.fail(
      { method: 'PUT', nth: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
      { kind: 'answer', status: 503, code: 'ServiceUnavailable' },
    );
    await killedAndGoesOn({ base, servers }, one, [await smallFolder(folder())], { s3Endpoint: proxy.endpoint });
    await proxy.close();
  });
});
