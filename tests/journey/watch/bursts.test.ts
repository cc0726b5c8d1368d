/** @file Many files and many directories at once, with chokidar and the system as they are. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chokidarFolderWatcher } from '../../../electron/journey/watch/chokidar-folder-watcher.ts';
import { put, watchingWorld } from './watching-world.ts';

/** After the second scan nothing falls between scan and hints. */
async function listening(world: ReturnType<typeof watchingWorld>): Promise<void> {
  await world.until(() => world.states.filter(({ state }) => state === 'watching').length >= 2);
}

describe('a folder watched by chokidar', () => {
  it('finds all of 5,000 small files that come into one directory at once (field.md 3, row 7)', async () => {
    const world = watchingWorld({ watchFolder: chokidarFolderWatcher });
    const { id, path } = world.folder('pictures');
    await world.scan(id);
    await listening(world);
    for (let index = 0; index < 5000; index += 1) writeFileSync(join(path, `${index}.jpg`), 'x');
    await world.until(() => world.inLedger(id).length >= 5000);
    expect(world.order).toHaveLength(5000);
  });

  it('finds a tree of 10,000 directories, and then a file in the last of them by its hint', async () => {
    const world = watchingWorld({ watchFolder: chokidarFolderWatcher });
    const path = join(world.base, 'tree');
    for (let one = 0; one < 100; one += 1) {
      put(path, `${one}/x.jpg`, 'x');
      for (let two = 0; two < 99; two += 1) mkdirSync(join(path, `${one}/${two}`));
    }
    const { id } = world.folder('tree');
    expect(await world.scan(id)).toMatchObject({ files: 100, directories: 10_001 });
    await listening(world);
    put(path, '99/98/last.jpg');
    await world.until(() => world.inLedger(id).includes('99/98/last.jpg'));
    expect(world.order).toHaveLength(101);
    expect(world.degraded).toEqual([]);
  }, 180_000);

  it('finds files in directories that are made and filled in one breath', async () => {
    const world = watchingWorld({ watchFolder: chokidarFolderWatcher });
    const { id, path } = world.folder('pictures');
    await world.scan(id);
    await listening(world);
    for (let index = 0; index < 50; index += 1) put(path, `a${index}/b/c/d/${index}.jpg`);
    await world.until(() => world.inLedger(id).length === 50);
  });
});
