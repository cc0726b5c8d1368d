/** @file Every screen in light and dark: no violation that axe finds, nothing refused by the policy; pictures of it on request. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible, openKeys, picturesShown, takePictures } from './look-at-page.ts';
import { hasChromium, windowForFile } from './window-world.ts';

const window = windowForFile();

const screens: readonly {
  readonly name: string;
  readonly hash: string;
  readonly ready: (page: Page) => Promise<unknown>;
}[] = [
  { name: 'history-grid', hash: '#/history', ready: picturesShown },
  { name: 'history-table', hash: '#/history?view=table', ready: picturesShown },
  {
    name: 'history-details',
    hash: '#/history',
    ready: async (page) => {
      await page.getByRole('option').nth(3).dblclick();
      await page.getByRole('heading', { name: 'Journey' }).waitFor();
      await picturesShown(page);
    },
  },
  {
    name: 'history-selection',
    hash: '#/history?view=table',
    ready: async (page) => {
      await page.getByRole('row').nth(3).click();
      await page
        .getByRole('row')
        .nth(6)
        .click({ modifiers: ['Shift'] });
      await page.getByRole('toolbar').waitFor();
    },
  },
  {
    name: 'history-filter',
    hash: '#/history?state=stored&type=image%2Fjpeg',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'history-no-match',
    hash: '#/history?q=nothing+like+it',
    ready: (page) => page.getByText('No image matches').waitFor(),
  },
  {
    name: 'activity',
    hash: '#/activity',
    ready: (page) => page.getByRole('heading', { name: 'Not carried' }).waitFor(),
  },
  { name: 'issues', hash: '#/issues', ready: (page) => page.getByRole('heading', { name: /Not carried/ }).waitFor() },
  { name: 'folders', hash: '#/folders', ready: (page) => page.getByRole('heading', { level: 2 }).first().waitFor() },
  {
    name: 'folder-rules',
    hash: '#/folders',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Holiday on the coast' }).click();
      await page.getByRole('menuitem', { name: 'Rules' }).click();
      await page.getByText(/^Takes /).waitFor();
    },
  },
  { name: 'settings', hash: '#/settings', ready: (page) => page.getByRole('heading', { name: 'About' }).waitFor() },
  {
    name: 'settings-test',
    hash: '#/settings?q=profile',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Test permissions' }).click();
      await page.getByText('Remove the object').waitFor();
    },
  },
  {
    name: 'check-up',
    hash: '#/settings?q=check-up',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Check now' }).click();
      await page.getByText('Everything is good').waitFor();
    },
  },
  {
    name: 'profile',
    hash: '#/settings?profile=photos',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Edit preview' }).click();
      await page.getByRole('slider', { name: /^Where before/ }).waitFor();
      await page.getByText(/^originals\/[0-9a-f]{64}/).waitFor();
      await picturesShown(page);
      await page.getByText('Copies made of each image on the way.').evaluate((part) => part.scrollIntoView());
    },
  },
  {
    name: 'licences',
    hash: '#/settings?page=licences',
    ready: (page) => page.getByText(/@aws-sdk\/client-s3/).waitFor(),
  },
  { name: 'welcome-where', hash: '#/welcome', ready: (page) => page.getByRole('radio').first().waitFor() },
  { name: 'welcome-keys', hash: '#/welcome?step=2', ready: (page) => page.getByLabel('Bucket').waitFor() },
  { name: 'keys', hash: '#/settings', ready: openKeys },
];

describe.skipIf(!hasChromium).each(screens)('$name', ({ name, hash, ready }) => {
  beforeAll(async () => {
    if ((await window().client.status({})).images.stored === 0) await window().withSamples();
  });

  test.each(['light', 'dark'] as const)('in %s it is accessible and within its policy', async (colorScheme) => {
    const page = await window().open(hash, { colorScheme });
    await ready(page);
    await expectAccessible(page);
    await takePictures(page, `${name}-${colorScheme}`);
    expect(window().complaints).toEqual([]);
  });
});
