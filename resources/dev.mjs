/**
 * @file `npm run dev`: the app with a page that renews itself, and a main process that starts again when it was changed.
 * Where Electron cannot run, the same engine is served to the browser from its sources; the page is built at each change.
 */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBuilder, createServer } from 'vite';
import { electronHere } from './electron-here.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { binary, hindrance } = electronHere();
let app;
let isEnding = false;

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end);
if (binary === undefined) {
  console.log(`${hindrance}, so Cloudroll opens in your browser; reload it to see a change of the page.`);
  await watch(['client'], () => undefined);
  start(process.execPath, [join(root, 'electron/terminal.ts'), 'serve', '--open'], {});
} else {
  // The page's own address has no port, so the socket that renews it is told one.
  const port = 5173;
  const hmr = { host: '127.0.0.1', protocol: 'ws', clientPort: port };
  const server = await createServer({
    root: join(root, 'renderer'),
    configFile: join(root, 'vite.config.ts'),
    server: { host: '127.0.0.1', port, strictPort: true, hmr },
  });
  await server.listen();
  const page = server.resolvedUrls?.local[0];
  const again = () => start(binary, [root], { CLOUDROLL_PAGE_SERVER: page });
  await watch(['preload', 'desktop'], again);
  again();
}

/** Resolves when each was built once; `onChange` is called after each time that follows. */
async function watch(names, onChange) {
  const builder = await createBuilder({
    root: join(root, 'renderer'),
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
  });
  for (const name of names) {
    const environment = builder.environments[name];
    environment.config.build.watch = {};
    const watcher = await builder.build(environment);
    await new Promise((resolve) => {
      let isFirst = true;
      watcher.on('event', ({ code }) => {
        if (code !== 'END') return;
        if (isFirst) resolve();
        else onChange();
        isFirst = false;
      });
    });
  }
}

/** In place of the one before, which ends as a person would end it. */
function start(program, words, environment) {
  const before = app;
  const next = () => {
    if (isEnding) return;
    app = spawn(program, words, { stdio: 'inherit', env: { ...process.env, ...environment } });
    const mine = app;
    mine.once('exit', () => {
      if (app === mine) end();
    });
  };
  if (before === undefined) return next();
  app = null;
  before.once('exit', next);
  before.kill('SIGTERM');
}

function end() {
  if (isEnding) return;
  isEnding = true;
  app?.kill('SIGTERM');
  setTimeout(() => process.exit(), 6000).unref();
  if (app?.exitCode !== null || app === null) process.exit();
  app.once('exit', () => process.exit());
}
