/** @file Gathers the desktop's surroundings and opens it behind its first window; what main.ts loads while the page does. */
import { join } from 'node:path';
import { app } from 'electron';
import { profileFromEnvironment } from '../cloud/environment-profile.ts';
import { thisDevice } from '../cloud/home.ts';
import { settingsStore } from '../cloud/settings.ts';
import { systemClock } from '../foundation/clock.ts';
import { noCrash } from '../foundation/crash-point.ts';
import { type AbsolutePath, absolutePath } from '../foundation/paths.ts';
import { keytarKeychain } from '../secrets/keytar-keychain.ts';
import { limitsOfEnvironment } from '../terminal/limits-asked.ts';
import { type Desktop, type DesktopOptions, openDesktop } from './open-desktop.ts';
import { utilityPixels } from './utility-pixels.ts';
import { utilityWatching } from './utility-watching.ts';

type Handed = 'home' | 'log' | 'first' | 'given' | 'isHidden' | 'preload' | 'environment' | 'random';

export type StartOptions = Pick<DesktopOptions, Handed> & {
  /** Of a process of ours, by its name. */
  readonly entry: (name: string) => URL;
  /** All that those processes are told of the environment. */
  readonly bare: Readonly<Record<string, string>>;
};

/** Throws as openDesktop. */
export async function startDesktop(options: StartOptions): Promise<Desktop> {
  const { home, environment, entry, bare } = options;
  const device = await thisDevice(home);
  return openDesktop({
    ...options,
    clock: systemClock,
    keychain: keytarKeychain(systemClock),
    reached: noCrash,
    device: `${device.name} ${device.id.slice(0, 8)}`,
    canary: device.id,
    settleFor: 2000,
    ownFolders: [],
    launchWatching: utilityWatching(bare, entry('watching')),
    startPixels: utilityPixels(bare, entry('pixels')),
    readingEntry: entry('reading'),
    store: settingsStore(home),
    own: { profile: profileFromEnvironment(environment), limits: limitsOfEnvironment(environment) },
    version: app.getVersion(),
    icons: trayPictures(),
  });
}

function trayPictures(): AbsolutePath {
  const place = app.isPackaged ? join(process.resourcesPath, 'tray') : join(app.getAppPath(), 'resources/tray');
  return absolutePath(place);
}
