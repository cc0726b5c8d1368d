/** @file `cloudroll ls`, `find`, `show`, `tag`, `describe`, `undo`, `export`, `import` and `log`, on a real cloud of this computer. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalCloud } from '../../electron/cloud/local/start-local-cloud.ts';
import { forkPixels, pixelEnvironment } from '../../electron/fork-pixels.ts';
import { forkWatching } from '../../electron/fork-watching.ts';
import { systemClock } from '../../electron/foundation/clock.ts';
import { memoryKeychain } from '../../electron/secrets/memory-keychain.ts';
import { runCommand } from '../../electron/terminal/commander-program.ts';
import { writePicture } from '../api/api-world.ts';
import { type CloudUnderTest, cloudUnderTest } from '../durability/cloud-under-test.ts';
import { photo } from '../fixtures/images.ts';
import { localCloudWorld } from '../fixtures/local-cloud-world.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

let servers: LocalCloud;
beforeAll(async () => {
  servers = await localCloudWorld();
});
afterAll(() => servers.close());

/** A terminal with a home and a folder of its own. */
function terminal(cloud: CloudUnderTest, name: string) {
  const base = temporaryFolder();
  const bare = pixelEnvironment(process.env);
  const run = async (...args: string[]) => {
    const out: string[] = [];
    const told: string[] = [];
    const code = await runCommand(['node', 'cloudroll', ...args], {
      environment: { ...cloud.environment(join(base, name)) },
      workingFolder: base,
      clock: systemClock,
      random: () => 0,
      keychain: memoryKeychain(),
      launchWatching: forkWatching(bare),
      startPixels: forkPixels(bare),
      readingEntry: new URL('../../electron/reading.ts', import.meta.url),
      print: (line) => void out.push(line),
      complain: (line) => void told.push(line),
      isLive: false,
      interrupted: new AbortController().signal,
    });
    return { code, out, told };
  };
  return { base, run, sync: () => run('sync', 'pictures', '--once', '--settle', '0', '--json') };
}

test('what is stored is listed, found, described, exported and logged; a second computer has it all', async () => {
  const cloud = await cloudUnderTest(servers);
  const desk = terminal(cloud, 'desk');
  await writePicture(join(desk.base, 'pictures', 'Fête.jpg'), 1);
  await writePicture(join(desk.base, 'pictures', 'b.jpg'), 2);
  await writePicture(join(desk.base, 'elsewhere.jpg'), 3);
  expect((await desk.sync()).code).toBe(0);

  const tagged = await desk.run('tag', 'pictures/b.jpg', '--add', 'sea', 'sun', '--json');
  expect(JSON.parse(tagged.out[0] ?? '')).toMatchObject({ images: 1 });
  const described = await desk.run(
    'describe',
    'pictures/b.jpg',
    '--title',
    'By the sea',
    '--favourite',
    '--field',
    'place=Rome',
  );
  expect(described.out[0]).toMatch(/^1 image changed\. Undo: cloudroll undo /);
  expect(described.told).toEqual([]);

  const shown = JSON.parse((await desk.run('show', 'pictures/b.jpg', '--json')).out[0] ?? '');
  expect(shown).toMatchObject({
    title: 'By the sea',
    tags: ['sea', 'sun'],
    favourite: true,
    fields: { place: 'Rome' },
  });
  expect(shown.edits.map(({ state }: { state: string }) => state)).toEqual(['stands', 'stands']);
  expect((await desk.run('show', 'pictures/b.jpg')).out.join('\n')).toMatch(/Title\s+By the sea/);
  expect((await desk.run('tags')).out).toEqual(['sea  1 image', 'sun  1 image']);
  const { records } = await cloud.contents();
  expect(records.find(({ file_name }) => file_name === 'b.jpg')).toMatchObject({ title: 'By the sea', version: 2 });

  const names = async (...args: string[]) =>
    (await desk.run(...args, '--json')).out.map((line) => JSON.parse(line).fileName).sort();
  expect(await names('ls')).toEqual(['Fête.jpg', 'b.jpg']);
  expect(await names('ls', '--tag', 'sun', '--favourite')).toEqual(['b.jpg']);
  expect(await names('find', 'fete')).toEqual(['Fête.jpg']);
  expect(await names('find', 'rome', 'sea')).toEqual(['b.jpg']);
  expect((await desk.run('find', 'nowhere')).out).toEqual(['Nothing is stored under: nowhere']);

  const copy = join(desk.base, 'copy.jpg');
  writeFileSync(copy, readFileSync(join(desk.base, 'pictures', 'b.jpg')));
  const found = await desk.run('find', 'copy.jpg');
  expect(found.code).toBe(0);
  expect(found.out[0]).toMatch(/^copy\.jpg is in environment as b\.jpg, stored .*originals\//);
  const missing = await desk.run('find', 'elsewhere.jpg');
  expect([missing.code, missing.out[0]]).toEqual([1, expect.stringMatching(/^elsewhere\.jpg is not in your cloud/)]);

  const laptop = terminal(cloud, 'laptop');
  await writePicture(join(laptop.base, 'pictures', 'same as b.jpg'), 2);
  expect((await laptop.sync()).code).toBe(0);
  const there = (await laptop.run('ls', '--json')).out.map((line) => JSON.parse(line));
  expect(there.map(({ fileName, title }) => `${fileName} ${title}`).sort()).toEqual(['Fête.jpg ', 'b.jpg By the sea']);

  expect((await desk.run('export', '--format', 'csv', '--out', 'library.csv')).code).toBe(0);
  const taken = await laptop.run('import', join(desk.base, 'library.csv'), '--json');
  expect(JSON.parse(taken.out[0] ?? '')).toMatchObject({ read: 2, changed: 0, unchanged: 2 });
  const chosen = await desk.run('export', '--tag', 'sea', '--text', 'by the sea');
  expect(chosen.out.map((one) => JSON.parse(one).file_name)).toEqual(['b.jpg']);
  const again = await desk.run('export', '--format', 'csv', '--out', 'library.csv');
  expect(again.code).not.toBe(0);

  const undo = described.out[0]?.split(' ').at(-1) ?? '';
  expect((await desk.run('undo', undo)).out[0]).toMatch(/^1 image changed/);
  expect(JSON.parse((await desk.run('show', 'pictures/b.jpg', '--json')).out[0] ?? '')).toMatchObject({
    title: '',
    tags: ['sea', 'sun'],
  });
  expect((await desk.run('log', '--kind', 'described', 'undone')).out).toHaveLength(3);
  expect(JSON.parse((await desk.run('log', '--health')).out[0] ?? '')).toMatchObject({ lastHour: { stored: 2 } });
  cloud.close();
});

test('what makes no sense is said, and nothing changes', async () => {
  const cloud = await cloudUnderTest(servers);
  const { run } = terminal(cloud, 'home');
  expect((await run('tag', 'nothing.jpg', '--add', 'x')).code).toBe(2);
  expect((await run('describe', 'nothing.jpg', '--title', 'a\u0000b')).told[0]).toMatch(/^That cannot be set: title/);
  expect((await run('log', '--kind', 'nonsense')).code).toBe(2);
  expect((await run('show', 'nothing.jpg')).code).toBe(2);
  expect((await run('undo', 'nothing')).out).toEqual(['Nothing had to change.']);
  cloud.close();
});

test('a location is taken out of the record and told again, and what is asked of other attributes stays theirs', async () => {
  const cloud = await cloudUnderTest(servers);
  const { base, run, sync } = terminal(cloud, 'placed');
  mkdirSync(join(base, 'pictures'));
  const exif = {
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 30/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '2/1 15/1 0/1' },
  };
  writeFileSync(join(base, 'pictures', 'placed.jpg'), await photo({ exif }));
  expect((await sync()).code).toBe(0);
  const recorded = async () => (await cloud.contents()).records[0];
  const shown = async () => (await run('show', 'pictures/placed.jpg')).out.join('\n');
  expect(await recorded()).toMatchObject({ gps: { latitude: 48.5, longitude: 2.25 } });
  expect(await shown()).toMatch(/Location\s+48\.5, 2\.25/);

  expect((await run('describe', 'pictures/placed.jpg', '--no-location', '--title', 'Home')).code).toBe(0);
  expect(await recorded()).not.toHaveProperty('gps');
  expect(await recorded()).toMatchObject({ title: 'Home', location_removed: true });
  expect(await recorded()).not.toHaveProperty('favourite');
  expect(await shown()).not.toContain('48.5');

  expect((await run('describe', 'pictures/placed.jpg', '--location')).code).toBe(0);
  expect(await recorded()).toMatchObject({ gps: { latitude: 48.5, longitude: 2.25 }, title: 'Home' });
  expect(await recorded()).not.toHaveProperty('location_removed');
});

test('when failing is said aloud, and that counters are published, is set here; the policy follows', async () => {
  const cloud = await cloudUnderTest(servers);
  const { run } = terminal(cloud, 'home');
  const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).out[0] ?? 'null');
  expect(await json('alert', '35', '--at-least', '7')).toEqual({ above: 35, atLeast: 7 });
  expect(await json('alert')).toEqual({ above: 35, atLeast: 7 });
  expect((await run('alert', 'none')).out).toEqual(['However much fails, nothing is said of the rate.']);
  expect((await run('alert', '101')).code).toBe(2);
  expect(await json('publish')).toMatchObject({ on: false, last: null });
  expect((await run('cloud', 'policy')).out.join('')).not.toContain('cloudwatch');
  expect(await json('publish', '--on')).toMatchObject({ on: true });
  expect((await run('cloud', 'policy')).out.join('')).toContain('"cloudwatch:namespace": "Cloudroll"');
  expect((await run('publish', '--on', '--off')).code).toBe(2);
  expect((await run('publish', '--off')).out[0]).toMatch(/^Counters of .* are not published/);
  expect((await run('publish', 'nobody', '--on')).code).toBe(3);
  cloud.close();
});
