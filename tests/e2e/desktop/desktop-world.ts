/** @file The whole app, built and launched as a person would, on the local cloud; for a test file. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { LocalCloud } from '../../../electron/cloud/local/start-local-cloud.ts';
import { cloudForFile } from '../../api/api-world.ts';
import { buildApp, electronInUse, environmentOf } from './app-under-test.ts';
import { trayIsThere } from './standin-hand.ts';

export type RunningApp = {
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** What its processes wrote to standard error. */
  readonly said: () => string;
};

export type LaunchOptions = {
  readonly home?: string;
  readonly words?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** False: nothing is set up yet. */
  readonly hasProfile?: boolean;
  /** True: handed over as soon as there is a page, whatever of the app is not there yet. */
  readonly isHasty?: boolean;
};

export type DesktopWorld = {
  readonly cloud: () => LocalCloud;
  /** Of this test file, beside all homes. */
  readonly base: () => string;
  readonly appFolder: () => string;
  readonly environment: (home: string, options?: LaunchOptions) => Record<string, string>;
  readonly newHome: () => string;
  /** Launched, its window loaded; closed with the test. */
  readonly launch: (options?: LaunchOptions) => Promise<RunningApp>;
};

export function desktopForFile(): DesktopWorld {
  const { cloud } = cloudForFile();
  let base = '';
  let homes = 0;
  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), 'cloudroll-desktop-'));
    if (electronInUse !== null) await buildApp(join(base, 'app'));
  });
  afterAll(() => rmSync(base, { recursive: true, force: true, maxRetries: 5 }));

  const newHome = (): string => {
    homes += 1;
    return join(base, `home-${homes}`);
  };
  const environment: DesktopWorld['environment'] = (home, { hasProfile = true, environment: more = {} } = {}) => ({
    ...environmentOf(home, hasProfile ? cloud() : null),
    ...more,
  });
  return {
    cloud,
    newHome,
    environment,
    base: () => base,
    appFolder: () => join(base, 'app'),
    launch: async (options = {}) => {
      if (electronInUse === null) throw new Error('There is nothing to launch');
      const home = options.home ?? newHome();
      mkdirSync(home, { recursive: true });
      const electron = await _electron.launch({
        executablePath: electronInUse.path,
        args: [join(base, 'app'), ...(options.words ?? [])],
        env: environment(home, options),
        cwd: home,
        colorScheme: null,
      });
      let said = '';
      electron.process().stderr?.on('data', (bytes: Buffer) => {
        said += bytes.toString();
      });
      onTestFinished(() => electron.close().catch(() => undefined));
      const page = await electron.firstWindow();
      await page.waitForFunction(() => document.title === 'Cloudroll');
      if (!options.isHasty) await trayIsThere(electron);
      return { electron, page, said: () => said };
    },
  };
}
