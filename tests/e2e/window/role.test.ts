/** @file A role that a profile's keys assume, typed in the window; and the code that it asks for, asked for by the window. */
import { describe, expect, test, vi } from 'vitest';
import type { Profile } from '../../../shared/profile.ts';
import { expectAccessible, takePictures } from './look-at-page.ts';
import { hasChromium, windowForFile } from './window-world.ts';

const window = windowForFile();
const schemes = ['light', 'dark'] as const;
const arn = 'arn:aws:iam::111111111111:role/photos';
const mfaDevice = 'arn:aws:iam::111111111111:mfa/jo';

async function photos(): Promise<Profile> {
  const found = (await window().client.profiles.list({})).find(({ profile }) => profile.name === 'photos');
  if (found === undefined) throw new Error('There is no profile photos');
  return found.profile;
}

describe.skipIf(!hasChromium)('the role of a profile', () => {
  test('is typed with the keyboard, says at each field what cannot be right, and is saved', async () => {
    const page = await window().open('#/settings?profile=photos');
    const summary = page.getByText('Assume a role');
    await summary.focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('ARN of the role').focus();
    await page.keyboard.type('photos');
    await page.getByLabel('Minutes a session').fill('5');
    await page.getByLabel('MFA device').fill('jo');
    expect(await page.getByText(/^It looks like arn/).count()).toBe(1);
    await page.keyboard.press('Tab');
    await page.getByText('15 to 720 minutes').waitFor();
    await page.getByText(/^A serial number, or an ARN/).waitFor();
    expect(await page.getByLabel('ARN of the role').getAttribute('aria-invalid')).toBe('true');
    const save = page.getByRole('button', { name: 'Save', exact: true });
    expect(await save.isDisabled()).toBe(true);
    await summary.scrollIntoViewIfNeeded();
    await expectAccessible(page);
    await takePictures(page, 'role-wrong');

    await page.getByLabel('ARN of the role').fill(arn);
    await page.getByLabel('External ID').fill('agreed-upon');
    await page.getByLabel('Session name').fill('mine');
    await page.getByLabel('Minutes a session').fill('30');
    await page.getByLabel('MFA device').fill(mfaDevice);
    await page.getByText('15 to 720 minutes').waitFor({ state: 'detached' });
    await save.click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect((await photos()).role).toEqual({
      ...{ arn, externalId: 'agreed-upon', sessionName: 'mine', duration: 1800, mfaDevice },
    });
  });

  test('is there again, and taken away at once', async () => {
    const page = await window().open('#/settings?profile=photos');
    expect(await page.getByLabel('ARN of the role').inputValue()).toBe(arn);
    expect(await page.getByLabel('Minutes a session').inputValue()).toBe('30');
    await page.getByRole('button', { name: 'No role' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await vi.waitFor(async () => expect(await photos()).not.toHaveProperty('role'));
    // The fields stay where they are: it may be that another one is typed.
    expect(await page.getByLabel('ARN of the role').inputValue()).toBe('');
  });

  test.each(schemes)('in %s it is accessible, also in the first run', async (colorScheme) => {
    const page = await window().open('#/welcome?step=2', { colorScheme });
    await page.getByText('Assume a role').click();
    await page.getByLabel('ARN of the role').fill('photos');
    await page.getByLabel('MFA device').focus();
    await page.getByText(/^It looks like arn/).waitFor();
    await expectAccessible(page);
    await takePictures(page, `role-welcome-${colorScheme}`);
    await page.getByLabel('ARN of the role').fill(arn);
    await page.goto(`${window().origin}/#/settings?profile=photos`);
    await page.getByText('Assume a role').click();
    await page.getByLabel('MFA device').scrollIntoViewIfNeeded();
    await expectAccessible(page);
    await takePictures(page, `role-${colorScheme}`);
    expect(window().complaints).toEqual([]);
  });

  test('in German it stays within a narrow window', async () => {
    const page = await window().open('#/settings?profile=photos', {
      locale: 'de-DE',
      viewport: { width: 800, height: 600 },
    });
    await page.getByText('Eine Rolle übernehmen').click();
    await page.getByLabel('ARN der Rolle').fill('photos');
    await page.keyboard.press('Tab');
    await page.getByText(/^Sie sieht aus wie arn/).waitFor();
    const list = page.getByRole('main');
    expect(await list.evaluate((main) => main.scrollWidth - main.clientWidth)).toBeLessThanOrEqual(0);
    await takePictures(page, 'german-role');
  });
});
