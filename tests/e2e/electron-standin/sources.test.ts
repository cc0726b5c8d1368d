/** @file A registered source is served as Electron serves it: without the app's main process, and nothing outside of its folder. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { isInstalled, needs } from '../../setup/debian-packages.ts';

const executablePath = fileURLToPath(new URL('./electron', import.meta.url));
const probe = fileURLToPath(new URL('./probe-source', import.meta.url));

declare global {
  /** What the probe's main process notes. */
  var wentTo: readonly string[];
}

describe.skipIf(!isInstalled(needs.chromium))('a registered source', () => {
  let electron: ElectronApplication;
  let page: Page;
  let user: string;

  beforeAll(async () => {
    user = mkdtempSync(join(tmpdir(), 'standin-test-'));
    electron = await _electron.launch({ executablePath, args: [probe, `--user-data-dir=${user}`], colorScheme: null });
    page = await electron.firstWindow();
    await page.waitForFunction(() => document.title === 'Source');
  });
  afterAll(async () => {
    await electron.close();
    rmSync(user, { recursive: true, force: true });
  });

  const get = (path: string, method = 'GET') =>
    page.evaluate(
      async ([address, asked]) => {
        const response = await fetch(address, { method: asked });
        const { status, headers } = response;
        return {
          ...{ status, text: await response.text(), type: headers.get('content-type') },
          policy: headers.get('content-security-policy'),
        };
      },
      [path, method] as const,
    );

  test('has its files with their headers, and a folder its index', async () => {
    const policy = "default-src 'none'; connect-src 'self'";
    expect(await get('data.json')).toEqual({
      ...{ status: 200, text: '{ "of": "the folder" }\n', type: 'application/json', policy },
    });
    expect(await get('inner/')).toMatchObject({ status: 200, type: 'text/html', policy });
    expect(await get('none.json')).toMatchObject({ status: 404, text: '', policy: null });
  });

  test('has nothing outside of its folder, and takes nothing', async () => {
    expect(existsSync(join(probe, 'beside.txt'))).toBe(true);
    for (const path of ['..%2fbeside.txt', 'inner/..%2f..%2fbeside.txt', '%2e%2e%2fbeside.txt', '..%2fpage-2/x'])
      expect(await get(path)).toMatchObject({ status: 404, text: '' });
    expect(await get('data.json', 'POST')).toMatchObject({ status: 404, text: '' });
  });

  test('answers while the main process is busy', async () => {
    const [begun, end] = [join(user, 'begun'), join(user, 'end')];
    // Whatever comes of it: the loop below must end.
    onTestFinished(() => writeFileSync(end, ''));
    const busy = electron.evaluate(
      (_, paths) => {
        const files = process.getBuiltinModule('node:fs');
        files.writeFileSync(paths.begun, '');
        while (!files.existsSync(paths.end));
      },
      { begun, end },
    );
    await vi.waitUntil(() => existsSync(begun));
    expect(await get('data.json')).toMatchObject({ status: 200, type: 'application/json' });
    writeFileSync(end, '');
    await busy;
  });

  test('has its documents by way of the main process, which is asked about every navigation', async () => {
    await page.evaluate(() => globalThis.location.assign('inner/'));
    await page.waitForFunction(() => document.title === 'Inner');
    expect(await electron.evaluate(() => globalThis.wentTo)).toEqual(['app://bundle/inner/']);
  });
});
