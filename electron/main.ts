/** @file Entry of the desktop app: what must be set before Electron is ready, the window, and only then all the rest. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { app, dialog } from 'electron';
import { homeFolder } from './cloud/home-folder.ts';
import { enginePieces } from './desktop/engine-pieces.ts';
import { openFirstWindow } from './desktop/first-window.ts';
import type { Desktop } from './desktop/open-desktop.ts';
import { registerSchemes } from './desktop/schemes.ts';
import { givenToStart, isOnlyInstance } from './desktop/single-instance.ts';
import { hiddenSwitch } from './desktop/start-switches.ts';
import { words } from './desktop/words.ts';
import { pixelEnvironment } from './fork-pixels.ts';
import { systemClock } from './foundation/clock.ts';
import { fileLog } from './foundation/log.ts';
import { type AbsolutePath, absolutePath } from './foundation/paths.ts';

const home = homeFolder(process.env);
mkdirSync(home, { recursive: true, mode: 0o700 });
const given = givenToStart(process.argv, process.cwd(), app.isPackaged);
const early: AbsolutePath[] = [];
let desktop: Desktop | undefined;

// Chromium's own files; the lock of the only instance is there too, so there is one for each home.
app.setPath('userData', join(home, 'window'));
app.setDesktopName('cloudroll.desktop');
app.setAppUserModelId('dev.cloudroll.app');
app.enableSandbox();
registerSchemes();
app.on('open-file', (event, path) => {
  event.preventDefault();
  if (desktop === undefined) early.push(absolutePath(path));
  else desktop.take([absolutePath(path)]);
});

if (isOnlyInstance(given, (other) => desktop?.receive(other))) app.whenReady().then(start).catch(fail);
else app.quit();

async function start(): Promise<void> {
  const log = fileLog(join(home, 'cloudroll.log'));
  process.on('uncaughtException', (error) => log.error('A fault of ours that nobody caught', { error }));
  const isHidden = process.argv.includes(hiddenSwitch);
  const root = app.getAppPath();
  const preload = join(root, 'dist/preload/preload.cjs');
  const first = openFirstWindow({
    ...{ clock: systemClock, log, preload, isHidden },
    pageFolder: absolutePath(join(root, 'dist/renderer')),
    pageServer: app.isPackaged ? undefined : process.env['CLOUDROLL_PAGE_SERVER'],
  });
  // The engine's code is the larger part of a start. It comes in pieces, and the window's own steps in between.
  for (const load of enginePieces) {
    await load();
    await setImmediate();
  }
  await first.hasPage;
  const { startDesktop } = await import('./desktop/start-desktop.ts');
  const entry = (name: string) => new URL(`./${name}.js`, import.meta.url);
  desktop = await startDesktop({
    ...{ home, log, first, given, isHidden, preload, entry },
    environment: process.env,
    bare: pixelEnvironment(process.env),
    random: Math.random,
  });
  desktop.take(early);
  await desktop.settled;
}

function fail(error: unknown): void {
  dialog.showErrorBox(words.couldNotStart, error instanceof Error ? error.message : String(error));
  app.exit(1);
}
