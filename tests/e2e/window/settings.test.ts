/** @file The settings as a person uses them: a profile is changed with what it would make in view, checked, and removed. */
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { expectNoSecretIn } from '../../setup/expect-no-secret.ts';
import { hasChromium, windowForFile } from './window-world.ts';

const window = windowForFile();

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
}

describe.skipIf(!hasChromium)('settings', () => {
  beforeAll(async () => {
    await window().withSamples();
  });

  test('a rendition shows what it makes of a real image before it is saved', async () => {
    const page = await window().open('#/settings');
    await page.getByRole('button', { name: 'Edit photos' }).click();
    await page.getByRole('heading', { level: 1, name: 'photos' }).waitFor();
    await page.getByRole('button', { name: 'Add rendition' }).click();
    await page.getByLabel('Name', { exact: true }).fill('small');
    await page.getByRole('spinbutton', { name: 'Width' }).fill('300');
    await page.getByRole('spinbutton', { name: 'Height' }).fill('300');
    const facts = page.getByText(/300 × \d+, .+%$/);
    await facts.waitFor();
    const after = page.getByAltText('After');
    await vi.waitFor(async () =>
      expect(await after.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0))).toBe(300),
    );
    const before = await facts.textContent();
    await page.getByLabel(/^Quality/).fill('5');
    await vi.waitFor(async () => expect(await facts.textContent()).not.toBe(before), { timeout: 8000 });
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    const [entry] = await window().client.profiles.list({});
    expect(entry?.profile.renditions.at(-1)).toMatchObject({ name: 'small', width: 300, height: 300, quality: 5 });
  });

  test('a layout shows the key of a real image, and its fault where it was typed', async () => {
    const page = await window().open('#/settings?profile=photos');
    const originals = page.getByLabel('Originals', { exact: true });
    await originals.fill('mine/{name}.{ext}');
    await page.getByText(/^It needs \{hash\}/).waitFor();
    await originals.fill('mine/{name}-');
    await page.getByRole('button', { name: 'Insert {hash8}' }).first().click();
    await page.getByText(/^mine\/.+-[0-9a-f]{8}$/).waitFor();
    await page.getByRole('button', { name: 'Discard changes' }).click();
    expect(await originals.inputValue()).toBe('originals/{hash}.{ext}');
  });

  test('the check-up looks at everything, and diagnostics are saved without a key', async () => {
    const page = await window().open('#/settings?q=check');
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText('Everything is good').waitFor();
    await page.getByText('Everything that storing needs is allowed').waitFor();
    await expectAccessible(page);

    await page.goto(`${window().origin}/#/settings?q=diagnostics`);
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save diagnostics' }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toMatch(/^cloudroll-diagnostics-.*\.txt$/);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text).toContain('"stored"');
    expectNoSecretIn(text, window().cloud.secretAccessKey);
  });

  test('licences are a page with a way back', async () => {
    const page = await window().open('#/settings?q=licences');
    await page.getByRole('link', { name: 'Show licences' }).click();
    await page.getByText(/@aws-sdk\/client-s3/).waitFor();
    await page.getByRole('link', { name: 'Settings' }).last().click();
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  });

  test('a profile is removed after saying what stays', async () => {
    const page = await window().open('#/settings?profile=photos');
    await page.getByRole('button', { name: 'Remove profile' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^What is stored stays in your cloud/).waitFor();
    await dialog.getByRole('button', { name: 'Remove profile' }).click();
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    expect(await window().client.profiles.list({})).toEqual([]);
    expect(window().complaints).toEqual([]);
  });
});
