/** @file A budget that is nearly spent, and one at which a profile rests: said among the issues, with what can be done. */
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { writePicture } from '../../api/api-world.ts';
import { expectAccessible, takePictures } from './look-at-page.ts';
import { hasChromium, windowForFile } from './window-world.ts';

const window = windowForFile();
const schemes = ['light', 'dark'] as const;

/** That part of it is spent already. */
async function budgetSpentTo(share: number, stops = false): Promise<void> {
  const { cost } = await window().client.cloud.cost.report({ profile: 'photos' });
  const budget = { amount: Number((cost / share).toFixed(4)), stops };
  await window().client.cloud.cost.setBudget({ profile: 'photos', budget });
}

describe.skipIf(!hasChromium)('a budget', () => {
  beforeAll(async () => {
    await window().withSamples();
    const { prices } = await window().client.cloud.cost.report({ profile: 'photos' });
    await window().client.cloud.cost.setPrices({
      profile: 'photos',
      prices: { ...prices, currency: 'EUR', writes: 100 },
    });
  });

  test('that is nearly spent is an issue, until it was read', async () => {
    const page = await window().open('#/issues');
    await page.getByText('Not carried').waitFor();
    await budgetSpentTo(0.85);
    await page.getByText(/More than 80.?% of the budget is spent/).waitFor();
    await page.getByText(/^about €.*· 8\d% of €/).waitFor();
    await page.getByRole('link', { name: /^Issues.*1/ }).waitFor();
    await page.getByRole('button', { name: 'Understood' }).click();
    await page.getByText(/More than 80.?% of the budget is spent/).waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText('Not carried').waitFor();
    expect(await page.getByText(/More than 80.?% of the budget is spent/).count()).toBe(0);
    // Another budget is another warning.
    await budgetSpentTo(0.9);
    await page.getByRole('button', { name: 'Open cost' }).click();
    await page.getByText(/^More than 80.?% of the budget is spent: /).waitFor();
    expect(window().complaints).toEqual([]);
  });

  test.each(schemes)('in %s its warning is accessible, in German too', async (colorScheme) => {
    await budgetSpentTo(0.95);
    const page = await window().open('#/issues', { colorScheme });
    await page.getByRole('button', { name: 'Understood' }).waitFor();
    await expectAccessible(page);
    await takePictures(page, `budget-near-${colorScheme}`);
    const german = await window().open('#/issues', { colorScheme, locale: 'de-DE' });
    await german.getByRole('button', { name: 'Verstanden' }).waitFor();
    await expectAccessible(german);
    await takePictures(german, `german-budget-${colorScheme}`);
  });

  test('that is spent stops the profile where that is wanted, and the reason leads to the budget', async () => {
    await budgetSpentTo(2, true);
    const page = await window().open('#/issues');
    await page.getByText('The budget is spent').waitFor();
    const path = join(window().base, 'one-more.jpg');
    await writePicture(path, 99);
    await page.getByLabel('Add images').last().setInputFiles(path);
    await page.getByRole('main').getByText('The budget of this month is spent').waitFor();
    await page.getByText('Budgets', { exact: true }).waitFor({ state: 'detached' });
    await expectAccessible(page);
    await takePictures(page, 'budget-stopped');
    await page.getByRole('button', { name: 'Open settings' }).click();
    await page.getByLabel(/^Amount in EUR/).fill('');
    await page.getByRole('button', { name: 'Save Budget for a month' }).click();
    await vi.waitFor(async () => expect((await window().client.status({})).held).toEqual([]), 30_000);
    expect(window().complaints).toEqual([]);
  });
});
