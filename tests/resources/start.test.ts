/** @file `npm start` in a small tree of its own: which program it runs, and what it says when that is not Electron. */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const scripts = ['start.mjs', 'electron-here.mjs'];
const resources = fileURLToPath(new URL('../../resources/', import.meta.url));
const isLinux = process.platform === 'linux';

/** Sources first, then what they were built into. `files` come last. */
function tree(files: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder();
  const all = {
    'electron/main.ts': '',
    'shared/brand.ts': '',
    'renderer/main.tsx': '',
    'vite.config.ts': '',
    'package.json': '{ "type": "module" }',
    'dist/desktop/main.js': '',
    'dist/preload/preload.cjs': '',
    'dist/renderer/index.html': '',
    'dist/terminal/terminal.js': "console.log('terminal', ...process.argv.slice(2));",
    'node_modules/electron/install.js': 'process.exit(1);',
    'node_modules/vite/bin/vite.js': "console.log('built');",
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  mkdirSync(join(folder, 'resources'));
  for (const script of scripts) copyFileSync(join(resources, script), join(folder, 'resources', script));
  return folder;
}

function start(folder: string, environment: Readonly<Record<string, string>>, ...words: readonly string[]): string[] {
  const env = { PATH: process.env['PATH'], ...environment };
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'resources/start.mjs'), ...words], {
    env,
    encoding: 'utf8',
  });
  return `${stdout}${stderr}`.trim().split('\n');
}

describe.skipIf(!isLinux)('npm start', () => {
  test('says in one line why it is not Electron, and opens the browser', () => {
    expect(start(tree(), {}, '--port', '4000')).toEqual([
      'There is no display for Electron, so Cloudroll opens in your browser.',
      'terminal serve --open --port 4000',
    ]);
  });

  test.skipIf(process.getuid?.() !== 0)('Electron does not run as root', () => {
    expect(start(tree(), { DISPLAY: ':9' })[0]).toBe(
      'Electron does not run as root, so Cloudroll opens in your browser.',
    );
  });

  test('runs the Electron that was named, on the app', () => {
    const folder = tree({ 'an-electron': '#!/bin/sh\necho "electron $@"\n' });
    chmodSync(join(folder, 'an-electron'), 0o755);
    expect(start(folder, { CLOUDROLL_ELECTRON: join(folder, 'an-electron') }, '--hidden')).toEqual([
      `electron ${folder} --hidden`,
    ]);
  });

  test('builds first when a source is newer than what was built', () => {
    const folder = tree();
    writeFileSync(join(folder, 'renderer/later.tsx'), '');
    expect(start(folder, {}).slice(0, 2)).toEqual(['Building (a few seconds, once after a change)…', 'built']);
  });
});
