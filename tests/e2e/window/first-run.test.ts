/** @file First run, from nothing to the first image stored, on a server of one's own; no secret comes back. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect, test, vi } from 'vitest';
import { writePicture } from '../../api/api-world.ts';
import { expectAccessible, takePictures } from './look-at-page.ts';
import { hasChromium, windowForFile } from './window-world.ts';

const window = windowForFile({ withProfile: false });

describe.skipIf(!hasChromium)('first run', () => {
  test('may be skipped, step by step, and back leads back', async () => {
    const page = await window().open('#/welcome');
    await page.getByRole('button', { name: 'Skip this step' }).click();
    await page.getByRole('heading', { name: 'Keys' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Where should your images go?' }).waitFor();
    for (const _ of [1, 2, 3]) await page.getByRole('button', { name: 'Skip this step' }).click();
    await page.getByRole('button', { name: 'Go to History' }).click();
    await page.getByRole('heading', { level: 1, name: 'History' }).waitFor();
  });

  test('leads from nothing to the first image stored', async () => {
    const page = await window().open('');
    const { region, s3Endpoint, accessKeyId, secretAccessKey } = window().cloud;
    await page.getByRole('heading', { name: 'Where should your images go?' }).waitFor();
    await page.getByRole('radio', { name: 'An S3-compatible server' }).click();
    await page.getByRole('button', { name: 'Next' }).click();

    await page.getByLabel('Access key ID').fill(accessKeyId);
    await page.getByLabel('Secret access key').fill('not the key');
    await page.getByLabel('Endpoint').fill(s3Endpoint);
    await page.getByLabel('Region').fill(region);
    await page.getByLabel('Bucket').fill('pictures');
    const save = page.getByRole('button', { name: 'Save and test' });
    expect(await save.isDisabled()).toBe(true);
    await page.getByLabel('Your name in the records').fill('me');
    await save.click();
    await page.getByText('Something is missing').waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);

    await page.getByLabel('Secret access key').fill(secretAccessKey);
    await save.click();
    await page.getByText('Everything that storing needs is allowed').waitFor();
    expect(await page.getByLabel('Secret access key').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Next' }).click();

    await page.getByRole('heading', { name: 'pictures', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('heading', { level: 1, name: 'Set up Cloudroll' }).waitFor();
    const path = join(window().base, 'first.jpg');
    await writePicture(path, 5);
    await page.getByLabel('Add images').last().setInputFiles(path);
    await page.getByText('Your first image is stored').waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Go to History' }).click();
    await page.getByRole('option', { name: /^first/ }).waitFor();
    expect(await page.content()).not.toContain(secretAccessKey);
  });

  test('a bucket and a table that are not there yet are made, after showing what would be', async () => {
    const page = await window().open('#/welcome');
    const { s3Endpoint, dynamodbEndpoint, region, accessKeyId, secretAccessKey } = window().cloud;
    await page.getByRole('radio', { name: 'An S3-compatible server' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Access key ID').fill(accessKeyId);
    await page.getByLabel('Secret access key').fill(secretAccessKey);
    await page.getByLabel('Endpoint').fill(s3Endpoint);
    // First another region than the bucket's, as people have it.
    await page.getByLabel('Region').fill('eu-west-2');
    await page.getByLabel('Bucket').fill('pictures');
    await page.getByLabel('Your name in the records').fill('me');
    await page.getByRole('button', { name: 'Save and test' }).click();
    await page.getByRole('button', { name: `Switch to ${region}` }).click();
    await page.getByText('Everything that storing needs is allowed').waitFor();
    expect(await page.getByLabel('Region').inputValue()).toBe(region);

    await page.getByLabel('Bucket').fill('not-there-yet');
    await page.getByLabel(/^Table/).fill('not-there-yet');
    await page.getByLabel(/^DynamoDB endpoint/).fill(dynamodbEndpoint);
    await page.getByLabel('Secret access key').fill(secretAccessKey);
    await page.getByRole('button', { name: 'Save and test' }).click();
    await page.getByRole('button', { name: 'Make bucket and table' }).click();
    await page.getByText('would be made').first().waitFor();
    await expectAccessible(page);
    await takePictures(page, 'welcome-set-up');
    await page.getByRole('button', { name: /^Make these/ }).click();
    await page.getByText(/^Done\. Everything/).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Test permissions' }).click();
    await page.getByText('Everything that storing needs is allowed').waitFor();
    await takePictures(page, 'welcome-set-up-done');
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByText('Everything is as it should be').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    // One is there from before.
    await page.getByText('Your first image is stored').waitFor();
  });

  test('an engine that stops answering is said, and what was there stays', async () => {
    const page = await window().open('#/history');
    await page.getByRole('option', { name: /^first/ }).waitFor();
    await window().stopServer();
    await page.getByText(/^Cloudroll is not answering/).waitFor({ timeout: 15_000 });
    await vi.waitFor(async () => expect(await page.getByRole('option').count()).toBe(1));
    await page.keyboard.press('Alt+6');
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  });
});
