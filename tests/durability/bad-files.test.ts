/** @file Files that are no good, a disk that is full, a home that is taken: what the terminal says of it, and that it goes on. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { issues } from '../../electron/library/issues.ts';
import { expectExactly, expectSound } from './cloud-under-test.ts';
import { startEngine } from './engine-world.ts';
import { startTerminal, syncOnce } from './run-terminal.ts';
import { smallFolder, smallPicture, writeBelow } from './sample-folder.ts';
import { sync, worldsForFile } from './world-of-a-terminal.ts';

const { base, servers, world } = worldsForFile('bad-files');

const usable = 0;
const profileUnusable = 3;
const inUse = 4;

describe('the files', () => {
  test('one that was deleted while it was queued is forgotten, the others go on', async () => {
    const { cloud, photos, environment } = await world();
    const { images } = await smallFolder(photos);
    const killed = await syncOnce([photos], { ...environment, CLOUDROLL_CRASH_AT: 'file-settled:1' });
    expect(killed.signal).toBe('SIGKILL');
    rmSync(join(photos, 'below/two.png'));
    const run = await syncOnce([photos], environment);
    expect(run.outcome()).toMatchObject({ stored: 2, already: 1, failed: [] });
    expect(run.code).toBe(usable);
    expectExactly(
      await cloud.contents(),
      [...images].filter(([name]) => name !== 'below/two.png').map(([, bytes]) => bytes),
    );
  });

  test('broken, empty, far too large and no image at all: each with its reason, the good ones are stored', async () => {
    const { cloud, photos, environment } = await world();
    const good = await smallPicture(1);
    const broken = (await smallPicture(2)).subarray(0, 70);
    const huge = pngHeader(30_000, 30_000);
    for (const [name, bytes] of Object.entries({
      'good.png': good,
      'broken.png': broken,
      'huge.png': huge,
      'empty.png': Buffer.alloc(0),
      'letter.jpg': Buffer.from('Dear Sir'),
    })) {
      writeBelow(photos, name, bytes);
    }
    const run = await sync(photos, environment);
    expect(run.output).toContain(`${join(photos, 'empty.png')}: empty, 0 bytes`);
    expect(run.output).toContain(`${join(photos, 'letter.jpg')}: not an image`);
    expect(run.output).toContain(`${join(photos, 'huge.png')}: carried without renditions: more pixels than the limit`);
    expect(run.output).toContain(
      `${join(photos, 'broken.png')}: carried without renditions: it cannot be decoded here`,
    );
    expect(run.output).toMatch(/Stored\s+3 images/);
    expect(run.code).toBe(usable);
    expectExactly(await cloud.contents(), [good, broken, huge]);
  });
});

/** All that a decoder reads before it decides: the size, and the beginning of the pixels. */
function pngHeader(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const bytes = Buffer.alloc(12 + data.length);
    bytes.writeUInt32BE(data.length, 0);
    bytes.write(type, 4, 'latin1');
    data.copy(bytes, 8);
    bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
    return bytes;
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.writeUInt8(8, 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(Buffer.alloc(30_001))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('this computer', () => {
  test('two Cloudrolls on one home: the second says so, and the first goes on', async () => {
    const { cloud, photos, home, environment } = await world();
    await smallFolder(photos);
    const first = startTerminal(['sync', photos, '--settle', '0'], environment);
    await vi.waitFor(() => expect(existsSync(join(home, 'ledger.open'))).toBe(true), 30_000);
    const second = await sync(photos, environment);
    expect(second.complaints).toMatch(
      /ledger\.sqlite is in use by another Cloudroll\. Close that one, or give this one its own CLOUDROLL_HOME\./,
    );
    expect(second.code).toBe(inUse);
    await vi.waitFor(async () => expect((await cloud.contents()).records).toHaveLength(3), {
      timeout: 30_000,
      interval: 200,
    });
    first.kill('SIGTERM');
    expect((await first.ended).complaints).toBe('');
  });

  test('a disk that is full stops nothing for good: with room again, everything is stored', async () => {
    const { cloud, photos, home } = await world();
    const running = await startEngine({
      home,
      folder: photos,
      profile: { ...cloud.profile, renditions: [] },
      servers: servers(),
    });
    onTestFinished(() => running.close());
    const { database } = running.engine.ledger;
    const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
    database.exec(`PRAGMA max_page_count = ${pages + 2}`);
    const picture = await smallPicture(1);
    const images = Array.from({ length: 300 }, (_, at) => Buffer.concat([picture, Buffer.from(`${at}`)]));
    for (const [at, bytes] of images.entries())
      writeFileSync(join(photos, `a picture with a rather long name ${at}.png`), bytes);
    const first = running.scanAndSettle();
    await vi.waitFor(() => expect(running.errors.join()).toContain('disk-full'), 30_000);
    const { ledger, schedule } = running.engine;
    const said = () => issues(ledger, 10, schedule.unwritable())[0];
    await vi.waitFor(() => expect(said()).toMatchObject({ kind: 'computer', failure: { code: 'disk-full' } }), 30_000);
    database.exec('PRAGMA max_page_count = 1000000');
    await first;
    const hasRoom = async () => {
      await running.scanAndSettle();
      expect(schedule.unwritable()).toBeNull();
    };
    await vi.waitFor(hasRoom, { timeout: 40_000, interval: 200 });
    await running.scanAndSettle();
    expectExactly(await cloud.contents(), images);
  });

  const smallDisk = join(base, 'small-disk');
  mkdirSync(smallDisk);
  const hasSmallDisk = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=700k', 'tmpfs', smallDisk]).status === 0;
  afterAll(() => void (hasSmallDisk && spawnSync('umount', [smallDisk])));

  // Only root can make a disk that is small; elsewhere the test before this one is what there is.
  test.skipIf(!hasSmallDisk)('a home on a disk that is full: it is said, and what is stored is whole', async () => {
    const { cloud, photos, environment } = await world();
    const picture = await smallPicture(1);
    const images = Array.from({ length: 600 }, (_, at) => Buffer.concat([picture, Buffer.from(`${at}`)]));
    for (const [at, bytes] of images.entries()) {
      writeBelow(photos, `a picture with a rather long name ${at}.png`, bytes);
    }
    const full = await sync(photos, { ...environment, CLOUDROLL_HOME: join(smallDisk, 'home') });
    expect(full.complaints).toBe('');
    expect(full.output).toMatch(
      /What holds everything up:\n.*ledger\.sqlite cannot be written: the disk is full\. Free some space; nothing was lost\./,
    );
    expect(full.code).toBe(profileUnusable);
    expectSound(await cloud.contents());
  });
});
