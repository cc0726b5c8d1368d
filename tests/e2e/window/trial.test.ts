/** @file Trying Cloudroll without an account: from nothing to a picture stored on this computer, and what the settings say of it. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, test } from 'vitest';
import { trialProfile } from '../../../shared/trial.ts';
import { writePicture } from '../../api/api-world.ts';
import { hasChromium, windowForFile } from './window-world.ts';

const window = windowForFile({ withProfile: false });

describe.skipIf(!hasChromium)('the trial', () => {
  test('begins with one choice, needs no key, ends on a picture stored, and back leads to the choice', async () => {
    const page = await window().open('');
    await page.getByRole('radio', { name: 'Try it here without an account' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Add images' }).first().waitFor({ timeout: 20_000 });
    expect(page.url()).toContain('step=4');
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('heading', { name: 'Where should your images go?' }).waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Add images' }).first().waitFor({ timeout: 20_000 });

    const path = join(window().base, 'first.jpg');
    await writePicture(path, 5);
    await page.getByLabel('Add images').last().setInputFiles(path);
    await page.getByText('Your first image is stored').waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Go to History' }).click();
    await page.getByRole('option', { name: /^first/ }).waitFor();
    await page.getByRole('option', { name: /^first/ }).dblclick();
    await page.getByText('Proven by SHA-256').first().waitFor();
  });

  test('is a profile like any other, but for where it leads and its keys', async () => {
    const page = await window().open(`#/settings?profile=${trialProfile}`);
    await page.getByText(/^A cloud on this computer/).waitFor();
    expect(await page.getByRole('heading', { name: 'Keys', exact: true }).count()).toBe(0);
    expect(await page.getByLabel('Bucket', { exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Edit preview' }).click();
    await page.getByRole('slider', { name: /^Where before/ }).waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.getByRole('button', { name: 'Remove profile' }).click();
    await page
      .getByRole('dialog')
      .getByText(/until you remove it there/)
      .waitFor();
    expect(window().complaints).toEqual([]);
  });
});
