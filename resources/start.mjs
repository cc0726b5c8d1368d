/**
 * @file `npm start`: opens the app. In Electron where it can run here, else in the browser, with one line that says why.
 * CLOUDROLL_ELECTRON names another binary to run. Words after `npm start --` go to the app.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { electronHere } from './electron-here.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const words = process.argv.slice(2);

if (isBuildOld()) {
  console.log('Building (a few seconds, once after a change)…');
  const built = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  if (built.status !== 0) process.exit(built.status ?? 1);
}

const { binary, hindrance } = electronHere();
if (binary !== undefined) run(binary, [root, ...words]);
else {
  console.log(`${hindrance}, so Cloudroll opens in your browser.`);
  run(process.execPath, [join(root, 'dist/terminal/terminal.js'), 'serve', '--open', ...words]);
}

function run(program, given) {
  const child = spawn(program, given, { stdio: 'inherit' });
  // Ctrl+C reaches the child by itself; here it only must not end us first.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`${program} could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 0;
  });
}

function isBuildOld() {
  const built = [
    'dist/desktop/main.js',
    'dist/preload/preload.cjs',
    'dist/renderer/index.html',
    'dist/terminal/terminal.js',
  ];
  const times = built.map((path) => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return newest(['electron', 'shared', 'renderer', 'vite.config.ts', 'package.json']) > Math.min(...times);
}

function newest(names) {
  let latest = 0;
  for (const name of names) {
    const path = join(root, name);
    latest = Math.max(latest, statSync(path).mtimeMs);
    if (!statSync(path).isDirectory()) continue;
    for (const inner of readdirSync(path, { recursive: true }))
      latest = Math.max(latest, statSync(join(path, inner)).mtimeMs);
  }
  return latest;
}
