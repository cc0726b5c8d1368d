/** @file Kills a real terminal at a crash point, starts it again, and compares what the servers hold with the folder. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { CrashPoint } from '../../electron/foundation/crash-point.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { readLedger } from '../../electron/ledger/open-ledger.ts';
import { cloudUnderTest, expectExactly, expectSound, type Servers, sizeOf } from './cloud-under-test.ts';
import { syncOnce } from './run-terminal.ts';
import type { SampleFolder } from './sample-folder.ts';

export type KillAt = readonly [point: CrashPoint, nth: number];

/**
 * A terminal dies at the point, and the next start completes what was begun: everything stored once, nothing that was
 * confirmed sent again. `base` is the test file's own folder; `through` replaces endpoints, for a proxy between the two.
 */
export async function killedAndGoesOn(
  { base, servers }: { readonly base: string; readonly servers: Servers },
  [point, nth]: KillAt,
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
