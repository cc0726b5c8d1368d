/** @file The library's pages and the larger deeds in light and dark: nothing that axe finds, nothing refused by the policy. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { expectAccessible, picturesShown, takePictures } from './look-at-page.ts';
import { hasChromium, windowForFile } from './window-world.ts';

const window = windowForFile();

/** The menu of the fourth image in sight, and one of its items. */
async function deed(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('option').nth(3).click({ button: 'right' });
  await page.getByRole('menuitem', { name }).click();
  await page.getByRole('dialog').waitFor();
}

const screens: readonly {
  readonly name: string;
  readonly hash: string;
  readonly floats?: boolean;
  readonly ready: (page: Page) => Promise<unknown>;
}[] = [
  {
    name: 'deeds-menu',
    hash: '#/history',
    floats: true,
    ready: async (page) => {
      await picturesShown(page);
      await page.getByRole('option').nth(3).click({ button: 'right' });
      await page.getByRole('menuitem', { name: /^Copy link/ }).waitFor();
    },
  },
  {
    name: 'deeds-bar',
    hash: '#/history',
    ready: async (page) => {
      await page.getByRole('option').nth(1).click();
      await page
        .getByRole('option')
        .nth(3)
        .click({ modifiers: ['Shift'] });
      await page.getByRole('toolbar').waitFor();
      await picturesShown(page);
    },
  },
  {
    name: 'copy-as',
    hash: '#/history',
    ready: async (page) => {
      await deed(page, 'Copy as…');
      await page.getByLabel('Preview').waitFor();
    },
  },
  {
    name: 'copy-as-template',
    hash: '#/history',
    ready: async (page) => {
      await deed(page, 'Copy as…');
      await page.getByRole('button', { name: 'New template' }).click();
      await page.getByRole('textbox', { name: 'Text' }).fill('{name}, {nonsense}');
      await page.getByText('{nonsense} means nothing').waitFor();
    },
  },
  {
    name: 'describe',
    hash: '#/history?q=described',
    floats: true,
    ready: async (page) => {
      await page.getByRole('option').first().waitFor();
      await page.getByRole('option').first().click({ button: 'right' });
      await page.getByRole('menuitem', { name: /^Tags/ }).click();
      await page.getByRole('button', { name: 'Remove tag sea' }).waitFor();
      await page.getByRole('combobox', { name: 'Add a tag' }).pressSequentially('co');
      await page.getByRole('option', { name: /coast/ }).waitFor();
    },
  },
  {
    name: 'describe-many',
    hash: '#/history',
    ready: async (page) => {
      await page.getByRole('option').first().click();
      await page
        .getByRole('option')
        .nth(4)
        .click({ modifiers: ['Shift'] });
      await page.getByRole('listbox').press('t');
      await page.getByRole('heading', { name: 'Describe 5 images' }).waitFor();
    },
  },
  {
    name: 'described-details',
    hash: '#/history?q=described',
    ready: async (page) => {
      await page.getByRole('option').first().dblclick();
      await page.getByText('A day at the sea', { exact: true }).waitFor();
      await picturesShown(page);
    },
  },
  {
    name: 'filter-tags',
    hash: '#/history?tag=sea&tag=coast&tags=all&favourite=yes',
    ready: async (page) => {
      await page.getByRole('option').first().waitFor();
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      await page.getByRole('button', { name: 'Only favourites' }).waitFor();
    },
  },
  {
    name: 'delete-guard',
    hash: '#/history',
    ready: async (page) => {
      await page.getByRole('option').first().click();
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Delete');
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await page.getByText(/^These are /).waitFor();
    },
  },
  { name: 'library-find', hash: '#/library', ready: (page) => page.getByText(/^Drop files here/).waitFor() },
  {
    name: 'library-requests',
    hash: '#/library?page=requests',
    ready: async (page) => {
      await page.getByLabel('For whom or what').fill('Anna');
      await page.getByRole('button', { name: 'Make the address' }).click();
      await page.getByRole('button', { name: 'Save as a page' }).waitFor();
      await page.getByText('Nothing came yet').first().waitFor();
    },
  },
  {
    name: 'library-deleted',
    hash: '#/library?page=deleted',
    ready: (page) => page.getByText('gone.jpg').waitFor(),
  },
  {
    name: 'library-space',
    hash: '#/library?page=space',
    ready: async (page) => {
      await page.getByText(/recent files? stays?$/).waitFor();
      await page.getByRole('combobox', { name: 'Keep the last days' }).click();
      await page.getByRole('option', { name: '0 days', exact: true }).click();
      await page.getByRole('button', { name: /^Move \d+ files to the trash$/ }).waitFor();
    },
  },
  {
    name: 'library-verify',
    hash: '#/library?page=verify',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Verify now' }).click();
      await page.getByText(/^Everything is where it belongs/).waitFor();
    },
  },
  {
    name: 'library-records',
    hash: '#/library?page=records',
    ready: (page) => page.getByRole('button', { name: 'Export records' }).waitFor(),
  },
  {
    name: 'library-log',
    hash: '#/library?page=log',
    ready: (page) => page.getByText('Stored', { exact: true }).first().waitFor(),
  },
  {
    name: 'library-health',
    hash: '#/library?page=health',
    ready: (page) => page.getByRole('cell', { name: '%' }).first().waitFor(),
  },
];

describe.skipIf(!hasChromium).each(screens)('$name', ({ name, hash, ready, floats = false }) => {
  beforeAll(async () => {
    const { client } = window();
    if ((await client.status({})).images.stored > 0) return;
    await window().withSamples();
    await describeOne();
    await deleteOne();
  });

  test.each(['light', 'dark'] as const)('in %s it is accessible and within its policy', async (colorScheme) => {
    const page = await window().open(hash, { colorScheme });
    await ready(page);
    await expectAccessible(page, { floats });
    await takePictures(page, `${name}-${colorScheme}`);
    expect(window().complaints).toEqual([]);
  });
});

async function describeOne(): Promise<void> {
  const { client } = window();
  const [first, second] = (await client.images.page({ types: ['image/jpeg'], sort: 'name', descending: false }))
    .entries;
  if (first === undefined || second === undefined) throw new Error('There are no samples');
  const key = ({ profile, imageId }: typeof first) => ({ profile, imageId });
  await client.library.describe.set({
    images: [key(first)],
    change: {
      title: 'A day at the sea',
      description: 'Well described: the wind was stronger than it looks.',
      addTags: ['sea', 'coast', 'summer'],
      favourite: true,
      fields: { Print: '30 × 40' },
    },
  });
  await client.library.describe.set({ images: [key(second)], change: { addTags: ['coastline'] } });
}

async function deleteOne(): Promise<void> {
  const { client, api, base } = window();
  const { writePicture } = await import('../../api/api-world.ts');
  await writePicture(`${base}/gone.jpg`, 5);
  const before = (await client.status({})).images.stored;
  const { token } = await api.context.drops.offer([`${base}/gone.jpg` as typeof base]);
  await client.drops.carry({ token, profile: 'photos' });
  await vi.waitFor(async () => expect((await client.status({})).images.stored).toBe(before + 1), 30_000);
  const [gone] = (await client.images.page({ text: 'gone.jpg' })).entries;
  if (gone === undefined) throw new Error('It is not in the history');
  await client.library.delete.begin({ of: { images: [{ profile: gone.profile, imageId: gone.imageId }] } });
  await vi.waitFor(async () => expect(await client.library.delete.list({})).toEqual([]), 40_000);
}
