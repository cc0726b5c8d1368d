/** @file The app as a person uses it: drops, pastes, the tray, a second start, closing and quitting; the whole of it runs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { photo } from '../../fixtures/images.ts';
import { dropFiles } from '../drop-files.ts';
import { electronInUse } from './app-under-test.ts';
import { desktopForFile } from './desktop-world.ts';
import { pictures, recent, soon, storedAll } from './sample-pictures.ts';
import { clickTray, noticesNow, trayIsThere, trayNow, willChoose } from './standin-hand.ts';

describe.skipIf(electronInUse === null)(`the desktop app on ${electronInUse?.name}`, () => {
  const world = desktopForFile();

  test('from the first start to what was dropped, pasted and watched being stored', async () => {
    const app = await world.launch();
    const { electron, page } = app;
    const files = await pictures(join(world.base(), 'dropped'), ['one.jpg', 'two.jpg', 'three.jpg']);
    const album = join(world.base(), 'album');
    await pictures(album, ['in-album.jpg']);

    // Three files and a folder, which is to be watched.
    await page.getByRole('navigation').first().waitFor();
    await dropFiles(page, [...files, album], { x: 400, y: 300 });
    await page.getByRole('dialog', { name: 'album' }).getByRole('button', { name: 'Add folder' }).click();
    await storedAll(app, ['one.jpg', 'two.jpg', 'three.jpg', 'in-album.jpg']);
    await pictures(album, ['later.jpg']);
    await storedAll(app, ['later.jpg']);

    // The window shows them, with their pictures.
    await page.getByText('later.jpg').first().waitFor();
    await vi.waitFor(async () => {
      const drawn = await page.evaluate(() =>
        [...document.querySelectorAll('img')].filter(
          ({ src, naturalWidth }) => src.startsWith('thumb:') && naturalWidth > 0,
        ),
      );
      expect(drawn.length).toBeGreaterThan(0);
    }, soon);

    // A copied picture.
    await electron.evaluate(
      async ({ clipboard, ClipboardItem }, bytes) => {
        await clipboard.write([
          new ClipboardItem({
            'image/png': new Blob([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], {
              type: 'image/png',
            }),
          }),
        ]);
      },
      (await photo({ width: 33, height: 44, format: 'png' })).toString('base64'),
    );
    await clickTray(electron, 'upload-clipboard');
    await vi.waitFor(
      async () => expect((await recent(app)).some((name) => name.startsWith('Pasted'))).toBe(true),
      soon,
    );
    await vi.waitFor(
      async () => expect((await noticesNow(electron)).some((title) => /stored$/.test(title))).toBe(true),
      soon,
    );
  });

  test('the tray pauses, goes on, uploads, copies links and opens places', async () => {
    const app = await world.launch();
    const { electron, page } = app;
    await clickTray(electron, 'pause-until-resumed');
    await vi.waitFor(async () => expect((await trayNow(electron)).labels['status']).toBe('Paused'), soon);
    expect((await trayNow(electron)).icon).toMatch(/^paused/);
    const files = await pictures(join(world.base(), 'chosen'), ['chosen.jpg']);
    await willChoose(electron, { files });
    await clickTray(electron, 'upload-files');
    await vi.waitFor(
      async () => expect((await page.evaluate(() => document.body.textContent)) ?? '').toMatch(/paused/i),
      soon,
    );
    expect(await recent(app)).not.toContain('chosen.jpg');
    await clickTray(electron, 'resume');
    await storedAll(app, ['chosen.jpg']);

    const menu = await electron.evaluate((module) => {
      const tray = (
        module as unknown as {
          __standin: {
            trays: {
              menu: { items: { id?: string; submenu: { items: { id: string; click: () => void }[] } | null }[] };
            }[];
          };
        }
      ).__standin.trays[0];
      const first = tray?.menu.items.find(({ id }) => id === 'recent')?.submenu?.items[0];
      first?.click();
      return first?.id ?? '';
    });
    expect(menu).toMatch(/^recent-[0-9a-f]{64}$/);
    await vi.waitFor(
      async () =>
        expect(await electron.evaluate(({ clipboard }) => clipboard.readText())).toMatch(/^http.*X-Amz-Signature=/),
      soon,
    );

    const once = join(world.base(), 'once');
    await pictures(once, ['of-a-folder.jpg']);
    await willChoose(electron, { files: [once], button: 1 });
    await clickTray(electron, 'upload-folder');
    await storedAll(app, ['of-a-folder.jpg']);
    expect((await trayNow(electron)).labels['issues']).toBe('Issues (0)');
    await clickTray(electron, 'settings');
    await vi.waitFor(() => expect(page.url()).toContain('#/settings'), soon);
    await clickTray(electron, 'sync-now');
    const { rebuilt } = await trayNow(electron);
    expect(rebuilt).toBeLessThan(40);
  });

  test('closing hides it, a second start shows it and hands over its paths', async () => {
    const home = world.newHome();
    const app = await world.launch({ home });
    const { electron, page } = app;
    const window = await electron.browserWindow(page);
    await window.evaluate((one: Electron.BrowserWindow) => one.close());
    // No desktop here shows a tray, so it stays where it can be found.
    await vi.waitFor(async () =>
      expect(await window.evaluate((one: Electron.BrowserWindow) => [one.isDestroyed(), one.isMinimized()])).toEqual([
        false,
        true,
      ]),
    );
    await pictures(home, ['handed over.jpg']);
    const second = spawn(electronInUse?.path ?? '', [world.appFolder(), 'handed over.jpg'], {
      cwd: home,
      env: world.environment(home),
      stdio: 'ignore',
    });
    await once(second, 'exit');
    expect(second.exitCode).toBe(0);
    await storedAll(app, ['handed over.jpg']);
    expect(await window.evaluate((one: Electron.BrowserWindow) => [one.isVisible(), one.isMinimized()])).toEqual([
      true,
      false,
    ]);
  });

  test('quitting in the middle ends within seconds, and the next start goes on', async () => {
    const home = world.newHome();
    const first = await world.launch({ home });
    const folder = join(world.base(), 'many');
    const names = Array.from({ length: 12 }, (_, index) => `many-${index}.jpg`);
    await pictures(folder, names);
    await first.page.getByRole('navigation').first().waitFor();
    await dropFiles(first.page, [folder], { x: 400, y: 300 });
    await first.page.getByRole('dialog').getByRole('button', { name: 'Add folder' }).click();
    await vi.waitFor(async () => expect((await trayNow(first.electron)).folders).toEqual(['many']), soon);
    const ended = once(first.electron.process(), 'exit');
    await clickTray(first.electron, 'quit');
    await ended;
    const again = await world.launch({ home });
    await vi.waitFor(
      async () => expect((await trayNow(again.electron)).labels['status']).toBe('Everything is stored'),
      soon,
    );
    expect(again.said()).not.toMatch(/Error/);
  });

  test('the pixel process may be killed: its images are stored all the same', async () => {
    const app = await world.launch();
    await pictures(join(world.base(), 'killed'), ['before.jpg']);
    await willChoose(app.electron, { files: [join(world.base(), 'killed')], button: 0 });
    await clickTray(app.electron, 'upload-folder');
    await storedAll(app, ['before.jpg']);
    const killed = await app.electron.evaluate(() => {
      const { spawnSync } = process.getBuiltinModule('node:child_process');
      const listed = spawnSync('pgrep', ['-P', String(process.pid), '-f', 'pixels.js'], { encoding: 'utf8' })
        .stdout.trim()
        .split('\n')
        .filter(Boolean);
      for (const pid of listed) process.kill(Number(pid), 'SIGKILL');
      return listed.length;
    });
    expect(killed).toBe(1);
    await pictures(join(world.base(), 'killed'), ['after.jpg']);
    await storedAll(app, ['after.jpg']);
  });

  test('settings of the desktop are followed: dark, start at login, the key; and are kept', async () => {
    const home = world.newHome();
    mkdirSync(join(home, 'cloudroll'), { recursive: true });
    const window = { appearance: 'dark', startAtLogin: true, uploadShortcut: 'CommandOrControl+Shift+U' };
    writeFileSync(join(home, 'cloudroll/settings.json'), JSON.stringify({ version: 1, profiles: [], window }));
    const { electron, page } = await world.launch({ home });
    expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
    const keys = await electron.evaluate(({ globalShortcut }) =>
      globalShortcut.isRegistered('CommandOrControl+Shift+U'),
    );
    expect(keys).toBe(true);
    await vi.waitFor(() => expect(existsSync(join(home, 'config/autostart/cloudroll.desktop'))).toBe(true), soon);

    // Bounds are kept too: another start finds the window where it was left.
    const shown = await electron.browserWindow(page);
    await shown.evaluate((one: Electron.BrowserWindow) => one.setBounds({ x: 40, y: 50, width: 900, height: 700 }));
    const ended = once(electron.process(), 'exit');
    await clickTray(electron, 'quit');
    await ended;
    const again = await world.launch({ home, words: ['--hidden'] });
    const found = await again.electron.browserWindow(again.page);
    expect(await found.evaluate((one: Electron.BrowserWindow) => one.getBounds())).toEqual({
      x: 40,
      y: 50,
      width: 900,
      height: 700,
    });
  });

  test('what is dropped while it still starts is taken, and a quit then is a quit', async () => {
    const app = await world.launch({ isHasty: true });
    const files = await pictures(join(world.base(), 'hasty'), ['hasty.jpg']);
    await app.page.getByRole('navigation').first().waitFor();
    await dropFiles(app.page, files, { x: 400, y: 300 });
    await trayIsThere(app.electron);
    await storedAll(app, ['hasty.jpg']);

    const { electron } = await world.launch({ isHasty: true });
    const begun = electron.process();
    await electron.close();
    expect(begun.exitCode).toBe(0);
  });

  test('a page that is loaded anew while it still starts is answered', async () => {
    const { page, electron } = await world.launch({ isHasty: true });
    await page.reload();
    await page.getByText('All stored').first().waitFor();
    await trayIsThere(electron);
  });

  test('without a keychain, and offline, it runs and says what it waits for', async () => {
    const { electron } = await world.launch({
      environment: { CLOUDROLL_S3_ENDPOINT: 'http://127.0.0.1:9', CLOUDROLL_DYNAMODB_ENDPOINT: 'http://127.0.0.1:9' },
    });
    await pictures(join(world.base(), 'offline'), ['offline.jpg']);
    await willChoose(electron, { files: [join(world.base(), 'offline')], button: 0 });
    await clickTray(electron, 'upload-folder');
    await vi.waitFor(async () => expect((await trayNow(electron)).icon).toBe('offline.png'), soon);
    expect((await trayNow(electron)).labels['status']).toBe('Offline: goes on by itself');
  });
});
