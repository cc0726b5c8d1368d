/**
 * @file What runs the app outside of a person's hands, for tests and bench: the binary, the built app, the environment of a
 * start. On Electron where its binary is (CLOUDROLL_ELECTRON names one, or npm fetched it), else on the stand-in.
 */
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBuilder } from 'vite';
import type { LocalCloud } from '../../../electron/cloud/local/start-local-cloud.ts';
import { isInstalled, needs } from '../../setup/debian-packages.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What runs the app, and how it is called in a report; null where nothing can. */
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

/** Of the app's start: a home of its own, and a profile where there is a cloud. */
export function environmentOf(home: string, cloud: Omit<LocalCloud, 'close'> | null): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    CLOUDROLL_HOME: join(home, 'cloudroll'),
    ...(cloud === null
      ? {}
      : {
          CLOUDROLL_BUCKET: 'pictures',
          CLOUDROLL_TABLE: 'images',
          CLOUDROLL_USER_ID: 'me',
          CLOUDROLL_S3_ENDPOINT: cloud.s3Endpoint,
          CLOUDROLL_DYNAMODB_ENDPOINT: cloud.dynamodbEndpoint,
          AWS_REGION: cloud.region,
          AWS_ACCESS_KEY_ID: cloud.accessKeyId,
          AWS_SECRET_ACCESS_KEY: cloud.secretAccessKey,
        }),
  };
}

/** As it is shipped, into a folder of its own: no test reads what another built. */
export async function buildApp(folder: string): Promise<void> {
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
