/** @file A folder that vanished is not reachable, not empty. */
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { byFullPath, type Inside } from '../../../electron/journey/watch/look-at-directory.ts';
import { believeOtherRoot } from '../../../electron/journey/watch/root-check.ts';
import { put, watchingWorld } from './watching-world.ts';

const polled = { pollRootEvery: 5000 };

async function settledFolder(options: Parameters<typeof watchingWorld>[0] = {}) {
  const world = watchingWorld({ settings: polled, ...options });
  const { id, path } = world.folder('drive/pictures');
  put(path, 'a.jpg');
  put(path, 'sub/b.jpg');
  await world.scan(id);
  return { world, id, path };
}

/** The system refuses to show that directory. (Tests may run as root, whom no permission stops.) */
function refusing(shut: { directory: string; code: string }): Inside {
  return {
    ...byFullPath,
    enter: (absolute) => {
      if (absolute === shut.directory) throw Object.assign(new Error('refused'), { code: shut.code });
      return byFullPath.enter(absolute);
    },
  };
}

describe('the reachability of a folder (field.md 3, row 11)', () => {
  it('a root that vanishes is not reachable, nothing departs, and it comes back by itself', async () => {
    const { world, id, path } = await settledFolder();
    renameSync(path, `${path}-away`);
    await world.until(() => world.lastState(id)?.state === 'not-reachable');
    expect(world.lastState(id)?.why).toBe('ENOENT');
    world.clock.advance(60_000);
    expect(await world.scan(id)).toMatchObject({ reachable: false });
    put(`${path}-away`, 'while-away.jpg');
    renameSync(`${path}-away`, path);
    await world.until(() => world.inLedger(id).length === 3);
    await world.until(() => world.lastState(id)?.state === 'watching');
    expect(world.departures).toEqual([]);
    expect(world.order).toHaveLength(3);
  });

  it('an empty mount point is not "everything deleted"', async () => {
    const { world, id, path } = await settledFolder();
    renameSync(path, `${path}-unmounted`);
    mkdirSync(path);
    await world.until(() => world.lastState(id)?.state === 'not-reachable');
    expect(world.lastState(id)?.why).toBe('other-root');
    writeFileSync(join(path, 'lost-on-the-mount-point.jpg'), 'x');
    world.clock.advance(60_000);
    expect(world.inLedger(id)).toEqual(['a.jpg', 'sub/b.jpg']);
    rmSync(path, { recursive: true });
    renameSync(`${path}-unmounted`, path);
    await world.until(() => world.lastState(id)?.state === 'watching');
    expect(world.departures).toEqual([]);
  });

  it('remembers over a restart what the root was', async () => {
    const { world, id, path } = await settledFolder();
    const marker = world.states.find(({ rootMarker }) => rootMarker !== undefined)?.rootMarker;
    const { dev, ino } = statSync(path);
    expect(marker).toEqual({ device: dev, inode: ino });
    renameSync(path, `${path}-unmounted`);
    mkdirSync(path);
    world.folder('drive/pictures', { rootMarker: marker ?? null });
    await world.until(() => world.lastState(id)?.state === 'not-reachable');
    expect(world.departures).toEqual([]);
  });

  it('another root with our files in it is believed, and becomes the one we know', async () => {
    const { world, id, path } = await settledFolder();
    renameSync(path, `${path}-old`);
    put(`${path}-new`, 'a.jpg', 'restored from a backup');
    renameSync(`${path}-new`, path);
    await world.until(() => world.inLedger(id).length === 1);
    expect(world.inLedger(id)).toEqual(['a.jpg']);
    const markers = world.states.flatMap(({ rootMarker }) => (rootMarker === undefined ? [] : [rootMarker.inode]));
    expect(markers.at(-1)).toBe(statSync(path).ino);
  });

  it('a root that is emptied in place is empty', async () => {
    const { world, id, path } = await settledFolder();
    rmSync(join(path, 'a.jpg'));
    rmSync(join(path, 'sub'), { recursive: true });
    await world.until(() => world.inLedger(id).length === 0);
    expect(world.lastState(id)?.state).toBe('watching');
  });

  it('a root that vanishes between a look and its departures loses nothing', async () => {
    const { world, id, path } = await settledFolder();
    rmSync(join(path, 'a.jpg'));
    await world.scan(id, 0);
    renameSync(path, `${path}-away`);
    await world.until(() => world.lastState(id)?.state === 'not-reachable');
    expect(world.inLedger(id)).toEqual(['a.jpg', 'sub/b.jpg']);
  });

  it('what lies in a directory that may not be read is not gone', async () => {
    const shut = { directory: '', code: 'EACCES' };
    const { world, id, path } = await settledFolder({ inside: refusing(shut) });
    shut.directory = join(path, 'sub');
    expect(await world.scan(id)).toMatchObject({ changed: 0, unreadable: [{ path: 'sub', code: 'EACCES' }] });
    world.clock.advance(10_000);
    expect(world.inLedger(id)).toEqual(['a.jpg', 'sub/b.jpg']);
  });

  it('a root that answers and then may not be read is not reachable', async () => {
    const shut = { directory: '', code: 'EIO' };
    const { world, id, path } = await settledFolder({ inside: refusing(shut) });
    shut.directory = path;
    expect(await world.scan(id)).toMatchObject({ reachable: false });
    expect(world.lastState(id)).toMatchObject({ state: 'not-reachable', why: 'EIO' });
    shut.directory = '';
    await world.until(() => world.lastState(id)?.state === 'watching');
    expect(world.departures).toEqual([]);
  });

  it('a folder that is a file, or was never there, says so and does not disturb the others', async () => {
    const { world, id } = await settledFolder();
    put(world.base, 'drive/file', 'x');
    const file = world.folder('x', { path: join(world.base, 'drive/file') });
    await world.until(() => world.lastState(file.id)?.why === 'ENOTDIR');
    expect(await world.scan(id)).toMatchObject({ reachable: true });
  });

  it('believes a root by what is in it, and any when nothing is known', () => {
    expect(believeOtherRoot(new Set(), [])).toBe(true);
    expect(believeOtherRoot(new Set(['a.jpg']), [])).toBe(false);
    expect(believeOtherRoot(new Set(['a.jpg']), ['b.jpg'])).toBe(false);
    expect(believeOtherRoot(new Set(['a.jpg']), ['a.jpg', 'b.jpg'])).toBe(true);
  });
});
