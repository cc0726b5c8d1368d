/** @file What a person does with images in History: share, describe, take back, delete; by keys, menu and bar. */
import { createHash } from 'node:crypto';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { hasChromium, windowForFile } from './window-world.ts';

const window = windowForFile();
const withClipboard: BrowserContextOptions = { permissions: ['clipboard-read', 'clipboard-write'] };

const pasted = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const image = (page: Page, name: string) => page.getByRole('option', { name: new RegExp(`^${name}`) });
const notice = (page: Page, text: string | RegExp) => page.getByRole('dialog').filter({ hasText: text });

async function entryOf(text: string) {
  const [entry] = (await window().client.images.page({ text })).entries;
  if (entry === undefined) throw new Error(`There is no ${text}`);
  return entry;
}

async function tagsOf(text: string): Promise<readonly string[]> {
  return (await entryOf(text)).tags;
}

describe.skipIf(!hasChromium)('the deeds for images', () => {
  beforeAll(async () => {
    await window().withSamples();
  });

  test('a link is one click away, and gives the bytes', async () => {
    const page = await window().open('#/history', withClipboard);
    await image(page, 'dawn.png').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Copy link' }).click();
    await page.getByText('Link copied').first().waitFor();
    await page
      .getByText(/^Works until /)
      .first()
      .waitFor();
    const answer = await page.request.get(await pasted(page));
    const { imageId } = await entryOf('dawn.png');
    expect(
      createHash('sha256')
        .update(await answer.body())
        .digest('hex'),
    ).toBe(imageId);
    // Whoever came by keys goes on by keys.
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('listbox');
  });

  test('in a browser nothing offers to open or show a file of the computer', async () => {
    const page = await window().open('#/history', withClipboard);
    await image(page, 'dawn.png').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Copy link' }).waitFor();
    expect(await page.getByRole('menuitem', { name: /^Open$|Show in folder/ }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await image(page, 'dawn.png').dblclick();
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByText(/Holiday on the coast\/.*dawn\.png/).waitFor();
    expect(await details.getByRole('button', { name: /^Open$|Show in folder/ }).count()).toBe(0);
  });

  test('the form that was chosen is that of the next click', async () => {
    const page = await window().open('#/history', withClipboard);
    await image(page, 'dawn.png').click();
    await page.getByRole('toolbar').getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Copy as…' }).click();
    await page.getByRole('combobox', { name: 'Form' }).click();
    await page.getByRole('option', { name: 'Markdown' }).click();
    await expect.poll(() => page.getByLabel('Preview').textContent()).toMatch(/^!\[dawn\\\.png\]\(https:/);
    await page.getByRole('combobox', { name: 'Works for' }).click();
    await page.getByRole('option', { name: '1 hour' }).click();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByText('Link copied').first().waitFor();
    expect(await pasted(page)).toMatch(/^!\[dawn\\\.png\]\(http.*X-Amz-Expires=3600/);

    await image(page, 'dusk.webp').click();
    await page.keyboard.press('c');
    await expect.poll(() => pasted(page)).toMatch(/^!\[dusk\\\.webp\]\(http/);
  });

  test('a template of one’s own is written with its effect in view, and kept', async () => {
    const page = await window().open('#/history', withClipboard);
    await image(page, 'dawn.png').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Copy as…' }).click();
    await page.getByRole('button', { name: 'New template' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Wiki');
    await page.getByRole('textbox', { name: 'Text' }).fill('[[{url}|{name}');
    await page.getByRole('button', { name: '{width}' }).click();
    await expect.poll(() => page.getByLabel('Preview').textContent()).toContain('|dawn.png');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('combobox', { name: 'Form' }).getByText('Wiki').waitFor();
    await vi.waitFor(async () => {
      const { sharing } = (await window().client.settings.get({})).window;
      expect(sharing).toMatchObject({ format: 'template:Wiki', templates: [{ name: 'Wiki' }] });
    });
  });

  test('tags come by keys, complete themselves, are a filter, and can be taken back', async () => {
    const page = await window().open('#/history');
    await image(page, 'dawn.png').click();
    await page.keyboard.press('t');
    await page.getByRole('combobox', { name: 'Add a tag' }).waitFor();
    await vi.waitFor(async () =>
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Add a tag'),
    );
    await page.keyboard.type('mountain');
    await page.keyboard.press('Enter');
    await page.keyboard.type('morning');
    await page.getByRole('button', { name: 'Save' }).click();
    await vi.waitFor(async () => expect(await tagsOf('dawn.png')).toEqual(['morning', 'mountain']));

    await image(page, 'dusk.webp').click();
    await page.keyboard.press('t');
    await page.getByRole('combobox', { name: 'Add a tag' }).pressSequentially('mou');
    await page.getByRole('option', { name: /^mountain/ }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await vi.waitFor(async () => expect(await tagsOf('dusk.webp')).toEqual(['mountain']));

    const both = await window().open('#/history?tag=mountain&tag=morning&tags=all');
    await image(both, 'dawn.png').waitFor();
    expect(await both.getByRole('option').count()).toBe(1);
    await both.getByRole('button', { name: 'Filter', exact: true }).click();
    await both.getByRole('button', { name: 'Any', exact: true }).click();
    await vi.waitFor(async () => expect(await both.getByRole('option').count()).toBe(2));

    await notice(page, '1 image changed').first().getByRole('button', { name: 'Undo' }).click();
    await vi.waitFor(async () => expect(await tagsOf('dusk.webp')).toEqual([]));
  });

  test('many are described at once, and what was not touched stays', async () => {
    const page = await window().open('#/history?q=orientation');
    await page.getByRole('option').first().click();
    await page.keyboard.press('Shift+End');
    await page.keyboard.press('e');
    await page.getByRole('heading', { name: 'Describe 8 images' }).waitFor();
    await page.getByLabel('Title').fill('Eight ways up');
    await page.getByRole('button', { name: 'Add field' }).click();
    await page.getByRole('textbox', { name: 'Field' }).fill('Series');
    await page.getByRole('textbox', { name: 'Value' }).fill('Exif');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('8 images changed').first().waitFor();
    const { profile, imageId } = await entryOf('orientation-3');
    const said = await window().client.library.describe.get({ profile, imageId });
    expect(said).toMatchObject({ title: 'Eight ways up', description: '', fields: { Series: 'Exif' } });

    await image(page, 'orientation-3').dblclick();
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByText('Eight ways up', { exact: true }).waitFor();
    await details.getByText('Earlier edits').click();
    await details.getByText(/Title: Eight ways up/).waitFor();
  });

  test('a favourite is one key, and one more to take it back', async () => {
    const page = await window().open('#/history');
    await image(page, 'iceland.jpg').click();
    await page.keyboard.press('f');
    await page.getByRole('option', { name: /^iceland\.jpg.*Favourite$/ }).waitFor();
    await page.keyboard.press('f');
    await vi.waitFor(async () => expect((await entryOf('iceland.jpg')).favourite).toBe(false));
  });

  test('deleting says what goes, and can be undone for a while', async () => {
    const page = await window().open('#/history');
    await image(page, 'small.avif').click();
    await page.keyboard.press('Delete');
    await page.getByText('Files on this computer stay as they are.').waitFor();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await image(page, 'small.avif').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await image(page, 'small.avif').waitFor();
    await page.getByText('1 image stays').first().waitFor();
    expect(await window().client.library.delete.list({})).toEqual([]);
  });

  test('many are deleted only with their number said again', async () => {
    const page = await window().open('#/history?q=orientation');
    await page.getByRole('option').first().click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    const go = page.getByRole('button', { name: 'Delete', exact: true });
    await go.click();
    await page.getByText(/^These are 8 of the \d+ images/).waitFor();
    expect(await go.isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: 'Type 8 to go on' }).fill('9');
    expect(await go.isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: 'Type 8 to go on' }).fill('8');
    await go.click();
    await page.getByText('8 images will be deleted').first().waitFor();
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await vi.waitFor(async () => expect((await window().client.images.count({ text: 'orientation' })).images).toBe(8));
    expect(window().complaints).toEqual([]);
  });
});
