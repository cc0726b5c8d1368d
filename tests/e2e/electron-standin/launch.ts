/**
 * @file The stand-in's outer process: starts Node as Electron's main process and Debian's Chromium for its windows, carries
 * their words to each other, and serves registered sources: what Electron's browser process does beside the app's code. Says
 * on standard error what Playwright waits for. Chromium starts at once under Playwright, else when a window is wanted.
 * ELECTRON_STANDIN_PACKED names the resources of a packed app, which Node cannot read in its archive: it is taken out first.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectCdp, socketLine } from './cdp.ts';
import type { ToLauncher, ToMain } from './launcher-words.ts';
import { serveSources } from './serve-sources.ts';

/** Chromium without a browser around it, as in Electron: it starts in half the time. Not Debian's script, which would outlive a kill. */
const chromiumPath = '/usr/lib/chromium/chromium-headless-shell';
const words = process.argv.slice(2);
const isDriven = words.includes('--remote-debugging-port=0');
const ofNode = words.filter((word) => word.startsWith('--inspect'));
const profile = mkdtempSync(join(tmpdir(), 'electron-standin-'));
const packed = process.env['ELECTRON_STANDIN_PACKED'];
const packedApp = packed === undefined ? {} : { ELECTRON_STANDIN_APP: await takeOut(packed) };
let chromium: ChildProcess | undefined;
let devtools: string | undefined;
const address = Promise.withResolvers<string>();
let isMainLoaded = false;

const main = spawn(
  process.execPath,
  ['--disable-warning=ExperimentalWarning', ...ofNode, fileURLToPath(new URL('./boot.ts', import.meta.url)), ...words],
  {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // Whole pages of data pass here as text: as JSON each quotation mark would be escaped once more.
    serialization: 'advanced',
    env: {
      ELECTRON_STANDIN: fileURLToPath(new URL('./electron', import.meta.url)),
      ...process.env,
      ...packedApp,
    },
  },
);
if (isDriven) startChromium();
// Main's way to Chromium is made here, where no code of the app holds it up.
const line = socketLine(address.promise);
line.hear((devtools) => tellMain({ devtools }));
const sources = serveSources(connectCdp(socketLine(address.promise)));

main.on('message', (message) => {
  // Only the stand-in's main process writes what comes here.
  const word = message as ToLauncher;
  if (word === 'wants-windows') startChromium();
  else if (word === 'loaded') {
    // Playwright asks for the module as soon as it reads the line, so it is written when the module is there.
    isMainLoaded = true;
    sayDevtools();
  } else if ('devtools' in word) line.say(word.devtools);
  else if ('page' in word) void servePage(word.page);
  else if (word.source === null) sources.remove(word.scheme);
  else sources.add(word.scheme, word.source);
});
main.on('exit', (code, signal) => {
  if (chromium === undefined) return end(signal === null ? (code ?? 1) : 1);
  chromium.once('exit', () => end(signal === null ? (code ?? 1) : 1));
  chromium.kill('SIGKILL');
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void main.kill(signal));

function end(code: number): void {
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  process.exit(code);
}

function tellMain(word: ToMain): void {
  // Main may end at any time; its end has a listener of its own.
  if (main.connected) main.send(word, () => undefined);
}

async function servePage(targetId: string): Promise<void> {
  try {
    await sources.servePage(targetId);
  } catch {
    return; // The page has gone, and main hears so from Chromium.
  }
  tellMain({ served: targetId });
}

/** With what is beside the archive put back into it. Returns the folder. */
async function takeOut(resources: string): Promise<string> {
  const { extractAll } = await import('@electron/asar');
  const folder = join(profile, 'app');
  extractAll(join(resources, 'app.asar'), folder);
  return folder;
}

function startChromium(): void {
  if (chromium !== undefined) return;
  const started = spawn(
    chromiumPath,
    [
      '--headless',
      '--no-sandbox',
      '--no-startup-window',
      '--remote-debugging-port=0',
      '--remote-allow-origins=*',
      `--user-data-dir=${profile}`,
      '--password-store=basic',
      '--use-mock-keychain',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-renderer-backgrounding',
      '--disable-backgrounding-occluded-windows',
      '--no-first-run',
      '--enable-automation',
      // A page of ours has an https address here; Electron's own scheme may speak to this computer.
      '--disable-features=LocalNetworkAccessChecks',
      // What Electron does for every window of ours: a page opens none.
      '--block-new-web-contents',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  chromium = started;
  let said = '';
  started.stderr.on('data', (bytes: Buffer) => {
    if (devtools !== undefined) return;
    said += bytes.toString();
    devtools = /DevTools listening on (ws:\/\/\S+)/.exec(said)?.[1];
    if (devtools === undefined) return;
    address.resolve(devtools);
    sayDevtools();
  });
  started.on('exit', () => void main.kill('SIGKILL'));
}

function sayDevtools(): void {
  if (isDriven && isMainLoaded && devtools !== undefined) process.stderr.write(`\nDevTools listening on ${devtools}\n`);
}
