/** @file A small app that uses what the stand-in must be strict about; run by standin.test.ts. */
import { app, BrowserWindow, ipcMain, MessageChannelMain, protocol, session, utilityProcess } from 'electron';

const seen = { navigated: '', opened: '', portClosed: false, thumbnails: 0, second: null, utility: null };
Object.assign(globalThis, { seen, asUsual: null });
const own = { standard: true, secure: true };
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: own },
  { scheme: 'thumb', privileges: own },
]);
app.enableSandbox();
if (!app.requestSingleInstanceLock({ words: process.argv.slice(2) })) app.quit();
app.on('second-instance', (_event, _words, _folder, data) => {
  seen.second = data;
});
const page = '<!doctype html><title>Probe</title><h1>hi</h1><img src="thumb://one/1.png" alt="">';
const policy = "default-src 'self'; img-src thumb:; style-src 'unsafe-inline'";

app.whenReady().then(() => {
  session.defaultSession.setPermissionRequestHandler((_contents, _name, answer) => answer(false));
  protocol.handle(
    'app',
    () => new Response(page, { headers: { 'content-type': 'text/html', 'content-security-policy': policy } }),
  );
  protocol.handle('thumb', () => {
    seen.thumbnails += 1;
    return new Response('x');
  });
  ipcMain.handle('echo', (_event, value) => value);
  ipcMain.handle('frame', ({ sender, senderFrame }) => [
    senderFrame === sender.mainFrame,
    senderFrame.url,
    senderFrame.origin,
  ]);
  ipcMain.on('want-port', ({ sender }) => {
    const { port1, port2 } = new MessageChannelMain();
    port1.on('message', ({ data }) => port1.postMessage({ echo: data }));
    port1.on('close', () => {
      seen.portClosed = true;
    });
    port1.start();
    sender.postMessage('port', null, [port2]);
  });
  const child = utilityProcess.fork(new URL('child.mjs', import.meta.url).pathname, ['word'], {
    env: { ONLY: 'this' },
    stdio: 'pipe',
  });
  child.on('message', (message) => {
    seen.utility = message;
  });
  child.postMessage({ ask: 1 });
  const window = new BrowserWindow({ webPreferences: { preload: new URL('preload.cjs', import.meta.url).pathname } });
  window.webContents.setWindowOpenHandler(({ url }) => {
    seen.opened = url;
    return { action: 'deny' };
  });
  window.webContents.on('will-navigate', (event, url) => {
    seen.navigated = url;
    if (!url.startsWith('app:')) event.preventDefault();
  });
  window.loadURL('app://bundle/index.html');
});
