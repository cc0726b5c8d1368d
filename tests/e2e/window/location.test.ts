/** @file A location is shown as numbers, leaves the record with one click, and comes back with one more; the original is not touched. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { expectAccessible, takePictures } from './look-at-page.ts';
import { hasChromium, windowForFile } from './window-world.ts';

const window = windowForFile();

describe.skipIf(!hasChromium)('the location of an image', () => {
  beforeAll(async () => {
    await window().withSamples();
  });

  async function kyoto() {
    const [entry] = (await window().client.images.page({ text: 'kyoto' })).entries;
    if (entry === undefined) throw new Error('It is stored');
    const { profile, imageId, objects } = entry;
    return { profile, imageId, original: objects.find(({ rendition }) => rendition === 'original') };
  }

  const recorded = async () => {
    const { profile, imageId } = await kyoto();
    const { api } = window();
    const cloud = await api.context.clouds.open(profile);
    return cloud.records.find(cloud.profile.userId, imageId, AbortSignal.timeout(10_000));
  };

  const details = (page: Page) => page.getByRole('complementary', { name: 'Details' });

  test('is removed from the record and the window, said to stay in the original, and put back', async () => {
    const { imageId, profile, original } = await kyoto();
    const before = await recorded();
    expect(before?.gps).toBeDefined();
    const page = await window().open('#/history');
    await page.getByRole('option', { name: /^kyoto morning/ }).dblclick();
    await details(page).getByText('35.0117, 135.7683').waitFor();
    await details(page).getByText('the stored original keeps it').waitFor();
    await expectAccessible(page);
    await details(page).getByText('35.0117, 135.7683').scrollIntoViewIfNeeded();
    await takePictures(page, 'details-location');
    await page.setViewportSize({ width: 1280, height: 800 });

    await details(page).getByRole('button', { name: 'Remove the location' }).click();
    const notice = page.getByRole('dialog').filter({ hasText: 'Location removed' });
    await notice.getByText('The stored original keeps it.').waitFor();
    await vi.waitFor(async () => expect(await recorded()).not.toHaveProperty('gps'), { timeout: 20_000 });
    expect(await details(page).getByText('35.0117').count()).toBe(0);
    expect((await window().client.images.find({ profile, imageId })).details).not.toHaveProperty('gps');
    expect((await kyoto()).original).toEqual(original);

    await notice.getByRole('button', { name: 'Undo' }).click();
    await details(page).getByText('35.0117, 135.7683').waitFor();
    await vi.waitFor(async () => expect((await recorded())?.gps).toEqual(before?.gps), { timeout: 20_000 });
    expect(window().complaints).toEqual([]);
  });
});
