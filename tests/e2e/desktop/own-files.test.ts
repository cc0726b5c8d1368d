/** @file Files of this computer behind images: opened, shown in their folders, dragged out of the window; the log too. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import sharp from 'sharp';
import { describe, expect, test, vi } from 'vitest';
import { dropFiles } from '../drop-files.ts';
import { expectAccessible, takePictures } from '../window/look-at-page.ts';
import { electronInUse } from './app-under-test.ts';
import { desktopForFile } from './desktop-world.ts';
import { pictures, soon, storedAll } from './sample-pictures.ts';
import { draggedOut, dragPictures, filesAsked } from './standin-hand.ts';

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

  /** As a hand begins it; the stand-in has no system that would go on with it. */
  const drag = async (page: Page, name: string) => {
    await image(page, name).hover();
    await page.mouse.down();
    await page.mouse.move(500, 500, { steps: 5 });
    await page.mouse.up();
  };

  test('an image is dragged out as its file; one that is not here is fetched, and dragged then', async () => {
    const { electron, page, paths } = await stored(['drag.jpg', 'gone.jpg']);
    const [here = '', gone = ''] = paths;
    await drag(page, 'drag.jpg');
    await vi.waitFor(async () => expect(await draggedOut(electron)).toEqual([[here]]), soon);

    const bytes = readFileSync(gone);
    rmSync(gone);
    await drag(page, 'gone.jpg');
    await page.getByText('It is here now: drag again').first().waitFor();
    expect(await draggedOut(electron)).toHaveLength(1);
    await drag(page, 'gone.jpg');
    await vi.waitFor(async () => expect(await draggedOut(electron)).toHaveLength(2), soon);
    const [fetched = ''] = (await draggedOut(electron))[1] ?? [];
    expect(basename(fetched)).toBe('gone.jpg');
    expect(readFileSync(fetched)).toEqual(bytes);

    // All that are selected go together: these two, for the library has the images of the other tests as well.
    await image(page, 'drag.jpg').click();
    await image(page, 'gone.jpg').click({ modifiers: ['ControlOrMeta'] });
    await page
      .getByText(/^2 selected/)
      .first()
      .waitFor();
    await image(page, 'drag.jpg').dispatchEvent('dragstart');
    await vi.waitFor(
      async () => expect((await draggedOut(electron))[2]?.toSorted()).toEqual([here, fetched].sort()),
      soon,
    );
  });

  /** What hung on the pointer in the last drag. */
  const lastPicture = async (electron: ElectronApplication) => {
    const picture = sharp((await dragPictures(electron)).at(-1));
    const [{ format, width, height }, { dominant }] = await Promise.all([picture.metadata(), picture.stats()]);
    return { format, width, height, isRed: dominant.r > 200 && dominant.b < 50 };
  };

  test('the thumbnail hangs on the pointer, of several images the first; one that cannot be drawn has our picture', async () => {
    const app = await world.launch();
    const { electron, page } = app;
    const folder = join(world.base(), 'of colours');
    mkdirSync(folder);
    const files = {
      'red.png': { width: 300, height: 200, background: '#f00' },
      'blue.png': { width: 80, height: 90, background: '#00f' },
    };
    for (const [name, look] of Object.entries(files)) {
      await sharp({ create: { channels: 3, ...look } })
        .png()
        .toFile(join(folder, name));
    }
    writeFileSync(join(folder, 'torn.png'), readFileSync(join(folder, 'red.png')).subarray(0, 60));
    const names = [...Object.keys(files), 'torn.png'];
    await page.getByRole('navigation').first().waitFor();
    await dropFiles(page, [folder], { x: 400, y: 300 });
    await page.getByRole('dialog').getByRole('button', { name: 'Add folder' }).click();
    await storedAll(app, names);
    const dragged = async (count: number) =>
      vi.waitFor(async () => expect(await draggedOut(electron)).toHaveLength(count), soon);

    await drag(page, 'red.png');
    await dragged(1);
    expect(await lastPicture(electron)).toEqual({ format: 'png', width: 96, height: 64, isRed: true });
    await drag(page, 'blue.png');
    await dragged(2);
    expect(await lastPicture(electron)).toEqual({ format: 'png', width: 80, height: 90, isRed: false });
    await drag(page, 'torn.png');
    await dragged(3);
    const ours = readFileSync(join(world.appFolder(), 'resources/tray/idle@2x.png'));
    expect((await dragPictures(electron)).at(-1)).toEqual(ours);

    await image(page, 'red.png').click();
    await image(page, 'blue.png').click({ modifiers: ['ControlOrMeta'] });
    await image(page, 'blue.png').dispatchEvent('dragstart');
    await dragged(4);
    const [paths = []] = (await draggedOut(electron)).slice(-1);
    expect(paths).toHaveLength(2);
    expect((await lastPicture(electron)).isRed).toBe(basename(paths[0] ?? '') === 'red.png');
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
