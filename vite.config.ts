/** @file Builds what is shipped (one environment per process kind) and says how the tests run; read by vite and vitest. */
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import type { EnvironmentOptions, Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { httpAlone } from './resources/http-alone.ts';
import { keptPackages } from './resources/kept-packages.ts';
import { gatherLicences } from './resources/licences.ts';
import { loadTogether } from './resources/load-together.ts';
import { CountReporter } from './tests/setup/count-reporter.ts';

const root = import.meta.dirname;

/** Pages of the library and of a profile's cloud, and the larger deeds. */
const opensLater =
  /[\\/]renderer[\\/](find|free-space|log|records|requests|verify|delete|restore|share|describe|library|own-cloud|folders(?=.move-folder))[\\/](?!pages|parts|own-cloud-page|favour|download|copy-links|say-failure|library-screen|description-part)[\w-]+\.(tsx|module\.css)$/;

/** The page: it is read by the Chromium of Electron 45, and by the browsers of the same year. */
const page: EnvironmentOptions = {
  build: {
    outDir: resolve(root, 'dist/renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    // Three files: packages, what is there at once, and what is loaded when it is first opened. Many small ones compress worse.
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'packages', test: /[\\/]node_modules[\\/]/, priority: 3 },
            { name: 'later', test: opensLater, priority: 2 },
            { name: 'window', test: /[\\/](renderer|shared)[\\/]/, priority: 1 },
          ],
        },
      },
    },
  },
};

/** What the page shows of the licences of all that is shipped. */
const licences: Plugin = {
  name: 'licences',
  applyToEnvironment: ({ name }) => name === 'client',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'licences.txt', source: gatherLicences(root) });
  },
};

type Parts = Readonly<Record<string, readonly string[]>>;

/** Code for Node 24 as ES modules; every package is bundled but a few. A part is one file, of all that its modules import. */
function nodeEnvironment(entries: readonly string[], folder: string, parts: Parts = {}): EnvironmentOptions {
  return {
    consumer: 'server',
    // Packages of the older module form ask for it; in an ES module it has another name.
    define: { __filename: 'import.meta.filename', __dirname: 'import.meta.dirname' },
    resolve: {
      conditions: ['node', 'import', 'default'],
      builtins: [/^node:/, ...builtinModules, 'electron'],
      noExternal: true,
      external: [...keptPackages, 'electron'],
    },
    build: {
      ssr: true,
      copyPublicDir: false,
      outDir: resolve(root, 'dist', folder),
      emptyOutDir: true,
      minify: false,
      sourcemap: true,
      target: 'node24',
      rolldownOptions: {
        input: Object.fromEntries(entries.map((entry) => [entry, resolve(root, `electron/${entry}.ts`)])),
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          codeSplitting: {
            includeDependenciesRecursively: false,
            groups: [
              {
                debugName: 'together at a start',
                name: loadTogether(
                  root,
                  parts,
                  entries.map((entry) => `electron/${entry}.ts`),
                ),
              },
            ],
          },
        },
      },
    },
  };
}

/** A sandboxed preload is one file of CommonJS and may require nothing but `electron`. */
const preload: EnvironmentOptions = {
  consumer: 'server',
  resolve: { conditions: ['import', 'default'], builtins: ['electron'], noExternal: true, external: ['electron'] },
  build: {
    ssr: true,
    copyPublicDir: false,
    outDir: resolve(root, 'dist/preload'),
    emptyOutDir: true,
    minify: false,
    target: 'chrome156',
    rolldownOptions: {
      input: { preload: resolve(root, 'electron/preload.ts') },
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
};

const children = ['watching', 'pixels', 'reading'];

export default defineConfig(({ mode }) => ({
  // The page's folder is Vite's root; the tests' is the repository's.
  root: process.env['VITEST'] === undefined ? resolve(root, 'renderer') : root,
  base: './',
  plugins: [react(), licences, httpAlone],
  environments: {
    client: page,
    preload,
    desktop: nodeEnvironment(['main', ...children], 'desktop'),
    terminal: nodeEnvironment(['terminal', ...children], 'terminal', {
      carrying: ['electron/terminal/commander-program.ts', 'electron/terminal/sync-command.ts'],
      cloud: ['electron/open-cloud.ts'],
    }),
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'preload', 'desktop', 'terminal']) {
        const environment = builder.environments[name];
        if (environment !== undefined) await builder.build(environment);
      }
    },
  },
  test: {
    include: mode === 'soak' ? ['tests/**/*.soak.ts'] : ['tests/**/*.test.ts'],
    environment: 'node',
    pool: 'forks',
    /** Much of a test is waiting for other processes, so two go together even where there are but two cores. */
    maxWorkers: 2,
    globalSetup: ['tests/setup/global-setup.ts'],
    /** Whoever asks the package `electron` for its binary would have it fetched; with this it is told a path, and nothing is there. */
    env: { ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' },
    setupFiles: ['tests/setup/loopback-only.ts', 'tests/setup/patience.ts'],
    expect: { poll: { timeout: 30_000 } },
    reporters: [['default', { summary: false }], new CountReporter()],
    /** Where a machine judges (.ci/run), a second try, which the count names with what went wrong in the first; nowhere else. */
    retry: mode !== 'soak' && process.env['CI'] === 'true' ? 1 : 0,
    /** Generous: they end a hang, they measure nothing. */
    testTimeout: mode === 'soak' ? 3_600_000 : 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    unstubEnvs: true,
  },
}));
