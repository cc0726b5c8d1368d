/** @file Drops and pastes as a person makes them: the choice about a folder, the count, the small window and its ring; every tray entry. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ElectronApplication, Page } from 'playwright-core';
import { describe, expect, test, vi } from 'vitest';
import { photo } from '../../fixtures/images.ts';
import { dropFiles, holdFilesOver } from '../drop-files.ts';
import { electronInUse } from './app-under-test.ts';
import { desktopForFile } from './desktop-world.ts';
import { pictures, recent, soon, storedAll } from './sample-pictures.ts';
import { clickTray, noticesNow, trayNow } from './standin-hand.ts';

describe.skipIf(electronInUse === null)(`drops on ${electronInUse?.name}`, () => {
  const world = desktopForFile();

  async function dropWindowOf(electron: ElectronApplication): Promise<Page> {
    const small = await vi.waitFor(() => {
      const found = electron.windows().find((page) => page.url().endsWith('#/drop'));
      if (found === undefined) throw new Error('There is no drop window');
      return found;
    }, soon);
    await small.getByRole('main', { name: 'Drop window' }).waitFor();
    return small;
  }

  test('what is held over the window is counted, and a folder waits for what a person chooses', async () => {
    const app = await world.launch();
    const { electron, page } = app;
    await page.getByRole('navigation').first().waitFor();
    const folder = join(world.base(), 'trip');
    const files = await pictures(join(world.base(), 'loose'), ['loose-1.jpg', 'loose-2.jpg']);
    await pictures(folder, ['of-the-trip.jpg']);
    const drop = await holdFilesOver(page, [...files, folder], { x: 400, y: 300 });
    await page.getByText('Drop to add 3').waitFor();
    await drop();

    // The files do not wait for the answer about the folder.
    await storedAll(app, ['loose-1.jpg', 'loose-2.jpg']);
    const question = page.getByRole('dialog', { name: 'trip' });
    await question.getByRole('button', { name: 'Carry what is in it once' }).click();
    expect((await trayNow(electron)).folders).not.toContain('trip');
    await question.getByRole('button', { name: 'Add folder' }).click();
    await storedAll(app, ['of-the-trip.jpg']);
    await pictures(folder, ['after-the-trip.jpg']);
    expect((await trayNow(electron)).folders).not.toContain('trip');
    expect(await recent(app)).not.toContain('after-the-trip.jpg');
  });

  test('keys paste files and pictures that were copied elsewhere, and text stays text', async () => {
    const app = await world.launch();
    const { electron, page } = app;
    await page.getByRole('navigation').first().waitFor();
    const [copied = ''] = await pictures(join(world.base(), 'copied'), ['copied.jpg']);
    const inClipboard = (type: string, base64: string) =>
      electron.evaluate(
        ({ clipboard, ClipboardItem }, given) => {
          const bytes = Uint8Array.from(atob(given.base64), (letter) => letter.charCodeAt(0));
          return clipboard.write([new ClipboardItem({ [given.type]: new Blob([bytes], { type: given.type }) })]);
        },
        { type, base64 },
      );
    await inClipboard('text/uri-list', Buffer.from(pathToFileURL(copied).href).toString('base64'));
    await page.keyboard.press('ControlOrMeta+V');
    await storedAll(app, ['copied.jpg']);
    await inClipboard('image/png', (await photo({ width: 37, height: 41, format: 'png' })).toString('base64'));
    await page.keyboard.press('ControlOrMeta+V');
    await vi.waitFor(
      async () => expect((await recent(app)).some((name) => name.startsWith('Pasted'))).toBe(true),
      soon,
    );
    await page.getByRole('searchbox').first().focus();
    await page.keyboard.press('ControlOrMeta+V');
    await page.getByText('1 file added').waitFor({ state: 'hidden' });
    expect((await recent(app)).filter((name) => name.startsWith('Pasted'))).toHaveLength(1);
  });

  test('the small window takes drops above all others, remembers its place, and Escape closes it for good', async () => {
    const home = world.newHome();
    const app = await world.launch({ home });
    await clickTray(app.electron, 'drop-window');
    const small = await dropWindowOf(app.electron);
    const window = await app.electron.browserWindow(small);
    expect(
      await window.evaluate((one: Electron.BrowserWindow) => {
        const { width, height } = one.getBounds();
        return { width, height, isAbove: one.isAlwaysOnTop() };
      }),
    ).toEqual({ width: 160, height: 160, isAbove: true });
    await dropFiles(small, await pictures(join(world.base(), 'small'), ['by-the-small.jpg']), { x: 80, y: 80 });
    await storedAll(app, ['by-the-small.jpg']);
    await small.getByRole('progressbar', { name: 'Progress' }).waitFor();

    const folder = join(world.base(), 'small-folder');
    await pictures(folder, ['in-the-small.jpg']);
    await dropFiles(small, [folder], { x: 80, y: 80 });
    await small.getByText('small-folder').waitFor();
    await small.getByRole('button', { name: 'Watch it' }).click();
    await storedAll(app, ['in-the-small.jpg']);
    expect((await trayNow(app.electron)).folders).toContain('small-folder');

    await window.evaluate((one: Electron.BrowserWindow) => one.setBounds({ x: 700, y: 60 }));
    const ended = once(app.electron.process(), 'exit');
    await clickTray(app.electron, 'quit');
    await ended;
    const again = await world.launch({ home });
    const shown = await dropWindowOf(again.electron);
    const place = await (await again.electron.browserWindow(shown)).evaluate((one: Electron.BrowserWindow) => {
      const { x, y } = one.getBounds();
      return { x, y };
    });
    expect(place).toEqual({ x: 700, y: 60 });
    // It may be gone before the key comes up again, and then the press has lost its page.
    await Promise.allSettled([shown.waitForEvent('close'), shown.keyboard.press('Escape')]);
    await vi.waitFor(() => expect(again.electron.windows()).toHaveLength(1), soon);
    const endedAgain = once(again.electron.process(), 'exit');
    await clickTray(again.electron, 'quit');
    await endedAgain;
    const last = await world.launch({ home });
    expect(last.electron.windows()).toHaveLength(1);
  });

  test('settings show the small window, start at login, and take keys for the clipboard; keys of another are told', async () => {
    const home = world.newHome();
    const { electron, page } = await world.launch({ home });
    await clickTray(electron, 'settings');
    const toggle = (name: string) => page.getByRole('switch', { name });
    const dropWindow = toggle('Small drop window above all others');
    for (const end of ['the switch', 'the system'] as const) {
      await dropWindow.click();
      const small = await dropWindowOf(electron);
      if (end === 'the switch') await dropWindow.click();
      else await (await electron.browserWindow(small)).evaluate((one: Electron.BrowserWindow) => one.close());
      await vi.waitFor(() => expect(electron.windows()).toHaveLength(1), soon);
      await vi.waitFor(async () => expect(await dropWindow.getAttribute('aria-checked')).toBe('false'), soon);
    }
    const autostart = join(home, 'config/autostart/cloudroll.desktop');
    await toggle('Start at login, out of sight').click();
    await vi.waitFor(() => expect(existsSync(autostart)).toBe(true), soon);
    await toggle('Start at login, out of sight').click();
    await vi.waitFor(() => expect(existsSync(autostart)).toBe(false), soon);

    const isTaken = (keys: string) =>
      electron.evaluate(({ globalShortcut }, accelerator) => globalShortcut.isRegistered(accelerator), keys);
    await page.getByRole('button', { name: 'None', exact: true }).click();
    await page.keyboard.press('u');
    await page.getByText('Begin with Ctrl, Alt or').waitFor();
    await page.keyboard.press('Control+Shift+U');
    await vi.waitFor(async () => expect(await isTaken('Control+Shift+U')).toBe(true), soon);
    await electron.evaluate(({ globalShortcut }) => globalShortcut.register('Control+Alt+V', () => undefined));
    await page.getByRole('button', { name: 'Control+Shift+U' }).click();
    await page.keyboard.press('Control+Alt+V');
    await vi.waitFor(
      async () => expect(await noticesNow(electron)).toContain('Control+Alt+V could not be taken'),
      soon,
    );
    expect(await isTaken('Control+Shift+U')).toBe(false);
    await page.getByRole('button', { name: 'Remove the keys' }).click();
    await page.getByRole('button', { name: 'None', exact: true }).waitFor();
  });

  test('each entry of the tray does what it says', async () => {
    const app = await world.launch();
    const { electron, page } = app;
    const label = async (id: string) => (await trayNow(electron)).labels[id];
    const folder = join(world.base(), 'entries');
    await pictures(folder, ['entry.jpg']);
    await page.getByRole('navigation').first().waitFor();
    await dropFiles(page, [folder], { x: 400, y: 300 });
    await page.getByRole('dialog').getByRole('button', { name: 'Add folder' }).click();
    await storedAll(app, ['entry.jpg']);
    for (const [pause, says] of [
      ['pause-hour', /^Paused until \w+ \d\d:\d\d$/],
      ['pause-tomorrow', /^Paused until \w+ 06:00$/],
      ['pause-until-resumed', /^Paused$/],
    ] as const) {
      await clickTray(electron, pause);
      await vi.waitFor(async () => expect(await label('status')).toMatch(says), soon);
      await clickTray(electron, 'resume');
      await vi.waitFor(async () => expect(await label('status')).toBe('Everything is stored'), soon);
    }
    await electron.evaluate((module) => {
      type Entry = { readonly label: string; readonly click: () => void };
      type Menu = { getMenuItemById: (id: string) => { submenu: { items: Entry[] } } };
      const { trays } = (module as unknown as { __standin: { trays: { menu: Menu }[] } }).__standin;
      const watched = trays[0]?.menu.getMenuItemById('folders').submenu.items ?? [];
      watched.find((entry) => entry.label === 'entries')?.click();
    });
    await vi.waitFor(() => expect(page.url()).toContain('#/folders'), soon);
    await clickTray(electron, 'open');
    await vi.waitFor(() => expect(page.url()).toContain('#/history'), soon);
    await expect(clickTray(electron, 'issues')).rejects.toThrow(/cannot be clicked/);
  });
});
