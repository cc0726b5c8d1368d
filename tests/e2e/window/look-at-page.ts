/** @file What holds of every page that is drawn: nothing that axe finds, nothing refused by its policy; pictures of it on request. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';

/** Set to write pictures of each screen, in light and dark, wide and narrow. */
const wanted = process.env['CLOUDROLL_SCREENS'];
const folder = fileURLToPath(new URL('../screens/', import.meta.url));
const sizes = [
  { width: 1280, height: 800 },
  { width: 800, height: 600 },
];

/** `floats`: a menu or a list of offers is open, which belongs to what opened it and stands in no landmark. */
export async function expectAccessible(page: Page, { floats = false } = {}): Promise<void> {
  const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']);
  if (floats) axe.disableRules('region');
  const { violations } = await axe.analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
  ).toEqual([]);
}

/** Nothing unless pictures are wanted. */
export async function takePictures(page: Page, name: string): Promise<void> {
  if (wanted === undefined) return;
  mkdirSync(folder, { recursive: true });
  for (const size of sizes) {
    await page.setViewportSize(size);
    await picturesShown(page);
    await page.screenshot({ path: join(folder, `${name}-${size.width}.png`) });
  }
}

/** No part of the page is still loading: a page may wait for several answers at once. */
export async function loaded(page: Page, label: string): Promise<void> {
  await vi.waitFor(
    async () => expect(await page.getByRole('status', { name: label, exact: true }).count()).toBe(0),
    10_000,
  );
}

/** The list of keys, opened as a person would. */
export async function openKeys(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
}

/** Every picture in sight is loaded. */
export async function picturesShown(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const pictures = [...document.querySelectorAll<HTMLImageElement>('main img')];
    return pictures.every((picture) => picture.complete);
  });
}
