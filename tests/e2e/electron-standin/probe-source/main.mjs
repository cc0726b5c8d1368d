/** @file A small app whose page comes from a folder; run by sources.test.ts. */
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, protocol } from 'electron';

const wentTo = [];
Object.assign(globalThis, { wentTo });
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);

app.whenReady().then(() => {
  const root = fileURLToPath(new URL('page', import.meta.url));
  const headers = { 'Content-Security-Policy': "default-src 'none'; connect-src 'self'" };
  protocol.registerSource('app', {
    routes: [{ match: { host: 'bundle' }, source: { type: 'directory', root, headers } }],
  });
  const window = new BrowserWindow();
  window.webContents.on('will-navigate', (_event, url) => wentTo.push(url));
  window.loadURL('app://bundle/');
});
