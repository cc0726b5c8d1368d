/** @file The window in other circumstances: narrow, enlarged, in forced colours, without motion, from right to left, and with news above. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { writePicture } from '../../api/api-world.ts';
import { expectAccessible } from './look-at-page.ts';
import { hasChromium, windowForFile } from './window-world.ts';

const window = windowForFile();
let folder = '';
const hashes = [
  '#/history',
  '#/activity',
  '#/issues',
  '#/folders',
  '#/settings',
  '#/settings?profile=photos',
  '#/welcome',
];

describe.skipIf(!hasChromium)('the window adapts', () => {
  beforeAll(async () => {
    folder = await window().withSamples();
  });

  test('narrow, details take the place of the list, with a way back to it', async () => {
    const page = await window().open('#/history', { viewport: { width: 800, height: 600 } });
    await page.getByRole('option').first().waitFor();
    await page.getByRole('listbox').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByRole('heading', { name: 'Journey' }).waitFor();
    // What lies under it can be reached by nobody.
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.closest('[inert]'))).toBeNull();
    expect(await page.getByRole('searchbox').evaluate((field) => field.closest('[inert]') !== null)).toBe(true);
    const [panel, content] = await Promise.all([details.boundingBox(), page.getByRole('main').boundingBox()]);
    expect(panel).toEqual(content);
    await expectAccessible(page);
    await details.getByRole('button', { name: 'History' }).click();
    await details.waitFor({ state: 'detached' });
    await vi.waitFor(async () =>
      expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('listbox'),
    );
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('searchbox');
    await page.goBack();
    await details.waitFor();
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
  });

  test('new images wait above what is being looked at, and a pill goes there', async () => {
    const page = await window().open('#/history', { viewport: { width: 1000, height: 420 } });
    await page.getByRole('option').first().waitFor();
    const list = page.getByRole('listbox');
    await list.evaluate((element) => element.scrollTo({ top: 260 }));
    const inSight = () =>
      list.evaluate((element) => {
        const { left, top } = element.getBoundingClientRect();
        const tile = document.elementFromPoint(left + 90, top + 120)?.closest('[role=option]');
        return [tile?.getAttribute('aria-label'), tile?.getBoundingClientRect().top];
      });
    const before = await inSight();
    expect(before[0]).toBeTruthy();
    for (let number = 0; number < 12; number += 1) await writePicture(join(folder, `news ${number}.jpg`), 200 + number);
    const pill = page.getByRole('button', { name: '12 new' });
    await pill.waitFor({ timeout: 30_000 });
    expect(await inSight()).toEqual(before);
    await pill.click();
    await page
      .getByRole('option', { name: /^news / })
      .first()
      .waitFor();
    expect(await list.evaluate((element) => element.scrollTop)).toBe(0);
    expect(await pill.count()).toBe(0);
  });

  test('in forced colours every screen stays accessible, and what is focused or chosen is seen', async () => {
    const page = await window().open('#/history', { forcedColors: 'active' });
    await page.getByRole('option').first().waitFor();
    for (const hash of hashes) {
      await page.evaluate((to) => {
        location.hash = to;
      }, hash);
      await page.getByRole('heading', { level: 1 }).waitFor();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${hash} ${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
      const bare = await page.evaluate(() =>
        [...document.querySelectorAll('main button, main input, main [role=combobox]')]
          .filter((element) => element.getClientRects().length > 0 && element instanceof HTMLElement)
          .filter((element) => {
            const { borderTopStyle, outlineStyle, appearance } = getComputedStyle(element);
            return borderTopStyle === 'none' && outlineStyle === 'none' && appearance === 'none';
          })
          .map((element) => element.outerHTML.slice(0, 120)),
      );
      expect(bare, hash).toEqual([]);
    }
    await page.evaluate(() => {
      location.hash = '#/history';
    });
    await page.getByRole('listbox').focus();
    await page.keyboard.press('ArrowRight');
    const outline = await page
      .getByRole('option', { selected: true })
      .evaluate((tile) => [tile, ...tile.querySelectorAll('*')].map((one) => getComputedStyle(one).outlineStyle));
    expect(outline).toContain('solid');
  });

  test('with reduced motion nothing moves', async () => {
    const page = await window().open('#/settings', { reducedMotion: 'reduce' });
    await page.getByRole('switch').first().click();
    await page.getByRole('button', { name: 'Pause' }).click();
    const moving = await page.evaluate(
      () => document.getAnimations().filter((one) => Number(one.effect?.getComputedTiming().duration) > 0).length,
    );
    expect(moving).toBe(0);
  });

  test.each(['ltr', 'rtl'])('at 200 % and %s nothing scrolls sideways or is cut off', async (direction) => {
    const page = await window().open('#/history', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
    for (const hash of hashes) {
      await page.evaluate(
        ([to = '', dir = '']) => {
          location.hash = to;
          document.documentElement.dir = dir;
        },
        [hash, direction],
      );
      await page.getByRole('heading', { level: 1 }).waitFor();
      const wide = await page.evaluate(() => ({
        page: document.scrollingElement?.scrollWidth ?? 0,
        // What a person types or presses is whole in sight, but for what scrolls by itself.
        cut: [...document.querySelectorAll('main header button, main header input')]
          .filter((element) => {
            const { left, right, width } = element.getBoundingClientRect();
            return width > 0 && (left < 0 || right > innerWidth);
          })
          .map((element) => element.outerHTML.slice(0, 120)),
      }));
      expect(wide, `${hash} ${direction}`).toEqual({ page: expect.toSatisfy((now: number) => now <= 640), cut: [] });
    }
    const side = await page.getByRole('navigation').boundingBox();
    expect((side?.x ?? 0) > 320).toBe(direction === 'rtl');
  });

  test('nothing was complained about', () => {
    expect(window().complaints).toEqual([]);
  });
});
