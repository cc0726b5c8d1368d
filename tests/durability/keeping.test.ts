/** @file rm, get and free by the real command: killed with -9 right after each write, send and commit, and gone on with. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { LocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import type { CrashPoint } from '../../electron/foundation/crash-point.ts';
import { absolutePath } from '../../electron/foundation/paths.ts';
import { readLedger } from '../../electron/ledger/open-ledger.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { type CloudContents, expectExactly, expectSound, sha256Of } from './cloud-under-test.ts';
import { runTerminal, startTerminal, syncOnce } from './run-terminal.ts';
import { smallFolder } from './sample-folder.ts';
import { type WorldOfATerminal, worldOfATerminal } from './world-of-a-terminal.ts';

const base = mkdtempSync(join(tmpdir(), 'cloudroll-keeping-'));
let servers: LocalCloud;
beforeAll(async () => {
  servers = await localCloudWorld();
});
afterAll(async () => {
  await servers.close();
  rmSync(base, { recursive: true, force: true });
});

const Preview = z.object({ files: z.number() });

/** Three images of four files stored, and nothing else to do. */
async function stored(): Promise<WorldOfATerminal & { images: ReadonlyMap<string, Buffer> }> {
  const world = await worldOfATerminal(base, servers);
  const { images } = await smallFolder(world.photos);
  const environment = { ...world.environment, XDG_DATA_HOME: join(world.home, 'share'), HOME: world.home };
  expect((await syncOnce([world.photos], environment)).outcome()).toMatchObject({ stored: 3, failed: [] });
  return { ...world, environment, images };
}

const killed = (world: WorldOfATerminal, words: readonly string[], point: CrashPoint, nth = 1) =>
  runTerminal(words, { ...world.environment, CLOUDROLL_CRASH_AT: `${point}:${nth}` });

function named(world: { images: ReadonlyMap<string, Buffer> }, path: string): Buffer {
  const bytes = world.images.get(path);
  if (bytes === undefined) throw new Error(`${path} is none of them`);
  return bytes;
}

/** The test's own socket has rested while commands ran, and may have been closed. */
function contentsOf({ cloud }: WorldOfATerminal): Promise<CloudContents> {
  return cloud.contents().catch(() => cloud.contents());
}

describe('cloudroll rm, killed right after', { timeout: 180_000 }, () => {
  const points: readonly (readonly [CrashPoint, number])[] = [
    ['tombstone-noted', 1],
    ['deletion-gathered', 1],
    ['record-buried', 1],
    ['object-removed', 1],
    ['object-removed', 2],
    ['deletion-ended', 1],
  ];
  test.each(points)('%s, the %i. time: the next start ends it, and nothing comes back', async (point, nth) => {
    const world = await stored();
    const { signal, complaints } = await killed(world, ['rm', join(world.photos, 'one.png'), '--json'], point, nth);
    expect([signal, complaints]).toEqual(['SIGKILL', '']);
    // A record names only what is there, at any moment of a deletion too.
    expectSound(await contentsOf(world));
    // Whoever has the ledger next goes on with it, whatever it came for.
    const two = sha256Of(named(world, 'below/two.png')).slice(0, 12);
    const again = await runTerminal(['rm', two, '--json'], world.environment);
    expect([again.code, again.complaints]).toEqual([0, '']);
    const three = [named(world, 'below/deeper/drei ü&.png')];
    expectExactly(await contentsOf(world), three);
    expect(readFileSync(join(world.photos, 'one.png'))).toEqual(named(world, 'one.png'));
    if (point !== 'record-buried') return;
    await syncOnce([world.photos], world.environment);
    expectExactly(await contentsOf(world), three);
  });
});

describe('cloudroll rm', { timeout: 180_000 }, () => {
  test('Ctrl+C within the ten seconds keeps everything', async () => {
    const world = await stored();
    const running = startTerminal(['rm', join(world.photos, 'one.png')], world.environment);
    const ledger = readLedger(absolutePath(world.home));
    if (ledger === null) throw new Error('Something is stored');
    await vi.waitFor(() => expect(ledger.deletions.open(10)).toHaveLength(1), { timeout: 60_000 });
    running.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 130, output: expect.stringContaining('Nothing was deleted.') });
    expect(ledger.deletions.open(10)).toEqual([]);
    ledger.close();
    expectExactly(await contentsOf(world), [...world.images.values()]);
  });

  test('beside a running Cloudroll it is that one which deletes', async () => {
    const world = await stored();
    const running = startTerminal(['sync', world.photos, '--settle', '0'], world.environment);
    // There for as long as somebody has the ledger.
    await vi.waitFor(() => expect(existsSync(join(world.home, 'ledger.open'))).toBe(true), { timeout: 60_000 });
    const { output, complaints } = await runTerminal(
      ['rm', join(world.photos, 'one.png'), '--json'],
      world.environment,
    );
    expect(output, complaints).toContain('"deleted":1');
    running.kill('SIGINT');
    expect((await running.ended).code).toBe(0);
    const [, two, three] = [...world.images.values()];
    expectExactly(
      await contentsOf(world),
      [two, three].filter((bytes) => bytes !== undefined),
    );
  });
});

describe('cloudroll get, killed right after', { timeout: 180_000 }, () => {
  const points: readonly (readonly [CrashPoint, number])[] = [
    ['restore-fetched', 2],
    ['restore-noted', 1],
  ];
  test.each(points)('%s, the %i. time: called again, all are there once, whole', async (point, nth) => {
    const world = await stored();
    const folder = join(world.home, '..', 'back');
    const get = ['get', folder, '--all', '--layout', 'flat', '--json'];
    expect((await killed(world, get, point, nth)).signal).toBe('SIGKILL');
    const second = await runTerminal(get, world.environment);
    expect([second.code, second.complaints]).toEqual([0, '']);
    const there = readdirSync(folder).map((name) => sha256Of(readFileSync(join(folder, name))));
    expect(there.sort()).toEqual([...new Set([...world.images.values()].map(sha256Of))].sort());
  });
});

describe('cloudroll free, killed right after', { timeout: 180_000 }, () => {
  const points: readonly (readonly [CrashPoint, number])[] = [
    ['freeing-noted', 1],
    ['file-trashed', 2],
  ];
  test.each(points)(
    '%s, the %i. time: each file is here or in the trash, and the list says which',
    async (point, nth) => {
      const world = await stored();
      const free = ['free', '--keep-days', '0', '--json'];
      const preview = async (): Promise<number> =>
        Preview.parse(JSON.parse((await runTerminal(free, world.environment)).output)).files;
      expect(await preview()).toBe(4);
      expect((await killed(world, [...free, '--confirm', '4'], point, nth)).signal).toBe('SIGKILL');
      const here = () => [...world.images.keys()].filter((name) => existsSync(join(world.photos, name))).length;
      const trash = join(world.home, 'share/Trash/files');
      const inTrash = () => (existsSync(trash) ? readdirSync(trash).length : 0);
      expect(here() + inTrash()).toBe(4);
      // What had gone is noticed before anything is counted.
      expect((await runTerminal(['free', '--list', '--json'], world.environment)).code).toBe(0);
      const second = await runTerminal([...free, '--confirm', String(await preview())], world.environment);
      expect([second.code, second.complaints]).toEqual([0, '']);
      expect([here(), inTrash()]).toEqual([0, 4]);
      const list = await runTerminal(['free', '--list', '--json'], world.environment);
      expect(list.output.trim().split('\n')).toHaveLength(4);
      expectExactly(await contentsOf(world), [...world.images.values()]);
    },
  );
});
