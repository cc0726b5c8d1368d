/** @file Entry of the desktop app: gathers its surroundings, sets what must be set before Electron is ready, opens the desktop. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { profileFromEnvironment } from './cloud/environment-profile.ts';
import { homeFolder, thisDevice } from './cloud/home.ts';
import { settingsStore } from './cloud/settings.ts';
import { hiddenSwitch } from './desktop/autostart.ts';
import { type Desktop, openDesktop } from './desktop/open-desktop.ts';
import { registerSchemes } from './desktop/schemes.ts';
import { givenToStart, isOnlyInstance } from './desktop/single-instance.ts';
import { utilityPixels } from './desktop/utility-pixels.ts';
import { utilityWatching } from './desktop/utility-watching.ts';
import { words } from './desktop/words.ts';
import { pixelEnvironment } from './fork-pixels.ts';
import { systemClock } from './foundation/clock.ts';
import { noCrash } from './foundation/crash-point.ts';
import { fileLog } from './foundation/log.ts';
import { type AbsolutePath, absolutePath } from './foundation/paths.ts';
import { keytarKeychain } from './secrets/keytar-keychain.ts';
import { limitsOfEnvironment } from './terminal/limits-asked.ts';

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
  const device = await thisDevice(home);
  const bare = pixelEnvironment(process.env);
  const entry = (name: string) => new URL(`./${name}.js`, import.meta.url);
  const root = app.getAppPath();
  desktop = await openDesktop({
    home,
    environment: process.env,
    clock: systemClock,
    log,
    keychain: keytarKeychain(systemClock),
    reached: noCrash,
    random: Math.random,
    device: `${device.name} ${device.id.slice(0, 8)}`,
    canary: device.id,
    settleFor: 2000,
    ownFolders: [],
    launchWatching: utilityWatching(bare, entry('watching')),
    startPixels: utilityPixels(bare, entry('pixels')),
    readingEntry: entry('reading'),
    store: settingsStore(home),
    own: { profile: profileFromEnvironment(process.env), limits: limitsOfEnvironment(process.env) },
    version: app.getVersion(),
    pageFolder: absolutePath(join(root, 'dist/renderer')),
    pageServer: app.isPackaged ? undefined : process.env['CLOUDROLL_PAGE_SERVER'],
    preload: join(root, 'dist/preload/preload.cjs'),
    icons: absolutePath(app.isPackaged ? join(process.resourcesPath, 'tray') : join(root, 'resources/tray')),
    given,
    isHidden: process.argv.includes(hiddenSwitch),
  });
  desktop.take(early);
}

function fail(error: unknown): void {
  dialog.showErrorBox(words.couldNotStart, error instanceof Error ? error.message : String(error));
  app.exit(1);
}
