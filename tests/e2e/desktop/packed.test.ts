/** @file What `npm run pack` makes: its contents, its fuses, and that it starts and stores an image; the stand-in is its Electron. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extractFile, listPackage } from '@electron/asar';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { keptPackages, keptWithTheirNeeds } from '../../../resources/kept-packages.ts';
import { cloudForFile } from '../../api/api-world.ts';
import { dummyElectron, fusesOf } from '../../fixtures/dummy-electron.ts';
import { isInstalled, needs } from '../../setup/debian-packages.ts';
import { environmentOf } from './app-under-test.ts';
import { pictures, soon } from './sample-pictures.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const PackageFile = z.object({ devDependencies: z.object({ electron: z.string() }) });

// The dummy's binary is a script of a shell, and npm installs the natives of one system.
const isHere = process.platform === 'linux' && process.arch === 'x64';
const why = isHere ? '' : ': skipped, the dummy Electron is one for Linux on x64';
describe.skipIf(!isHere)(`the packed app${why}`, () => {
  const { cloud } = cloudForFile();
  let base = '';
  let packed = '';
  let inside: string[] = [];
  let beside: string[] = [];
  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), 'cloudroll-packed-'));
    const { devDependencies } = PackageFile.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    await dummyElectron(join(base, 'electron'), devDependencies.electron);
    const { VITEST: _, NODE_ENV: __, NODE_OPTIONS: ___, ...environment } = process.env;
    const ended = spawnSync(
      process.execPath,
      [join(root, 'resources/pack.mjs'), `-c.directories.output=${join(base, 'out')}`],
      { encoding: 'utf8', env: { ...environment, CLOUDROLL_ELECTRON_DIST: join(base, 'electron') } },
    );
    if (ended.status !== 0) throw new Error(`It could not be packed:\n${ended.stdout}${ended.stderr}`);
    packed = join(base, 'out/linux-unpacked');
    inside = listPackage(join(packed, 'resources/app.asar'), { isPack: false });
    beside = filesBelow(join(packed, 'resources'));
  }, 180_000);
  afterAll(() => rmSync(base, { recursive: true, force: true, maxRetries: 5 }));

  test('our part is what was built: pages, processes and package.json, without sources, maps or tests', () => {
    const ours = inside.filter((path) => !path.startsWith('/node_modules'));
    expect(ours).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/dist/desktop/main.js',
        '/dist/desktop/watching.js',
        '/dist/desktop/pixels.js',
        '/dist/desktop/reading.js',
        '/dist/preload/preload.cjs',
        '/dist/renderer/index.html',
      ]),
    );
    expect(ours.filter((path) => !/^\/(package\.json$|dist(\/|$))/.test(path))).toEqual([]);
    expect(inside.filter((path) => /\.(ts|tsx|map)$|\.test\.|\/(tests?|src)\/|\/dist\/terminal/.test(path))).toEqual(
      [],
    );
  });

  test('its packages are those that are not bundled, and what they need', () => {
    const names = new Set(inside.flatMap((path) => /^\/node_modules\/([^/]+)/.exec(path)?.[1] ?? []));
    const needed = keptWithTheirNeeds(root);
    expect([...names].filter((name) => !needed.includes(name))).toEqual([]);
    expect([...names]).toEqual(expect.arrayContaining([...keptPackages]));
    expect(needed.filter((name) => /aws|smithy|electron|vite|react|typescript|^@types/.test(name))).toEqual([]);
  });

  test('whatever our part still imports is there', () => {
    const code = inside
      .filter((path) => /^\/dist\/desktop\/.*\.js$/.test(path))
      .map((path) => extractFile(join(packed, 'resources/app.asar'), path.slice(1)).toString());
    const imported = code.flatMap((text) =>
      [
        ...text.matchAll(/^import (?:[^'"\n]* from )?["']([^"'./][^"']*)["']|\bimport\(["']([^"'./][^"']*)["']\)/gm),
      ].map(([, fixed, later]) => fixed ?? later ?? ''),
    );
    const packages = new Set(imported.filter((name) => name !== 'electron' && !isBuiltin(name)));
    expect([...packages]).toEqual(expect.arrayContaining(['keytar', 'sharp']));
    expect([...packages].filter((name) => !inside.includes(`/node_modules/${name}/package.json`))).toEqual([]);
  });

  test('the native parts are those of this system, outside of the archive, and the way back is there', () => {
    const where = 'app.asar.unpacked/node_modules';
    expect(beside.filter((path) => path.endsWith('.node'))).toEqual([
      expect.stringMatching(`^${where}/@img/sharp-linux-x64/`),
      `${where}/classic-level/prebuilds/linux-x64/classic-level.musl.node`,
      `${where}/classic-level/prebuilds/linux-x64/classic-level.node`,
      `${where}/keytar/prebuilds/linux-x64/keytar.node`,
    ]);
    expect(beside.filter((path) => /\.(so|dylib|dll|wasm)\b/.test(path))).toEqual([
      expect.stringMatching(`^${where}/@img/sharp-libvips-linux-x64/lib/libvips-cpp\\.so`),
      expect.stringMatching(`^${where}/@img/sharp-wasm32/lib/.*\\.wasm$`),
    ]);
  });

  test('around it: the tray, two languages, licences, and nothing of Electron that runs another app', () => {
    expect(beside.filter((path) => path.startsWith('tray/')).length).toBeGreaterThanOrEqual(20);
    expect(readdirSync(join(packed, 'locales')).sort()).toEqual(['de.pak', 'en-US.pak']);
    expect(
      ['LICENSE.electron.txt', 'LICENSES.chromium.html'].filter((name) => !existsSync(join(packed, name))),
    ).toEqual([]);
    expect(beside).not.toContain('default_app.asar');
  });

  test('the binary runs no other script, and only what is in the archive', () => {
    const fuses = fusesOf(readFileSync(join(packed, 'cloudroll')));
    const [runAsNode, cookies, nodeOptions, inspect, integrity, onlyAsar, , fileProtocol] = fuses;
    expect({ runAsNode, cookies, nodeOptions, inspect, integrity, onlyAsar, fileProtocol }).toEqual({
      runAsNode: '0',
      cookies: '1',
      nodeOptions: '0',
      inspect: '0',
      integrity: '1',
      onlyAsar: '1',
      fileProtocol: '0',
    });
  });

  test.skipIf(!isInstalled(needs.chromium))(
    'started with a picture it stores it, and its window shows it',
    async () => {
      const home = join(base, 'home');
      mkdirSync(home);
      const [picture = ''] = await pictures(join(base, 'given'), ['given.jpg']);
      const app = spawn(join(packed, 'cloudroll'), ['--remote-debugging-port=0', picture], {
        cwd: home,
        env: environmentOf(home, cloud()),
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let said = '';
      app.stderr.on('data', (bytes: Buffer) => {
        said += bytes.toString();
      });
      const ended = once(app, 'exit');
      onTestFinished(async () => {
        app.kill('SIGTERM');
        await ended;
      });
      const devtools = () => /DevTools listening on (ws:\S+)/.exec(said)?.[1] ?? '';
      await expect.poll(devtools, soon).not.toBe('');
      const browser = await chromium.connectOverCDP(devtools());
      onTestFinished(() => browser.close());
      const pageNow = () =>
        browser
          .contexts()[0]
          ?.pages()
          .find((page) => page.url().includes('index.html'));
      await expect.poll(pageNow, soon).toBeDefined();
      const page = pageNow();
      await page?.getByText('given.jpg').first().waitFor();
      await page?.getByText('All stored').first().waitFor();
      expect(existsSync(join(home, 'cloudroll/ledger.sqlite'))).toBe(true);
      expect(said).not.toMatch(/Error/);
    },
  );
});

/** Their paths from there. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
