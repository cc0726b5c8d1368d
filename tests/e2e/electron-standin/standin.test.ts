/** @file The stand-in for Electron must be as strict as Electron: a small app tries what a real one would refuse. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isInstalled, needs } from '../../setup/debian-packages.ts';
import { dropFiles } from '../drop-files.ts';

const executablePath = fileURLToPath(new URL('./electron', import.meta.url));
const probe = fileURLToPath(new URL('./probe', import.meta.url));

/** What the probe's preload exposes, and what its main process notes. */
type Bridge = {
  readonly refused: string;
  readonly echo: (value: unknown) => Promise<unknown>;
  readonly frame: () => Promise<unknown>;
  readonly nobody: () => Promise<unknown>;
  readonly pathOf: (file: unknown) => string;
  readonly connect: () => void;
};
declare global {
  var bridge: Bridge;
  var seen: Readonly<Record<string, unknown>>;
}

describe.skipIf(!isInstalled(needs.chromium))('the stand-in for Electron', () => {
  let electron: ElectronApplication;
  let page: Page;
  let folder: string;
  const seen = (name: string) => electron.evaluate((_, key) => globalThis.seen[key], name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'standin-test-'));
    electron = await _electron.launch({
      executablePath,
      args: [probe, `--user-data-dir=${join(folder, 'user')}`],
      colorScheme: null,
    });
    page = await electron.firstWindow();
    await page.waitForFunction(() => 'bridge' in globalThis);
  });
  afterAll(async () => {
    await electron.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('a message keeps what structured clone keeps', async () => {
    const kept = await page.evaluate(async () => {
      const given = {
        at: new Date(5),
        map: new Map([[1, { a: [2] }]]),
        set: new Set(['x']),
        bytes: new Uint8Array([1, 255]),
        none: undefined,
        big: 7n,
      };
      const got = (await globalThis.bridge.echo(given)) as typeof given;
      return [got.at.getTime(), got.map.get(1)?.a[0], got.set.has('x'), got.bytes[1], 'none' in got, got.big === 7n];
    });
    expect(kept).toEqual([5, 2, true, 255, true, true]);
  });

  test('a message refuses what structured clone refuses', async () => {
    const errors = await page.evaluate(async () => {
      const error = async (value: unknown) => {
        try {
          return await globalThis.bridge.echo(value);
        } catch (caught) {
          return String(caught);
        }
      };
      return [await error(() => 1), await error(new File(['x'], 'a.png')), await error({ deep: [Symbol('s')] })];
    });
    expect(errors.every((error) => String(error).includes('could not be cloned'))).toBe(true);
  });

  test('a call that nobody answers fails in words', async () => {
    const said = await page.evaluate(() => globalThis.bridge.nobody().catch(String));
    expect(said).toContain("Error invoking remote method 'nobody': Error: No handler registered for 'nobody'");
  });

  test('the preload has a world and a few modules of its own, and the page gets a frozen copy', async () => {
    expect(await page.evaluate(() => globalThis.bridge.refused)).toContain('module not found');
    expect(
      await page.evaluate(() => [
        typeof Reflect.get(globalThis, 'ofPreload'),
        typeof Reflect.get(globalThis, 'require'),
      ]),
    ).toEqual(['undefined', 'undefined']);
    expect(await page.evaluate(() => Object.isFrozen(globalThis.bridge))).toBe(true);
  });

  test('a call says from which frame of which address it comes', async () => {
    expect(await page.evaluate(() => globalThis.bridge.frame())).toEqual([
      true,
      'app://bundle/index.html',
      'app://bundle',
    ]);
  });

  test('only a file that was really dropped has a path', async () => {
    const files = [join(folder, 'one.png'), join(folder, 'inner')];
    await writeFile(files[0] ?? '', 'x');
    await mkdir(files[1] ?? '');
    expect(await page.evaluate(() => globalThis.bridge.pathOf(new File(['x'], 'made-up.png')))).toBe('');
    const dropped = page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener('dragover', (event) => event.preventDefault());
          document.addEventListener('drop', (event) => {
            event.preventDefault();
            resolve([...(event.dataTransfer?.files ?? [])].map((file) => globalThis.bridge.pathOf(file)));
          });
        }),
    );
    await dropFiles(page, files);
    expect(await dropped).toEqual(files);
  });

  test('a port goes to the page and speaks both ways, and closes with the page', async () => {
    const echo = await page.evaluate(() =>
      new Promise((resolve) => {
        globalThis.addEventListener('message', ({ data, ports: [port] }) => {
          if (data !== 'port' || port === undefined) return;
          port.onmessage = (event) => resolve(event.data);
          port.postMessage([1, new Map([[2, 3]])]);
        });
        globalThis.bridge.connect();
      }).then((said) => JSON.stringify(said, (_, value: unknown) => (value instanceof Map ? [...value] : value))),
    );
    expect(echo).toBe('{"echo":[1,[[2,3]]]}');
    await page.reload();
    await vi.waitFor(async () => expect(await seen('portClosed')).toBe(true));
  });

  test('the app is asked before a page goes elsewhere or opens a window', async () => {
    await page.evaluate(() => void globalThis.open('https://example.com/new'));
    await vi.waitFor(async () => expect(await seen('opened')).toBe('https://example.com/new'));
    expect(electron.windows()).toHaveLength(1);
    await page.evaluate(() => globalThis.location.assign('https://example.com/away'));
    await vi.waitFor(async () => expect(await seen('navigated')).toBe('https://example.com/away'));
    await vi.waitFor(async () => expect(await page.title()).toBe('Probe'));
    expect(await page.evaluate(() => globalThis.bridge.frame())).toEqual([
      true,
      'app://bundle/index.html',
      'app://bundle',
    ]);
  });

  test('a permission is what the app says, and its schemes answer', async () => {
    expect(await page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state)).toBe(
      'denied',
    );
    expect(await seen('thumbnails')).toBeGreaterThan(0);
  });

  test('a utility process has its port, its words, its environment, and no channel of Node', async () => {
    await vi.waitFor(async () =>
      expect(await seen('utility')).toEqual({ data: { ask: 1 }, words: ['word'], only: 'this', hasSend: 'undefined' }),
    );
  });

  test('a second instance hands its data over and ends', async () => {
    const second = spawn(executablePath, [probe, `--user-data-dir=${join(folder, 'user')}`, '/some/path'], {
      stdio: 'ignore',
    });
    await once(second, 'exit');
    expect(second.exitCode).toBe(0);
    await vi.waitFor(async () =>
      expect(await seen('second')).toMatchObject({ words: expect.arrayContaining(['/some/path']) }),
    );
  });

  test('what is lacking says so', async () => {
    const said = await electron.evaluate(({ app }) => {
      try {
        return String(app.getFileIcon);
      } catch (error) {
        return String(error);
      }
    });
    expect(said).toContain('lacks app.getFileIcon');
    const events = await electron.evaluate(({ app }) => {
      try {
        app.on('gpu-info-update', () => undefined);
        return '';
      } catch (error) {
        return String(error);
      }
    });
    expect(events).toContain("lacks the event 'gpu-info-update'");
  });
});
