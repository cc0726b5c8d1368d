/** @file What a person does in the window, with the keyboard alone where it can be, and what it looks like when things go wrong. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { writePicture } from '../../api/api-world.ts';
import { hasChromium, windowForFile } from './window-world.ts';

const window = windowForFile();
let folder = '';

/** The names in sight, in order. */
const names = (page: Page) =>
  page.getByRole('option').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')?.split(',')[0]));
const selected = (page: Page) => page.getByRole('option', { selected: true });

describe.skipIf(!hasChromium)('the window', () => {
  beforeAll(async () => {
    folder = await window().withSamples();
  });

  test('an image that is stored appears by itself', async () => {
    const page = await window().open('#/history');
    await writePicture(join(folder, 'just now.jpg'), 77);
    await page.getByRole('option', { name: /^just now\.jpg, Stored/ }).waitFor({ timeout: 20_000 });
    expect((await names(page))[0]).toBe('just now.jpg');
  });

  test('keys alone: search, choose, stretch, open, step, close, and back where it was', async () => {
    const page = await window().open('#/history');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('orientation');
    await vi.waitFor(async () => expect(await page.getByRole('option').count()).toBe(8), { timeout: 8000 });
    expect(page.url()).toContain('q=orientation');

    await page.getByRole('listbox').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+End');
    await vi.waitFor(async () => expect(await selected(page).count()).toBe(8));
    await page.keyboard.press('Escape');
    await vi.waitFor(async () => expect(await selected(page).count()).toBe(0));

    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    const details = page.getByRole('complementary', { name: 'Details' });
    const first = (await names(page))[0] ?? '';
    await details.getByRole('heading', { name: first }).waitFor();
    await page.keyboard.press('ArrowRight');
    await details.getByRole('heading', { name: (await names(page))[1] ?? '' }).waitFor();
    await details.getByText('Proven by SHA-256').first().waitFor();

    await page.keyboard.press('Enter');
    await details.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('listbox');
  });

  test('back and forward walk through screens and filters', async () => {
    const page = await window().open('#/history');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('button', { name: 'SVG' }).click();
    await vi.waitFor(async () => expect(await names(page)).toEqual(['hills.svg']));
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+4');
    await page.getByRole('heading', { level: 1, name: 'Folders' }).waitFor();
    await page.goBack();
    await vi.waitFor(async () => expect(await names(page)).toEqual(['hills.svg']));
    await page.getByRole('button', { name: 'Remove filter: SVG' }).click();
    await vi.waitFor(async () => expect((await names(page)).length).toBeGreaterThan(8));
  });

  test('paused, it says so and resumes', async () => {
    const page = await window().open('#/activity');
    const screen = page.getByRole('main');
    await screen.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('menuitem', { name: 'Until I resume' }).click();
    await screen.getByRole('button', { name: 'Resume' }).waitFor();
    // The status, which is on every screen, says the same.
    await page.getByRole('complementary').getByRole('button', { name: 'Resume' }).waitFor();
    expect((await window().client.status({})).paused?.reason).toBe('paused');
    await screen.getByRole('button', { name: 'Resume' }).click();
    await screen.getByRole('button', { name: 'Pause' }).waitFor();
    expect((await window().client.status({})).paused).toBeNull();
  });

  test('images dropped or picked are carried', async () => {
    const page = await window().open('#/history');
    const before = (await window().client.status({})).images.stored;
    const path = join(window().base, 'picked.jpg');
    await writePicture(path, 99);
    await page.getByLabel('Add images').last().setInputFiles(path);
    await page.getByRole('option', { name: /^picked/ }).waitFor({ timeout: 20_000 });
    expect((await window().client.status({})).images.stored).toBe(before + 1);
  });

  test('a setting holds at once, in every window', async () => {
    const one = await window().open('#/settings');
    const other = await window().open('#/history');
    await one.getByRole('button', { name: 'Dark' }).click();
    await vi.waitFor(async () =>
      expect(await other.evaluate(() => document.documentElement.dataset['scheme'])).toBe('dark'),
    );
    await one.getByRole('combobox', { name: 'Language' }).click();
    await one.getByRole('option', { name: 'Deutsch' }).click();
    await other.getByRole('heading', { level: 1, name: 'Verlauf' }).waitFor();
    expect(await other.evaluate(() => document.documentElement.lang)).toBe('de');
    await window().client.settings.set({ window: { appearance: 'system', language: null } });
    await other.getByRole('heading', { level: 1, name: 'History' }).waitFor();
  });

  test('a limit that makes no sense is said where it was typed, and does not hold', async () => {
    const page = await window().open('#/settings?q=bandwidth');
    await page.getByRole('textbox').fill('fast');
    await page.keyboard.press('Enter');
    await page.getByText(/^Not understood/).waitFor();
    expect((await window().client.settings.get({})).limits.bandwidth).toBe('off');
    await page.getByRole('textbox').fill('2M');
    await page.keyboard.press('Enter');
    await page.getByText('Saved').waitFor();
    expect((await window().client.settings.get({})).limits.bandwidth).toBe('2M');
    await window().client.settings.set({ limits: { bandwidth: 'off' } });
  });

  test('rules show what they would take before they hold', async () => {
    const page = await window().open('#/folders');
    writeFileSync(join(folder, 'notes.txt'), 'no image');
    await page.getByRole('button', { name: 'Holiday on the coast' }).click();
    await page.getByRole('menuitem', { name: 'Rules' }).click();
    await page.getByLabel('Skip').fill('*.txt');
    await page.getByText('Skips 2 files').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const folders = await window().client.folders.list({});
    expect(folders.find(({ path }) => path === folder)?.exclude).toEqual(['*.txt']);
  });

  test('the policy refuses a script and a style from elsewhere, and the window needs none', async () => {
    const page = await window().open('#/history');
    const answer = await page.request.get(window().origin);
    expect(answer.headers()['content-security-policy']).toMatch(/script-src 'self';.*style-src 'self'(;|$)/);
    const refused = await page.evaluate(async () => {
      const seen: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
      const style = document.createElement('style');
      style.textContent = 'body { color: red }';
      document.head.append(style);
      const script = document.createElement('script');
      script.textContent = 'globalThis.wasRun = true';
      document.head.append(script);
      await new Promise((resolve) => setTimeout(resolve));
      return { seen: seen.sort(), wasRun: 'wasRun' in globalThis };
    });
    expect(refused).toEqual({ seen: ['script-src-elem', 'style-src-elem'], wasRun: false });
  });

  test('at 200 % and from right to left nothing scrolls sideways', async () => {
    const page = await window().open('#/history', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
    for (const hash of ['#/history', '#/activity', '#/issues', '#/folders', '#/settings', '#/welcome']) {
      for (const direction of ['ltr', 'rtl']) {
        await page.evaluate(
          ({ hash, direction }) => {
            location.hash = hash;
            document.documentElement.dir = direction;
          },
          { hash, direction },
        );
        await page.getByRole('heading', { level: 1 }).waitFor();
        const wide = await page.evaluate(() => document.scrollingElement?.scrollWidth ?? 0);
        expect(wide, `${hash} ${direction}`).toBeLessThanOrEqual(640);
      }
    }
  });

  test('nothing was complained about', () => {
    // The two that a test above provoked are of the policy, by name.
    expect(window().complaints.filter((text) => !/Content Security Policy/.test(text))).toEqual([]);
    expect(window().complaints.length).toBeLessThanOrEqual(2);
  });
});
