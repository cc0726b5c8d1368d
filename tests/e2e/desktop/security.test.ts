/** @file What no page may do, tried from inside the running app; and the search of a known secret in all that it leaves. */
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { photo } from '../../fixtures/images.ts';
import { dropFiles } from '../drop-files.ts';
import { electronInUse } from './app-under-test.ts';
import { desktopForFile } from './desktop-world.ts';
import { clickTray, trayNow, type WithStandin } from './standin-hand.ts';

const soon = { timeout: 20_000, interval: 50 };

/** What the preload exposes, as a script in the page sees it. */
type Bridge = Readonly<Record<string, (...given: unknown[]) => unknown>>;
declare global {
  var cloudrollDesktop: Bridge;
}

/** Every file below a folder that holds the text. */
function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter(
      (path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true && readFileSync(path).includes(text),
    );
}

describe.skipIf(electronInUse === null)(`what no page may do, on ${electronInUse?.name}`, () => {
  const world = desktopForFile();

  test('the window is closed in: no node, no way out, no permission, no inline script', async () => {
    const { electron, page } = await world.launch();
    const policyBroken = page.waitForEvent('console', {
      predicate: (message) => /Content Security Policy/.test(message.text()),
    });
    const inside = await page.evaluate(async () => {
      const refused = async (deed: () => unknown): Promise<string> => {
        try {
          return String(await deed());
        } catch (error) {
          return `refused: ${String(error)}`;
        }
      };
      const script = document.createElement('script');
      script.textContent = 'globalThis.inlineRan = true';
      document.body.append(script);
      return {
        node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
        exposed: Object.keys(globalThis.cloudrollDesktop).sort(),
        isFrozen: Object.isFrozen(globalThis.cloudrollDesktop),
        inlineRan: 'inlineRan' in globalThis,
        fetched: await refused(() => fetch('https://example.com/')),
        geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
        notifications: (await navigator.permissions.query({ name: 'notifications' })).state,
        madeUp: await globalThis.cloudrollDesktop['offer']?.([new File(['x'], '/etc/passwd')]),
        path: await refused(() => globalThis.cloudrollDesktop['offer']?.(['/etc/passwd'])),
        dragged: await refused(() => globalThis.cloudrollDesktop['drag']?.(['/etc/passwd'])),
        unknown: await refused(() =>
          globalThis.cloudrollDesktop['drag']?.([{ profile: 'p', imageId: 'f'.repeat(64) }]),
        ),
      };
    });
    expect(inside).toMatchObject({
      node: [],
      exposed: ['connect', 'drag', 'drawn', 'offer', 'offerCopied', 'show'],
      unknown: 'false',
      isFrozen: true,
      inlineRan: false,
      geolocation: 'denied',
      notifications: 'denied',
      madeUp: { files: [], folders: [] },
    });
    expect([inside.fetched, inside.path, inside.dragged]).toEqual(Array(3).fill(expect.stringMatching(/^refused/)));
    await policyBroken;

    const preferences = await electron.evaluate(({ BrowserWindow, app }) => {
      const [window] = BrowserWindow.getAllWindows();
      const asked = (window as unknown as { options?: { webPreferences: Record<string, unknown> } })?.options
        ?.webPreferences;
      return { asked, sandboxed: Reflect.get(app, 'sandboxed') };
    });
    expect(preferences).toMatchObject({
      asked: { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, webSecurity: true },
      sandboxed: true,
    });
  });

  test('no page leaves, opens a window, or has the system open anything but https and mail', async () => {
    const { electron, page } = await world.launch();
    const before = page.url();
    for (const address of ['https://example.com/', 'file:///etc/passwd', 'data:text/html,hi']) {
      await page.evaluate((url) => {
        const link = document.createElement('a');
        link.href = url;
        document.body.append(link);
        link.click();
      }, address);
    }
    for (const address of [
      'https://example.com/ok',
      'http://example.com/no',
      'file:///etc/passwd',
      'smb://server/no',
      'mailto:a@example.com',
    ]) {
      await page.evaluate((url) => void globalThis.open(url), address);
    }
    const opened = () => electron.evaluate((module) => [...(module as unknown as WithStandin).__standin.asked.opened]);
    await vi.waitFor(
      async () => expect(await opened()).toEqual(['https://example.com/ok', 'mailto:a@example.com']),
      soon,
    );
    await vi.waitFor(() => expect(electron.windows()).toHaveLength(1), soon);
    expect(page.url()).toBe(before);
    expect(await page.evaluate(() => 'cloudrollDesktop' in globalThis)).toBe(true);
  });

  test('a frame in the page gets no bridge, and a call from elsewhere is refused', async () => {
    const { electron, page } = await world.launch();
    const inFrame = await page.evaluate(async () => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      return 'cloudrollDesktop' in (frame.contentWindow ?? {});
    });
    expect(inFrame).toBe(false);
    const answers = await electron.evaluate(async ({ ipcMain, BrowserWindow }) => {
      const sender = BrowserWindow.getAllWindows()[0]?.webContents;
      const handlers = Reflect.get(ipcMain, 'handlers') as Map<
        string,
        (event: object, given: unknown) => Promise<unknown>
      >;
      const ask = async (senderFrame: object | null) => {
        try {
          await handlers.get('cloudroll:offer')?.({ sender, senderFrame }, ['/etc/passwd']);
          return 'answered';
        } catch (error) {
          return String(error);
        }
      };
      return [
        await ask(null),
        await ask({ url: 'app://bundle/index.html' }),
        await ask({ url: 'https://example.com/' }),
      ];
    });
    expect(answers).toEqual(Array(3).fill('Error: A call came from a frame that is not our page'));
  });

  test('a known secret is in no file, no answer, no memory of the page and no error', async () => {
    const home = world.newHome();
    const secret = world.cloud().secretAccessKey;
    const app = await world.launch({ home });
    const picture = join(world.base(), 'secret.jpg');
    await mkdir(world.base(), { recursive: true });
    await writeFile(picture, await photo({ width: 50, height: 50 }));
    await app.page.getByRole('navigation').first().waitFor();
    await dropFiles(app.page, [picture], { x: 400, y: 300 });
    await vi.waitFor(async () => expect((await trayNow(app.electron)).recent).toEqual(['secret.jpg']), soon);
    await app.page.getByText('secret.jpg').first().waitFor();
    for (const screen of ['settings', 'folders', 'issues', 'activity']) {
      await app.page.evaluate((name) => globalThis.location.assign(`#/${name}`), screen);
      await app.page.waitForFunction((name) => globalThis.location.hash.includes(name), screen);
    }
    const devtools = await app.page.context().newCDPSession(app.page);
    const pieces: string[] = [];
    devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => pieces.push(chunk));
    await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
    const heap = pieces.join('');
    // What is there is found: the search can fail.
    expect(heap.includes('secret.jpg')).toBe(true);
    expect(heap.includes(secret)).toBe(false);
    const ended = once(app.electron.process(), 'exit');
    await clickTray(app.electron, 'quit');
    await ended;
    expect(filesWith(home, 'secret.jpg').length).toBeGreaterThan(0);
    expect(filesWith(home, secret)).toEqual([]);
    expect(app.said().includes(secret)).toBe(false);
  });
});
