/**
 * @file The whole app, built and launched as a person would, on the local cloud; for a test file. On Electron where its
 * binary is (CLOUDROLL_ELECTRON names one, or npm fetched it), else on the stand-in.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { createBuilder } from 'vite';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { LocalCloud } from '../../../electron/cloud/local/start-local-cloud.ts';
import { cloudForFile } from '../../api/api-world.ts';
import { isInstalled, needs } from '../../setup/debian-packages.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What runs the tests, and how it is called in a report. */
export const electronInUse = findElectron();

function findElectron(): { readonly path: string; readonly name: string } | null {
  const named = process.env['CLOUDROLL_ELECTRON'];
  if (named !== undefined) return { path: named, name: `Electron at ${named}` };
  const note = join(root, 'node_modules/electron/path.txt');
  const fetched = existsSync(note) ? join(root, 'node_modules/electron/dist', readFileSync(note, 'utf8').trim()) : null;
  if (fetched !== null && existsSync(fetched)) return { path: fetched, name: 'Electron 45' };
  if (!isInstalled(needs.chromium)) return null;
  return { path: join(root, 'tests/e2e/electron-standin/electron'), name: 'the stand-in for Electron' };
}

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
  const environment: DesktopWorld['environment'] = (home, { hasProfile = true, environment: more = {} } = {}) => {
    const { s3Endpoint, dynamodbEndpoint, region, accessKeyId, secretAccessKey } = cloud();
    const profile = {
      CLOUDROLL_BUCKET: 'pictures',
      CLOUDROLL_TABLE: 'images',
      CLOUDROLL_USER_ID: 'me',
      CLOUDROLL_S3_ENDPOINT: s3Endpoint,
      CLOUDROLL_DYNAMODB_ENDPOINT: dynamodbEndpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    };
    return {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      XDG_CONFIG_HOME: join(home, 'config'),
      CLOUDROLL_HOME: join(home, 'cloudroll'),
      ...(hasProfile ? profile : {}),
      ...more,
    };
  };
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
      return { electron, page, said: () => said };
    },
  };
}

/** As it is shipped, into a folder of its own: no test reads what another built. */
async function buildApp(folder: string): Promise<void> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    const names = { client: 'renderer', preload: 'preload', desktop: 'desktop' };
    const outputs = Object.entries(names).map(([name, out]) => [
      name,
      { build: { outDir: join(folder, 'dist', out), sourcemap: false } },
    ]);
    const builder = await createBuilder({
      configFile: join(root, 'vite.config.ts'),
      root: join(root, 'renderer'),
      mode: 'production',
      logLevel: 'warn',
      environments: Object.fromEntries(outputs),
    });
    for (const name of Object.keys(names)) {
      const environment = builder.environments[name];
      if (environment === undefined) throw new Error(`The configuration has no ${name}`);
      await builder.build(environment);
    }
  } finally {
    process.env['NODE_ENV'] = before;
  }
  writeFileSync(join(folder, 'package.json'), readFileSync(join(root, 'package.json')));
  for (const shared of ['node_modules', 'resources']) symlinkSync(join(root, shared), join(folder, shared));
}
