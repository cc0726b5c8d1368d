/** @file What a watched folder reports, and when: files at rest, moves, names of every kind. */
import { appendFileSync, linkSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../fakes/manual-clock.ts';
import { expectSilence, put, watchingWorld } from './watching-world.ts';

describe('a watched folder', () => {
  it('finds what is there at first, and after that only what changes', async () => {
    const world = watchingWorld();
    const { id, path } = world.folder('pictures');
    put(path, 'a.jpg');
    put(path, 'sub/b.jpg');
    const first = await world.scan(id);
    expect(world.inLedger(id)).toEqual(['a.jpg', 'sub/b.jpg']);
    expect(first).toMatchObject({ reachable: true, unsettled: [], unreadable: [] });
    const before = world.order.length;
    expect(await world.scan(id)).toMatchObject({ files: 2, directories: 2, changed: 0 });
    expectSilence(world, before);
    writeFileSync(join(path, 'sub/b.jpg'), 'other');
    expect(await world.scan(id)).toMatchObject({ changed: 1 });
    expect(world.order.slice(before)).toEqual([`+${id}:sub/b.jpg`]);
  });

  it('passes by an unchanged directory without asking the ledger for its files', async () => {
    const world = watchingWorld();
    const { id, path } = world.folder('pictures');
    put(path, 'sub/b.jpg');
    await world.scan(id);
    await world.scan(id);
    expect(world.ledger.folders.fingerprint(id, 'sub')).not.toBeNull();
    // Files that the ledger loses behind the fingerprint's back stay unseen: only the fingerprint was asked.
    world.ledger.database.exec('DELETE FROM files');
    expect(await world.scan(id)).toMatchObject({ changed: 0 });
  });

  it('notices that a file went, even when its directory is then just as it was once before', async () => {
    const world = watchingWorld();
    const { id, path } = world.folder('pictures');
    await world.scan(id);
    put(path, 'a.jpg');
    await world.until(() => world.inLedger(id).length === 1);
    rmSync(join(path, 'a.jpg'));
    await world.scan(id);
    expect(world.inLedger(id)).toEqual([]);
  });

  it('does not report a file that grows until it rests', async () => {
    const world = watchingWorld();
    const { id, path } = world.folder('pictures');
    put(path, 'slow.jpg', '1');
    for (let round = 0; round < 5; round += 1) {
      expect(await world.scan(id, 0)).toMatchObject({ unsettled: ['slow.jpg'] });
      world.clock.advance(1900);
      appendFileSync(join(path, 'slow.jpg'), 'more');
    }
    await world.scan(id, 0);
    expect(world.order).toEqual([]);
    await world.until(() => world.order.length > 0);
    expect(world.sightings[0]?.identity.size).toBe(statSync(join(path, 'slow.jpg')).size);
  });

  it('takes one look for two where the kernel vouches for the time of the last change', async () => {
    const world0 = watchingWorld();
    const { path } = world0.folder('pictures');
    put(path, 'old.jpg');
    const clock = manualClock(Math.ceil(statSync(join(path, 'old.jpg')).ctimeMs) + 2500);
    const world = watchingWorld({ kernelTimes: true, clock });
    const id = world.ledger.folders.add({ path, profile: 'p', include: [], exclude: [], watched: true, addedAt: 0 });
    const folder = { id, path, include: [], exclude: [], ignoreCase: false, rootMarker: null, hints: false };
    world.loop.order({ kind: 'watch', folder });
    const asked = clock.elapsed();
    await world.until(() => world.inLedger(id).length === 1);
    expect(clock.elapsed() - asked).toBeLessThan(2000);
  });

  it('follows hints: new, written to, removed, in new directories, without any scan being asked for', async () => {
    const world = watchingWorld();
    const { id, path } = world.folder('pictures');
    await world.until(() => world.scripted.watching().includes(path));
    put(path, 'a.jpg');
    put(path, 'new/deep/b.jpg');
    await world.until(() => world.inLedger(id).length === 2);
    rmSync(join(path, 'a.jpg'));
    await world.until(() => world.inLedger(id).length === 1);
    rmSync(join(path, 'new'), { recursive: true });
    await world.until(() => world.inLedger(id).length === 0);
  });

  it('finds everything by the timer when every hint is dropped', async () => {
    const world = watchingWorld({ settings: { rescanEvery: 100_000 } });
    const { id, path } = world.folder('pictures');
    await world.scan(id);
    world.scripted.script('drop');
    put(path, 'a/b/c.jpg');
    world.clock.advance(60_000);
    expect(world.inLedger(id)).toEqual([]);
    await world.until(() => world.inLedger(id).length === 1);
  });

  it.each(['double', 'hold'] as const)('comes to the same when the script of the hints is: %s', async (what) => {
    const world = watchingWorld();
    const { id, path } = world.folder('pictures');
    await world.scan(id);
    world.scripted.script(what);
    put(path, 'a.jpg');
    put(path, 'b/c.jpg');
    renameSync(join(path, 'a.jpg'), join(path, 'b/a.jpg'));
    if (what === 'hold') {
      world.clock.advance(10_000);
      world.scripted.hint(path, { kind: 'directory', directory: 'was/never/there' });
      world.scripted.release();
      world.scripted.hint(path, { kind: 'directory', directory: '' });
    }
    await world.until(() => world.inLedger(id).length === 2);
    expect(world.inLedger(id)).toEqual(['b/a.jpg', 'b/c.jpg']);
  });

  it('takes a file that is written under another name and then renamed (field.md 3, row 8)', async () => {
    const world = watchingWorld();
    const { id, path } = world.folder('pictures');
    for (const [index, suffix] of ['.tmp', '.crdownload', '.part'].entries()) {
      put(path, `x${index}.jpg${suffix}`);
      await world.scan(id);
      expect(world.inLedger(id)).not.toContain(`x${index}.jpg`);
      renameSync(join(path, `x${index}.jpg${suffix}`), join(path, `x${index}.jpg`));
      await world.scan(id);
      expect(world.inLedger(id)).toContain(`x${index}.jpg`);
    }
    expect(world.inLedger(id)).toEqual(['x0.jpg', 'x1.jpg', 'x2.jpg']);
  });

  it('sees a move between two folders first where the file went, then where it was', async () => {
    const world = watchingWorld();
    const [one, two] = [world.folder('one'), world.folder('two')];
    put(one.path, 'x.jpg');
    await world.scan(one.id);
    await world.scan(two.id);
    renameSync(join(one.path, 'x.jpg'), join(two.path, 'y.jpg'));
    await world.until(() => world.order.length === 3);
    expect(world.order.slice(1)).toEqual([`+${two.id}:y.jpg`, `-${one.id}:x.jpg`]);
  });

  it('sees a change of case only, and a renamed directory, as files that went and came (rows 8 and 16)', async () => {
    const world = watchingWorld();
    const { id, path } = world.folder('pictures');
    put(path, 'IMG.JPG');
    for (let index = 0; index < 20; index += 1) put(path, `old/${index}.jpg`);
    await world.scan(id);
    renameSync(join(path, 'IMG.JPG'), join(path, 'img.jpg'));
    renameSync(join(path, 'old'), join(path, 'new'));
    await world.scan(id);
    expect(world.inLedger(id)).toHaveLength(21);
    expect(world.inLedger(id).filter((file) => file !== 'img.jpg' && !file.startsWith('new/'))).toEqual([]);
    expect(world.departures.filter(({ whole }) => whole).map(({ directory }) => directory)).toEqual(['old']);
  });

  it('keeps every name as it is on the disk', async () => {
    const world = watchingWorld();
    const { id, path } = world.folder('pictures');
    const names = [
      'é.jpg'.normalize('NFC'),
      'é.jpg'.normalize('NFD'),
      'with space + 100% #1? &c.jpg',
      '😀🏳️‍🌈.jpg',
      `${'ü'.repeat(125)}a.jpg`,
      'quote\'".jpg',
      'new\nline.jpg',
      'back\\slash.jpg',
      '\u{fffd}.jpg',
    ];
    for (const name of names) put(path, `${name.length}/${name}`);
    for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
    await world.scan(id);
    expect(world.inLedger(id)).toEqual(names.map((name) => `${name.length}/${name}`).sort());
    await world.scan(id);
    expect(world.order).toHaveLength(names.length);
  });

  it('says of a name that is not UTF-8 that it cannot be read, and goes on', async () => {
    const world = watchingWorld();
    const { id, path } = world.folder('pictures');
    put(path, 'a.jpg');
    writeFileSync(Buffer.concat([Buffer.from(`${path}/bad`), Buffer.from([0xff]), Buffer.from('.jpg')]), 'x');
    const summary = await world.scan(id);
    expect(summary.unreadable).toEqual([{ path: 'bad\u{fffd}.jpg', code: 'EILSEQ' }]);
    expect(world.inLedger(id)).toEqual(['a.jpg']);
  });

  it('never enters our own output, and does not follow links (row 15)', async () => {
    const base = watchingWorld().base;
    const world = watchingWorld({ settings: { ownFolders: [join(base, 'pictures/out')] } });
    const path = join(base, 'pictures');
    put(path, 'out/rendition.jpg');
    put(path, 'a.jpg');
    put(base, 'elsewhere/secret.jpg');
    symlinkSync(join(base, 'elsewhere'), join(path, 'link'));
    symlinkSync(join(base, 'elsewhere/secret.jpg'), join(path, 'link.jpg'));
    linkSync(join(path, 'a.jpg'), join(path, 'second-name.jpg'));
    symlinkSync('..', join(path, 'loop'));
    const id = world.folder('ours', { path }).id;
    await world.scan(id);
    expect(world.inLedger(id)).toEqual(['a.jpg', 'second-name.jpg']);
  });

  it('does not call gone what new rules only pass over', async () => {
    const world = watchingWorld();
    const { id, path } = world.folder('pictures');
    put(path, 'private/x.jpg');
    put(path, 'a.jpg');
    put(path, 'a.png');
    await world.scan(id);
    world.folder('pictures', { exclude: ['private', '*.png'] });
    rmSync(join(path, 'a.jpg'));
    expect(await world.scan(id)).toMatchObject({ changed: 1 });
    expect(world.inLedger(id)).toEqual(['a.png', 'private/x.jpg']);
  });

  it('finds again what could not be written down', async () => {
    const world = watchingWorld();
    const { id, path } = world.folder('pictures');
    put(path, 'a.jpg');
    world.keep(false);
    await world.scan(id);
    expect(world.inLedger(id)).toEqual([]);
    world.keep(true);
    await world.until(() => world.inLedger(id).length === 1);
  });

  it('scans only, and says so once, where the system gives no more watches (row 12)', async () => {
    const world = watchingWorld({ settings: { rescanEvery: 900_000 } });
    const { id, path } = world.folder('pictures');
    await world.until(() => world.scripted.watching().includes(path));
    world.scripted.fail(path, 'ENOSPC');
    world.scripted.fail(path, 'ENOSPC');
    await world.until(() => world.scripted.watching().length === 0);
    expect(world.degraded).toEqual(['ENOSPC']);
    world.clock.advance(5000);
    put(path, 'a.jpg');
    const asked = world.clock.elapsed();
    await world.until(() => world.inLedger(id).length === 1);
    expect(world.clock.elapsed() - asked).toBeLessThan(120_000);
  });

  it('scans after any other error of the watcher', async () => {
    const world = watchingWorld();
    const { id, path } = world.folder('pictures');
    await world.scan(id);
    world.scripted.script('drop');
    put(path, 'a.jpg');
    world.scripted.fail(path, 'EIO');
    await world.until(() => world.inLedger(id).length === 1);
    expect(world.degraded).toEqual([]);
  });

  it('says nothing of a folder that is no longer watched', async () => {
    const world = watchingWorld();
    const [one, two] = [world.folder('one'), world.folder('two')];
    await world.scan(one.id);
    await world.scan(two.id);
    world.loop.order({ kind: 'unwatch', folderId: one.id });
    put(one.path, 'a.jpg');
    put(two.path, 'b.jpg');
    await world.until(() => world.inLedger(two.id).length === 1);
    world.clock.advance(10_000);
    expect(world.order).toEqual([`+${two.id}:b.jpg`]);
    expect(world.scripted.watching()).toEqual([two.path]);
  });

  it('leaves no watch and no sleeper behind when it ends, even with a batch that nobody acknowledged', async () => {
    const world = watchingWorld();
    const { path } = world.folder('pictures');
    await world.until(() => world.scripted.watching().includes(path));
    mkdirSync(join(path, 'more'));
    await world.close();
    expect(world.scripted.watching()).toEqual([]);
    expect(world.clock.sleeping()).toEqual([]);
  });
});
