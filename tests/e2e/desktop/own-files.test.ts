/** @file Files of this computer behind images: opened, shown in their folders; the log too. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test, vi } from 'vitest';
import { dropFiles } from '../drop-files.ts';
import { expectAccessible, takePictures } from '../window/look-at-page.ts';
import { electronInUse } from './app-under-test.ts';
import { desktopForFile } from './desktop-world.ts';
import { pictures, soon, storedAll } from './sample-pictures.ts';
import { filesAsked } from './standin-hand.ts';

const image = (page: Page, name: string) => page.getByRole('option', { name: new RegExp(`^${name}`) });

describe.skipIf(electronInUse === null)(`files of this computer, on ${electronInUse?.name}`, () => {
  const world = desktopForFile();

  /** A watched folder of pictures, all stored and in sight. */
  async function stored(names: readonly string[]) {
    const app = await world.launch();
    const folder = join(world.base(), `of ${names[0]}`);
    const paths = await pictures(folder, names);
    await app.page.getByRole('navigation').first().waitFor();
    await dropFiles(app.page, [folder], { x: 400, y: 300 });
    await app.page.getByRole('dialog').getByRole('button', { name: 'Add folder' }).click();
    await storedAll(app, names);
    return { ...app, paths };
  }

  test('an image is opened and shown in its folder, from the list and from its details', async () => {
    const { electron, page, paths } = await stored(['sea.jpg', 'hill.jpg']);
    await image(page, 'sea.jpg').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Open', exact: true }).click();
    await vi.waitFor(async () => expect(await filesAsked(electron)).toEqual({ opened: [paths[0]], shown: [] }), soon);
    await image(page, 'hill.jpg').click({ button: 'right' });
    await takePictures(page, 'history-menu-desktop');
    await page.getByRole('menuitem', { name: 'Show in folder' }).click();
    await vi.waitFor(async () => expect((await filesAsked(electron)).shown).toEqual([paths[1]]), soon);

    await image(page, 'sea.jpg').dblclick();
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByText(paths[0] ?? '').waitFor();
    await details.getByRole('button', { name: 'Show in folder' }).click();
    await vi.waitFor(async () => expect((await filesAsked(electron)).shown).toEqual([paths[1], paths[0]]), soon);
    await page.setViewportSize({ width: 1280, height: 800 });
    await details.getByRole('button', { name: 'Show in folder' }).scrollIntoViewIfNeeded();
    await expectAccessible(page);
    await takePictures(page, 'details-desktop');
  });

  test('of several images none is opened: there is one at a time', async () => {
    const { page } = await stored(['several-1.jpg', 'several-2.jpg']);
    await image(page, 'several-1.jpg').click();
    await page.keyboard.press('Control+a');
    await image(page, 'several-1.jpg').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Copy link' }).waitFor();
    expect(await page.getByRole('menuitem', { name: /^Open$|Show in folder/ }).count()).toBe(0);
  });

  test('the log is found from the settings', async () => {
    const home = world.newHome();
    const { electron, page } = await world.launch({ home });
    await page.getByRole('navigation').first().waitFor();
    await page.keyboard.press('Alt+6');
    await page.getByRole('button', { name: 'Open folder' }).click();
    await vi.waitFor(
      async () => expect((await filesAsked(electron)).shown).toEqual([join(home, 'cloudroll/cloudroll.log')]),
      soon,
    );
    await expectAccessible(page);
    await takePictures(page, 'settings-about-desktop');
  });
});
