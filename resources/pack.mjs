/**
 * @file `npm run pack`: builds the app and packs it for this system into dist/packed, as a folder that runs. Words after
 * `npm run pack --` go to electron-builder. CLOUDROLL_ELECTRON_DIST names an unpacked Electron to put it into; else it is
 * the one in node_modules, or electron-builder fetches it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBuilder } from 'vite';
import { keptWithTheirNeeds } from './kept-packages.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folders = { client: 'renderer', preload: 'preload', desktop: 'desktop' };
const built = mkdtempSync(join(tmpdir(), 'cloudroll-built-'));
try {
  await build();
  process.exitCode = pack();
} finally {
  rmSync(built, { recursive: true, force: true });
}

/** Into a folder of its own: what is packed is never an earlier build. */
async function build() {
  process.env.NODE_ENV = 'production';
  const builder = await createBuilder({
    root: join(root, 'renderer'),
    configFile: join(root, 'vite.config.ts'),
    mode: 'production',
    logLevel: 'warn',
    environments: Object.fromEntries(
      Object.entries(folders).map(([name, folder]) => [
        name,
        { build: { outDir: join(built, folder), sourcemap: false } },
      ]),
    ),
  });
  for (const name of Object.keys(folders)) await builder.build(builder.environments[name]);
}

function pack() {
  const fetched = join(root, 'node_modules/electron/dist');
  const distribution =
    process.env.CLOUDROLL_ELECTRON_DIST ?? (existsSync(join(fetched, 'version')) ? fetched : undefined);
  const words = [
    '--dir',
    '--publish',
    'never',
    ...(distribution === undefined ? [] : [`-c.electronDist=${distribution}`]),
  ];
  const ended = spawnSync(
    process.execPath,
    [join(root, 'node_modules/electron-builder/cli.js'), ...words, ...process.argv.slice(2)],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        // electron-builder looks for it from the project's folder.
        CLOUDROLL_BUILT: relative(root, built),
        CLOUDROLL_PACKAGES: keptWithTheirNeeds(root).join('|'),
      },
    },
  );
  return ended.status ?? 1;
}
